/** What happened before in a scenario and left no trace in the state: only notes need it. */

import type { Slot } from '../operation.ts';
import type { Inode, OpenFile, Pipe, Socket } from '../state.ts';

export class Past {
  /** A connect of it was refused. */
  readonly refused = new Set<Socket>();
  /** Abstract names that were held, as `abstractKey` spells them. */
  readonly names = new Set<string>();
  /** In which mount namespace sockets were bound, where that is not the first. */
  readonly spaces = new Map<Socket, number>();
  /** They were bound by an absolute path below another root. */
  readonly rooted = new Set<Socket>();
  /** Sockets by the place of their pathname. */
  readonly places = new Map<Inode, Map<string, Socket>>();
  /** Their pathname was another's, who still lived. */
  readonly successors = new Set<Socket>();
  /** Places that a refused bind named. */
  readonly refusedPlaces = new Map<Inode, Set<string>>();
  /** Their pathname was given with a NUL and more behind it. */
  readonly cutAtNul = new Set<Socket>();
  /** They were bound while they were connected. */
  readonly namedLate = new Set<Socket>();
  /** SO_PASSCRED or SO_PASSPIDFD was on when they were connected or sent a record without a name. */
  readonly namedByPassing = new Set<Socket>();
  /** Asked, or no more, by setsockopt who sends: not by what their listener asks. */
  readonly toldToAsk = new Set<Socket>();
  /** By id: the actor that made it. */
  readonly makers = new Map<number, number>();
  /** By id: made as SOCK_RAW. */
  readonly raw = new Set<number>();
  /** Abstract, and their modes and the umask of bind would let nobody but their maker connect. */
  readonly closed = new Set<Socket>();
  /** Real uids that had too many descriptors in flight, and how many they could have had. */
  readonly grounded = new Map<number, number>();
  /** Came in a message. */
  readonly received = new Set<OpenFile>();
  /** Made by somebody with CAP_NET_BIND_SERVICE. */
  readonly madeCapable = new Map<number, boolean>();
  /** Ends of them came in a message that had no room for them. */
  readonly cutLoose = new Set<Pipe>();
  /** Who sent the message of this tag, as `pidKey` spells it. */
  readonly senders = new Map<number, number>();
  /** Credentials that a message claimed, by its tag, and whether they were another's. */
  readonly claims = new Map<number, { readonly count: number; readonly foreign: boolean }>();
  /** They were first in a queue when an accept had no room for a descriptor. */
  readonly waiting = new Set<Socket>();
  /** Slots of descriptors at which a call slept until it was interrupted. */
  readonly interrupted = new Set<Slot>();
  /** Sockets that were closed by somebody since the message of this tag was sent. */
  closes = 0;
  readonly closesAt = new Map<number, number>();
}

/** Adds to a set in a map. */
export function addTo<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const set = map.get(key) ?? new Set();
  map.set(key, set.add(value));
}

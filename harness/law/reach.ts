/** From an address to the socket that is bound to it: what connect and sendto have in common. */

import { descriptorOf, type View } from './call.ts';
import { chosenBy, holderOf } from './chosen-name.ts';
import { refuseConfined } from './confine.ts';
import type { Address, CallName, Slot } from './operation.ts';
import { existing, resolve } from './path.ts';
import { mayAccess, WRITE } from './permission.ts';
import { abstractKey } from './references.ts';
import { type Refusal, refusal, type Strength, Unmodelled } from './rule.ts';
import type { Inode, Mount, Socket } from './state.ts';
import { type UnixTarget, unixTarget } from './unix-address.ts';

export interface Reach {
  /** `none`: no address is asked for. */
  readonly target: UnixTarget | { readonly kind: 'none' };
  /** Errno of finding the socket, '' when found. */
  readonly error: string;
  readonly other: Socket | undefined;
  /** Through which mount, where that is one of the process's own. */
  readonly inside?: Mount | undefined;
  /** By way of a descriptor of something to which no name was bound. */
  readonly nameless?: true;
}

export const NO_REACH: Reach = { target: { kind: 'none' }, error: '', other: undefined };

/** unix_find_other(): from an address to a bound socket. */
export function find<Name extends CallName>(
  view: View<Name>,
  socket: Socket,
  address: Address,
): Reach {
  const reach = findAny(view, socket, address);
  if (view.me.confinement !== 0) refuseConfined(view, socket, reach.other);
  return reach;
}

function findAny<Name extends CallName>(view: View<Name>, socket: Socket, address: Address): Reach {
  const { state, me } = view;
  const target = unixTarget(address);
  if (target.kind === 'proc') {
    const file = behind(view, target.slot);
    if (typeof file === 'string') return { target, error: file, other: undefined, nameless: true };
    return { target, ...through(view, socket, file) };
  }
  if (target.kind === 'name') {
    const other = certain(holderOf(state, socket, chosenBy(view, target.slot)));
    return { target, error: other === undefined ? 'ECONNREFUSED' : '', other };
  }
  if (target.kind === 'abstract') {
    const other = certain(state.abstract.get(abstractKey(socket, target.name)));
    return { target, error: other === undefined ? 'ECONNREFUSED' : '', other };
  }
  if (target.kind !== 'path') return { target, error: '', other: undefined };
  const place = resolve(state, me, target.path, true);
  const inode = existing(place);
  if (typeof inode === 'string') return { target, error: inode, other: undefined };
  return { target, ...through(view, socket, inode), inside: place.inside };
}

/** From an inode to the socket that is bound to it. */
function through<Name extends CallName>(
  { me }: View<Name>,
  socket: Socket,
  inode: Inode,
): Omit<Reach, 'target'> {
  if (!mayAccess(me, inode, WRITE)) return { error: 'EACCES', other: undefined };
  const other = certain(inode.type === 'SOCK' ? inode.socket : undefined);
  if (other === undefined) return { error: 'ECONNREFUSED', other };
  return { error: other.type === socket.type ? '' : 'EPROTOTYPE', other };
}

/** The inode that a descriptor leads to in /proc, whatever became of its name; of others the errno. */
function behind<Name extends CallName>({ state, op }: View<Name>, slot: Slot): Inode | string {
  if (!state.world.has.procFd) throw new Unmodelled('no descriptors in /proc');
  const descriptor = descriptorOf(state, op.by, slot);
  if (descriptor === undefined) return 'ENOENT';
  const { object } = descriptor.file;
  if (object.kind === 'inode') {
    if (object.type === 'LNK') throw new Unmodelled('modes of links');
    return object;
  }
  if (object.kind === 'socket' && object.uncertain) throw new Unmodelled('waits for the collector');
  if (
    object.kind === 'pidfd' ||
    object.kind === 'special' ||
    object.kind === 'epoll' ||
    object.kind === 'pipe' ||
    (object.kind === 'socket' && object.mode !== 0o777)
  )
    throw new Unmodelled('modes of what has no name');
  return 'ECONNREFUSED';
}

function certain(other: Socket | undefined): Socket | undefined {
  if (other?.uncertain) throw new Unmodelled('a name that waits for the collector');
  return other;
}

interface Reaching {
  readonly reach?: Reach | undefined;
}

/** Each refusal on the way, with its clauses for connect and for sendto. */
const WAY: readonly (readonly [
  name: string,
  errno: string,
  clauses: readonly [connect: string, sendto: string],
  cite: string,
  strength: Strength,
  when: (reach: Reach) => boolean,
])[] = [
  [
    'address',
    'EINVAL',
    ['S17', 'G05'],
    'connect(2), send(2); af_unix.c unix_validate_addr()',
    'exact',
    ({ target }) => target.kind === 'invalid' || target.kind === 'autobind',
  ],
  [
    'nobody',
    'ECONNREFUSED',
    ['S12', 'G05'],
    'connect(2) ERRORS ECONNREFUSED',
    'linux',
    ({ error, target }) =>
      error === 'ECONNREFUSED' && (target.kind === 'abstract' || target.kind === 'name'),
  ],
  [
    'descriptor.closed',
    'ENOENT',
    ['I10', 'I10'],
    'proc_pid_fd(5): one entry for each open file',
    'linux',
    ({ error, nameless }) => error === 'ENOENT' && nameless === true,
  ],
  [
    'descriptor.nameless',
    'ECONNREFUSED',
    ['I10', 'I10'],
    'proc_pid_fd(5); af_unix.c unix_find_bsd(): an inode to which no name was bound',
    'exact',
    ({ error, nameless }) => error === 'ECONNREFUSED' && nameless === true,
  ],
  [
    'path.nobody',
    'ECONNREFUSED',
    ['S12', 'G05'],
    'connect(2) ERRORS ECONNREFUSED; unix(7) ERRORS',
    'posix',
    ({ error }) => error === 'ECONNREFUSED',
  ],
  ...(
    [
      ['path.missing', 'ENOENT', 'S12', 'unix(7) ERRORS ENOENT'],
      ['path.permission', 'EACCES', 'S14', 'unix(7) Pathname socket ownership and permissions'],
      ['path.not-directory', 'ENOTDIR', 'S12', 'POSIX connect(), sendto() ENOTDIR'],
      ['path.loop', 'ELOOP', 'S12', 'POSIX connect(), sendto() ELOOP'],
      ['path.long', 'ENAMETOOLONG', 'S12', 'POSIX connect(), sendto() ENAMETOOLONG'],
      ['path.type', 'EPROTOTYPE', 'S13', 'unix(7) ERRORS EPROTOTYPE'],
    ] as const
  ).map(
    ([name, errno, clause, cite]) =>
      [name, errno, [clause, 'G05'], cite, 'posix', ({ error }: Reach) => error === errno] as const,
  ),
];

/** The refusals on the way to a name; `after` is what those behind the look at the address itself leave. */
export function wayRefusals<V extends Reaching>(
  call: 'connect' | 'sendto',
  after: (view: V) => void,
): readonly Refusal<V>[] {
  return WAY.map(([name, errno, clauses, cite, strength, when]) =>
    refusal(
      `${call}.${name}`,
      errno,
      clauses[call === 'connect' ? 0 : 1],
      cite,
      ({ reach }: V) => reach !== undefined && when(reach),
      { strength, ...(name !== 'address' && { effect: after }) },
    ),
  );
}

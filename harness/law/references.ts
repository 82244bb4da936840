/** Reference counts: what closing, receiving and purging set free, and what only the collector can. */

import { AF_UNIX, SOCK_DGRAM } from '../abi/socket.ts';
import { landFlights } from './flights.ts';
import type { OpenFile, Packet, Socket, State } from './state.ts';

/** Drops one descriptor or local reference. */
export function drop(state: State, file: OpenFile): void {
  file.references--;
  if (file.references === 0) release(state, file);
  else if (state.inFlight.size > 0) markGarbage(state);
}

/** A descriptor goes into a message. */
export function takeFlight(state: State, file: OpenFile): void {
  file.references++;
  file.inFlight++;
  state.inFlight.add(file);
}

/** Binds the identity of an open object (`device:inode`) at first sight. */
export function learnIdentity(file: OpenFile, seen: string | undefined): void {
  if (seen !== undefined) file.object.identity ??= seen;
}

/** A message with descriptors leaves its queue: they land or are lost. */
export function land(state: State, packet: Packet): void {
  landFlights(state, packet);
  for (const file of packet.files ?? []) {
    file.inFlight--;
    if (file.inFlight === 0) state.inFlight.delete(file);
    drop(state, file);
  }
}

/** The socket that a file keeps alive: an O_PATH descriptor knows of one, and keeps nothing. */
export function socketIn({ object, access }: OpenFile): Socket | undefined {
  return object.kind === 'socket' && access !== 'path' ? object : undefined;
}

function release(state: State, file: OpenFile): void {
  const object = file.object;
  const socket = socketIn(file);
  const doomed = state.garbage.delete(file);
  if (object.kind === 'pipe') {
    if (file.access === 'r') object.readers--;
    else object.writers--;
    if (doomed && file.access === 'r') object.doomedReaders--;
    if (doomed && file.access !== 'r') object.doomedWriters--;
  } else if (socket !== undefined) {
    releaseSocket(state, socket);
    if (state.inFlight.size > 0) markGarbage(state);
    // The kernel looks for garbage when a socket is released, and at no other time that can be counted on.
    state.collectorCalled = true;
  }
}

/** The peer of a connection sees its end, and a reset where something was left unread. */
function leavePeer(state: State, socket: Socket, peer: Socket): void {
  const [only, second] = socket.queue;
  peer.shutReceive = true;
  peer.shutSend = true;
  // The place of an urgent byte that was read is nothing unread, since the repairs of 2025 (unix_release_sock).
  const isSpent = socket.marks > 0 && socket.queue.length === 1 && only?.urgent === 'taken';
  socket.marks = isSpent ? 1 : 0;
  const isUnread = socket.queue.length > 0 && !isSpent;
  if (isUnread || socket.embryoOf !== undefined) peer.error = 'ECONNRESET';
  // With them a single empty record no longer counts as unread either.
  const isEmptyRecord = isUnread && second === undefined && only?.from === only?.to;
  if (isEmptyRecord || (isSpent && !state.world.has.oobMended)) peer.uncertain = true;
}

/** An abstract name is free; whoever sleeps until the listener has room for one more wakes. */
function desert(state: State, socket: Socket): void {
  const { name, phase, pending, backlog } = socket;
  const isHeld = socket.embryoOf === undefined && !socket.borrowedName && !socket.autobound;
  if (name?.kind !== 'abstract' || !isHeld) return;
  const key = abstractKey(socket, name.name);
  state.abstract.delete(key);
  if (phase === 'listening' && pending.length > backlog) state.deserted.add(key);
}

/** What unix_release_sock() does: the peer learns of it, queued clients are reset, the queue is freed. */
export function releaseSocket(state: State, socket: Socket): void {
  if (socket.dead) return;
  socket.dead = true;
  desert(state, socket);
  if (socket.inode?.socket === socket) socket.inode.socket = undefined;
  const port = state.ports.indexOf(socket);
  if (port >= 0) state.ports.splice(port, 1);
  const { peer } = socket;
  // A datagram socket leaves its peer as it is, and anybody may write to that again (unix_may_send).
  if (socket.type === SOCK_DGRAM) socket.peer = undefined;
  // What TCP tells of a peer that is gone is not the law's matter.
  else if (socket.domain !== AF_UNIX && peer !== undefined) peer.uncertain = true;
  else if (peer !== undefined && !peer.dead) leavePeer(state, socket, peer);
  const listener = socket.embryoOf;
  if (listener !== undefined && !listener.dead) {
    const at = listener.pending.indexOf(socket);
    if (at >= 0) listener.pending.splice(at, 1);
  }
  for (const embryo of socket.pending.splice(0)) releaseSocket(state, embryo);
  for (const packet of socket.queue.splice(0)) {
    packet.sender.charge -= packet.charge;
    land(state, packet);
  }
}

/** Abstract names are held once for each type of socket in each network namespace (unix(7)). */
export function abstractKey({ network, type }: Pick<Socket, 'network' | 'type'>, name: string) {
  return `${network}:${type}:${name}`;
}

/** Finds the files in flight that no process can reach any more (unix_gc's candidates). */
function markGarbage(state: State): void {
  const reached = new Set<OpenFile>();
  const visit = (file: OpenFile): void => {
    if (reached.has(file)) return;
    reached.add(file);
    const socket = socketIn(file);
    if (socket !== undefined) visitSocket(socket);
  };
  const visitSocket = (socket: Socket): void => {
    for (const packet of socket.queue) for (const file of packet.files ?? []) visit(file);
    for (const embryo of socket.pending) visitSocket(embryo);
  };
  for (const descriptor of state.descriptors) if (descriptor !== undefined) visit(descriptor.file);
  for (const file of state.inFlight) {
    if (reached.has(file) || state.garbage.has(file)) continue;
    state.garbage.add(file);
    state.collectorCalled = false;
    const object = file.object;
    if (object.kind === 'pipe' && file.access !== 'r') object.doomedWriters++;
    if (object.kind === 'pipe' && file.access === 'r') object.doomedReaders++;
    const socket = socketIn(file);
    if (socket !== undefined) markDoomed(socket);
  }
}

/** A doomed socket dies at a moment the kernel chooses: what it touches is open until then. */
function markDoomed(socket: Socket): void {
  socket.uncertain = true;
  if (socket.peer !== undefined && socket.type !== SOCK_DGRAM) socket.peer.uncertain = true;
  for (const embryo of socket.pending) markDoomed(embryo);
}

/**
 * The collector has run: everything unreachable is gone. It takes whole queues away before it lets go of their sockets, or
 * of what is in cycles alone, by version (garbage.c): whether the peer of one with an unread message is told of a reset is
 * open.
 */
export function collect(state: State): void {
  const sockets = [...state.garbage].map(socketIn).filter((socket) => socket !== undefined);
  const all = sockets.flatMap((socket) => [socket, ...socket.pending]);
  const unsure = all.flatMap(({ queue, peer, type }) =>
    queue.length > 0 && peer && type !== SOCK_DGRAM ? [peer] : [],
  );
  const packets = all.flatMap((socket) => {
    socket.uncertain = false;
    if (socket.peer !== undefined) socket.peer.uncertain = false;
    return socket.queue.splice(0);
  });
  for (const packet of packets) {
    packet.sender.charge -= packet.charge;
    land(state, packet);
  }
  for (const peer of unsure) peer.uncertain = true;
}

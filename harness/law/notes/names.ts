/** Notes on bind, connect and the names of sockets. */

import type { FdView } from '../call.ts';
import { hasConnections } from '../listen.ts';
import { portStartOf } from '../network.ts';
import type { Address } from '../operation.ts';
import { asksWhoSends } from '../passing.ts';
import { capable, capableOverNetwork } from '../permission.ts';
import { isPing } from '../ping.ts';
import { isRaw } from '../raw-bind.ts';
import { abstractKey } from '../references.ts';
import type { Inode, Socket, State } from '../state.ts';
import { bytesOf, type UnixTarget } from '../unix-address.ts';
import { type Note, note, ok, type Step } from './note.ts';
import { addTo } from './past.ts';

type Place = { readonly parent: Inode; readonly name: string } | undefined;
export type BindView = FdView<'bind'> & {
  readonly unix?: { readonly target: UnixTarget; readonly place: Place };
  readonly target?: { readonly port?: number };
};
export type ConnectView = FdView<'connect'> & {
  readonly reach: { readonly target: UnixTarget; readonly other: Socket | undefined };
};

const path = (v: BindView): Place => (v.unix?.target.kind === 'path' ? v.unix.place : undefined);
const abstract = (v: BindView): string | undefined =>
  v.unix?.target.kind === 'abstract' ? v.unix.target.name : undefined;

/** Whether the socket's own abstract name spells a path that is there, or the reverse. */
function hasTwin(state: State, { unix, socket }: BindView): boolean {
  if (unix?.target.kind === 'abstract')
    return state.directory.entries?.has(unix.target.name) === true;
  return unix?.target.kind === 'path' && state.abstract.has(abstractKey(socket, unix.target.path));
}

/** Numbers that no capability is asked for are none. */
export const hasPorts = (socket: Socket): boolean => !isRaw(socket) && !isPing(socket);

const port = ({ target }: BindView): number => target?.port ?? 0;
const low = (v: BindView): boolean =>
  port(v) > 0 && hasPorts(v.socket) && port(v) < portStartOf(v.state, v.socket);
const isReused = ({ socket }: BindView): boolean => socket.options.get('SO_REUSEADDR') === 1;
const LIFTERS = ['SO_REUSEADDR', 'SO_REUSEPORT', 'IP_FREEBIND', 'IP_BIND_ADDRESS_NO_PORT'];

export const bindNotes: readonly Note<BindView>[] = [
  note(
    'bind.name-of-the-other-kind',
    'B12',
    'unix(7) Address format',
    (s) => ok(s) && hasTwin(s.view.state, s.view),
  ),
  note(
    'bind.abstract.freed',
    'B23',
    'unix(7) Abstract sockets: the name disappears with its socket',
    (s) => {
      const name = abstract(s.view);
      return ok(s) && name !== undefined && s.past.names.has(abstractKey(s.view.socket, name));
    },
  ),
  note('bind.path.refused-before', 'B16', 'bind(2) ERRORS; af_unix.c unix_bind_bsd()', (s) => {
    const place = path(s.view);
    return (
      ok(s) &&
      place !== undefined &&
      s.past.refusedPlaces.get(place.parent)?.has(place.name) === true
    );
  }),
  note('bind.path.after-unlink', 'B24', 'unix(7) NOTES: unlink the pathname', (s) => {
    const place = path(s.view);
    const former = place && s.past.places.get(place.parent)?.get(place.name);
    return ok(s) && former !== undefined && !former.dead;
  }),
  note(
    'bind.unix.despite-reuse',
    'B20',
    'socket(7) SO_REUSEADDR: ports of AF_INET; bind(2) ERRORS EADDRINUSE',
    ({ view, outcome }) =>
      outcome.errno === 'EADDRINUSE' && view.unix !== undefined && isReused(view),
  ),
  note(
    'bind.unix.end-of-a-pair',
    'B22',
    'bind(2), socketpair(2)',
    (s) => ok(s) && s.view.unix !== undefined && s.view.socket.origin === 'pair',
  ),
  note(
    'bind.port.maker-is-another',
    'P09',
    'af_inet.c inet_port_requires_bind_service(): ns_capable() of the caller',
    (s) => {
      const maker = s.past.madeCapable.get(s.view.socket.id);
      return (
        low(s.view) &&
        maker !== undefined &&
        maker !== capableOverNetwork(s.view.me, 'NET_BIND_SERVICE')
      );
    },
    'exact',
  ),
  note(
    'bind.port.despite-options',
    'P14',
    'socket(7) SO_REUSEADDR, SO_REUSEPORT; ip(7) IP_FREEBIND',
    ({ view, outcome }) =>
      outcome.errno === 'EACCES' && LIFTERS.some((name) => view.socket.options.get(name) === 1),
  ),
];

const OTHERS_WRITE = 0o022;

export function rememberBind(s: Step<BindView>): void {
  const { view, past, outcome } = s;
  const [place, name] = [path(view), abstract(view)];
  if (place !== undefined && outcome.errno === 'EINVAL')
    addTo(past.refusedPlaces, place.parent, place.name);
  if (!ok(s)) return;
  if (name !== undefined) {
    past.names.add(abstractKey(view.socket, name));
    if ((view.socket.mode & ~view.me.umask & OTHERS_WRITE) === 0) past.closed.add(view.socket);
  }
  if (view.socket.phase === 'connected') past.namedLate.add(view.socket);
  if (hasTail(view.op)) past.cutAtNul.add(view.socket);
  if (place === undefined) return;
  const there = past.places.get(place.parent) ?? new Map<string, Socket>();
  const former = there.get(place.name);
  if (former !== undefined && !former.dead) past.successors.add(view.socket);
  past.places.set(place.parent, there.set(place.name, view.socket));
}

/** An address of raw bytes with a pathname, a NUL and something behind it. */
function hasTail({ address }: { readonly address: Address }): boolean {
  if (address.kind !== 'bytes') return false;
  const sunPath = bytesOf(address.hex).slice(2);
  const end = sunPath.indexOf('\0');
  return end > 0 && end < sunPath.length - 1;
}

/** What connect and sendto see of the way to another socket. */
interface Reaching {
  readonly op: { readonly address?: Address };
  readonly reach?: { readonly other: Socket | undefined } | undefined;
}
const isThrough = ({ op }: Reaching): boolean => op.address?.kind === 'proc';

export const throughDescriptor = (call: string): Note<Reaching> =>
  note(
    `${call}.through-a-descriptor`,
    'I10',
    'proc_pid_fd(5); open(2) O_PATH',
    (s) => ok(s) && isThrough(s.view),
  );
export const ofNoName = (call: string): Note<Reaching> =>
  note(
    `${call}.through-a-descriptor.unlinked`,
    'I10',
    'proc_pid_fd(5); unlink(2)',
    (s) => ok(s) && isThrough(s.view) && s.view.reach?.other?.inode?.links === 0,
  );

export const connectNotes: readonly Note<ConnectView>[] = [
  note(
    'connect.path.behind-the-nul',
    'B07',
    'unix(7) Address format: null-terminated',
    (s) => ok(s) && hasTail(s.view.op),
  ),
  note(
    'connect.last-place',
    'S08',
    'listen(2); af_unix.c unix_recvq_full()',
    ({ view: { reach, socket }, ...s }) =>
      ok(s) && hasConnections(socket) && reach.other?.pending.length === reach.other?.backlog,
    'exact',
  ),
  note(
    'connect.abstract.whatever-the-mode',
    'B27',
    'unix(7) Abstract sockets: no file permissions',
    ({ view: { me, reach }, past, ...s }) => {
      const other = reach.target.kind === 'abstract' ? reach.other : undefined;
      return (
        ok(s) &&
        other !== undefined &&
        past.closed.has(other) &&
        me.cred.euid !== other.maker &&
        !capable(me, 'DAC_OVERRIDE')
      );
    },
  ),
  throughDescriptor('connect'),
  ofNoName('connect'),
  note(
    'connect.after-refusal',
    'S18',
    'connect(2)',
    (s) => ok(s) && hasConnections(s.view.socket) && s.past.refused.has(s.view.socket),
  ),
  note(
    'connect.successor',
    'B24',
    'unix(7) NOTES: unlink the pathname',
    (s) => ok(s) && s.view.reach.other !== undefined && s.past.successors.has(s.view.reach.other),
  ),
];

export const acceptNotes: readonly Note<FdView<'accept4'>>[] = [
  note(
    'accept.after-the-limit',
    'C10',
    'accept(2) ERRORS EMFILE; POSIX accept(): the first connection on the queue',
    (s) => ok(s) && s.past.waiting.has(s.view.socket.pending[0] as Socket),
    'posix',
  ),
];

export function rememberAccept({ view, outcome, past }: Step<FdView<'accept4'>>): void {
  const [first] = outcome.errno === 'EMFILE' ? view.socket.pending : [];
  if (first !== undefined) past.waiting.add(first);
}

export function rememberConnect(s: Step<ConnectView>): void {
  const { socket } = s.view;
  if (!ok(s) && s.outcome.errno !== 'EISCONN') s.past.refused.add(socket);
  if (ok(s) && asksWhoSends(socket) && socket.name === undefined) s.past.namedByPassing.add(socket);
}

const LONGEST = 108;

export const ownNameNotes: readonly Note<FdView<'getsockname'>>[] = [
  note(
    'getsockname.longest',
    'B09',
    'unix(7) BUGS: a pathname without a terminator',
    ({ view: { socket } }) => socket.name?.kind === 'path' && socket.name.path.length === LONGEST,
  ),
  note('getsockname.cut-at-the-nul', 'B07', 'unix(7) Address format: null-terminated', (s) =>
    s.past.cutAtNul.has(s.view.socket),
  ),
  note(
    'getsockname.by-passing',
    'K32',
    'unix(7) SO_PASSCRED: a name is assigned automatically',
    ({ view, past }) => past.namedByPassing.has(view.socket),
  ),
];

export const peerNameNotes: readonly Note<FdView<'getpeername'>>[] = [
  note(
    'getpeername.named-late',
    'B21',
    'getpeername(2), unix(7)',
    (s) => ok(s) && s.view.socket.peer !== undefined && s.past.namedLate.has(s.view.socket.peer),
  ),
  note(
    'getpeername.end-of-a-pair',
    'B22',
    'getpeername(2), socketpair(2)',
    ({ view: { socket }, ...s }) =>
      ok(s) && socket.origin === 'pair' && socket.peer?.name !== undefined,
  ),
];

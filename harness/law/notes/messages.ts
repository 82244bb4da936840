/** Notes on messages: what goes together, where a receive stops, and what descriptors need. */

import { POLLERR, POLLHUP } from '../../abi/poll.ts';
import * as S from '../../abi/socket.ts';
import type { FdView } from '../call.ts';
import { isOverLimit } from '../flights.ts';
import { pidKey } from '../namespace.ts';
import { isUrgent } from '../out-of-band.ts';
import { asksWhoSends } from '../passing.ts';
import type { Receiving } from '../receive.ts';
import { PIDFD_TOLD } from '../received-pidfd.ts';
import { socketIn } from '../references.ts';
import type { Sending } from '../send.ts';
import type { OpenFile, Socket, State } from '../state.ts';
import { throughDescriptor } from './names.ts';
import { type Note, note, ok, type Step } from './note.ts';

const stream = ({ socket }: Receiving | Sending): boolean => socket.type === S.SOCK_STREAM;
const record = ({ socket }: Receiving | Sending): boolean => socket.type === S.SOCK_SEQPACKET;
const isSocket = (file: OpenFile): boolean => socketIn(file) !== undefined;

/** Its pathname, in the working directory, is gone or leads elsewhere. */
function hasLostItsPath({ directory }: State, { name, inode }: Socket): boolean {
  if (name?.kind !== 'path' || inode === undefined || name.path.includes('/')) return false;
  return directory.entries?.get(name.path) !== inode;
}

type Either = Sending | Receiving;

/** EAGAIN by the one way of not waiting, without the other. */
const hurried =
  (byFlag: boolean) =>
  ({ view: { op, file }, outcome }: Step<Either>): boolean =>
    outcome.errno === 'EAGAIN' &&
    ((op.flags & S.MSG_DONTWAIT) !== 0) === byFlag &&
    file.nonblock !== byFlag;
const HURRY = 'send(2), recv(2) MSG_DONTWAIT: as O_NONBLOCK';

/** A socket that came in a message, in the hands of somebody who has not made it. */
const isHandedOn = ({ view: { file, socket, me }, past, ...s }: Step<Either>): boolean =>
  ok(s) && past.received.has(file) && socket.maker !== me.cred.euid;

export const sendNotes: readonly Note<Sending>[] = [
  note('send.hurried-by-the-flag', 'X17', HURRY, hurried(true)),
  note('send.hurried-by-the-file', 'X17', HURRY, hurried(false)),
  note('send.handed-on', 'R35', 'unix(7) SCM_RIGHTS: as if by dup(2)', isHandedOn),
  throughDescriptor('sendto') as Note<Sending>,
  note('send.datagram.peer-without-its-name', 'G17', 'connect(2), unix(7)', (s) => {
    const { state, reach, addressed } = s.view;
    return ok(s) && !addressed && reach?.other !== undefined && hasLostItsPath(state, reach.other);
  }),
  note('sendto.datagram.successor', 'G17', 'unix(7) NOTES: unlink the pathname', (s) => {
    const { addressed, reach } = s.view;
    return ok(s) && addressed && reach?.other !== undefined && s.past.successors.has(reach.other);
  }),
  note(
    'send.record.addressed',
    'S03',
    'af_unix.c unix_seqpacket_sendmsg()',
    (s) => ok(s) && record(s.view) && s.view.addressed,
    'exact',
  ),
  note(
    'send.record.end',
    'G14',
    'send(2) MSG_EOR; recvmsg.flags: af_unix.c has none of it',
    (s) => ok(s) && record(s.view) && (s.view.op.flags & S.MSG_EOR) !== 0,
    'exact',
  ),
  note(
    'send.rights.in-flight-by-others',
    'R26',
    'unix(7) ERRORS ETOOMANYREFS: of the user, on whatever socket',
    ({ view: { socket }, outcome }) =>
      outcome.errno === 'ETOOMANYREFS' &&
      socket.peer?.queue.some(({ files }) => files !== undefined) !== true,
  ),
  note(
    'send.rights.exempt',
    'R26',
    'unix(7) ERRORS ETOOMANYREFS: CAP_SYS_RESOURCE; af_unix.c too_many_unix_fds(): CAP_SYS_ADMIN',
    (s) => ok(s) && s.view.attached.files.length > 0 && isOverLimit(s.view.state, s.view.me),
  ),
  note(
    'send.rights.landed',
    'R27',
    'unix(7) ERRORS ETOOMANYREFS: in flight until recvmsg(2)',
    ({ view: { me, state, attached }, past, ...s }) =>
      ok(s) &&
      attached.files.length > 0 &&
      me.mostInFlight !== undefined &&
      past.grounded.get(me.cred.ruid) === me.mostInFlight &&
      !isOverLimit(state, me),
  ),
  note(
    'send.rights.sockets',
    'R04',
    'unix(7) SCM_RIGHTS: descriptors of any kind',
    (s) => ok(s) && s.view.attached.files.some(isSocket),
  ),
  note(
    'send.rights.none',
    'R08',
    'scm.c scm_fp_copy()',
    ({ view: { op }, ...s }) =>
      ok(s) && op.control?.some((one) => one.kind === 'rights' && one.slots.length === 0) === true,
    'exact',
  ),
  note(
    'send.rights.without-a-byte',
    'R11',
    'unix(7) SCM_RIGHTS: at least one byte of nonancillary data',
    (s) => ok(s) && s.view.op.size === 0 && s.view.attached.files.length > 0,
  ),
];

export function rememberSend(s: Step<Sending>): void {
  const { view, past } = s;
  if (s.outcome.errno === 'ETOOMANYREFS')
    past.grounded.set(view.me.cred.ruid, view.me.mostInFlight ?? 0);
  if (!ok(s)) return;
  const { op, socket, me, attached } = view;
  const count = (op.control ?? []).filter((one) => one.kind === 'creds').length;
  const { uid, gid } = attached.creds ?? { uid: me.cred.ruid, gid: me.cred.rgid };
  past.claims.set(op.tag, { count, foreign: uid !== me.cred.ruid || gid !== me.cred.rgid });
  past.closesAt.set(op.tag, past.closes);
  past.senders.set(op.tag, pidKey(me.pid, me));
  if (!stream(view) && asksWhoSends(socket) && socket.name === undefined)
    past.namedByPassing.add(socket);
}

const first = ({ taking }: Receiving) => taking.takes[0]?.packet;
/** Bytes were left behind although there was room for them, and no urgent byte is why. */
const stopsShort = ({ op, socket, taking }: Receiving): boolean =>
  taking.takes.length > 0 &&
  taking.copied < op.size &&
  socket.queue.length > taking.takes.length &&
  taking.passing?.stop === undefined &&
  !isUrgent(op);
const peeks = ({ op }: Receiving): boolean => (op.flags & S.MSG_PEEK) !== 0;
const delivered = ({ outcome }: Step<Receiving>): number => outcome.passed?.want.length ?? 0;
/** A descriptor of such a file is received. */
const gives = (s: Step<Receiving>, isSuch: (file: OpenFile) => boolean): boolean =>
  ok(s) && (s.view.taking.rights?.files ?? []).slice(0, delivered(s)).some(isSuch);
/** How a receive without room for control data stops cannot be told apart from one that has none. */
const hasControl = ({ op }: Receiving): boolean => (op.call as string) === 'recvmsg' && op.room > 0;
const told = ({ outcome }: Step<Receiving>): boolean =>
  outcome.expects.some(
    ({ name, want }) => name === 'creds' && typeof want === 'string' && want.includes('/'),
  );
/** A pidfd is told, as the number of its process. */
const pidfdTold = ({ outcome }: Step<Receiving>): boolean =>
  outcome.expects.some(({ rule }) => PIDFD_TOLD.has(rule.id));
/** The message is not read for the first time; one that was an urgent byte has no beginning. */
const isPartRead = ({ view }: Step<Receiving>): boolean => {
  const message = first(view);
  return message !== undefined && message.from > 0 && message.urgent === '';
};
const claimOf = ({ view, past }: Step<Receiving>) => past.claims.get(first(view)?.tag ?? -1);

/** Input flags that only tell something when they come back. */
const TOLD_FLAGS = S.MSG_TRUNC | S.MSG_CTRUNC;
const isCallOf = ({ op }: Receiving, call: string): boolean => (op.call as string) === call;

export const receiveNotes: readonly Note<Receiving>[] = [
  note('recv.hurried-by-the-flag', 'X17', HURRY, hurried(true)),
  note('recv.hurried-by-the-file', 'X17', HURRY, hurried(false)),
  note('recv.handed-on', 'R35', 'unix(7) SCM_RIGHTS: as if by dup(2)', isHandedOn),
  note(
    'recv.record.end-at-once',
    'G15',
    'recv(2) RETURN VALUE; af_unix.c __unix_dgram_recvmsg()',
    ({ view, ...s }) =>
      ok(s) &&
      record(view) &&
      view.taking.takes.length === 0 &&
      (view.file.nonblock || (view.op.flags & S.MSG_DONTWAIT) !== 0),
    'exact',
  ),
  note(
    'recvmsg.flags-given',
    'R22',
    'recvmsg(2) msg_flags: set on return',
    ({ view, outcome, ...s }) => {
      const given = view.op.flags & TOLD_FLAGS;
      const flags = outcome.expects.find(({ name }) => name === 'flags')?.want;
      return (
        ok({ ...s, outcome }) &&
        isCallOf(view, 'recvmsg') &&
        typeof flags === 'number' &&
        (given & ~flags) !== 0
      );
    },
  ),
  note(
    'recv.record.reset',
    'S30',
    'af_unix.c: the pending error comes first for records',
    ({ view, outcome }) =>
      outcome.errno === 'ECONNRESET' && record(view) && view.socket.queue.length > 0,
    'exact',
  ),
  note('recvmsg.rights.in-order', 'R02', 'unix(7) SCM_RIGHTS', (s) => ok(s) && delivered(s) > 1),
  note(
    'recv.rights.join',
    'R12',
    'unix(7) SCM_RIGHTS: ancillary data is a barrier',
    (s) =>
      ok(s) &&
      stream(s.view) &&
      s.view.taking.rights !== undefined &&
      (s.view.taking.takes.length > 1 || stopsShort(s.view)),
  ),
  note(
    'recv.rights.barrier-unseen',
    'R13',
    'af_unix.c unix_stream_read_generic()',
    (s) =>
      ok(s) &&
      stream(s.view) &&
      !hasControl(s.view) &&
      s.view.taking.rights !== undefined &&
      stopsShort(s.view),
    'exact',
  ),
  note(
    'recv.all.stops-at-rights',
    'S34',
    'af_unix.c unix_stream_read_generic(): descriptors end what is received',
    ({ view, ...s }) =>
      ok(s) &&
      stream(view) &&
      (view.op.flags & (S.MSG_WAITALL | S.MSG_DONTWAIT)) === S.MSG_WAITALL &&
      !view.file.nonblock &&
      view.taking.rights !== undefined &&
      view.taking.copied < view.op.size,
    'exact',
  ),
  note(
    'recvmsg.rights.of-no-bytes',
    'R23',
    'af_unix.c unix_stream_read_generic()',
    (s) => ok(s) && stream(s.view) && s.view.op.size === 0 && delivered(s) > 0 && !peeks(s.view),
    'exact',
  ),
  note(
    'recvmsg.rights.reachable',
    'R30',
    'garbage.c unix_gc(): what a descriptor reaches is no garbage',
    (s) => {
      const { taking } = s.view;
      const since = s.past.closesAt.get(taking.rights?.tag ?? -1) ?? s.past.closes;
      return (
        ok(s) &&
        delivered(s) > 0 &&
        taking.rights?.files?.some(isSocket) === true &&
        s.past.closes > since
      );
    },
    'exact',
  ),
  note(
    'recvmsg.rights.path-only',
    'R04',
    'unix(7) SCM_RIGHTS; scm.c scm_fp_copy(): fget_raw()',
    (s) => gives(s, ({ access }) => access === 'path'),
  ),
  note('recvmsg.rights.by-name', 'R04', 'unix(7) SCM_RIGHTS: descriptors of any kind', (s) =>
    gives(s, ({ access, object }) => access !== 'path' && object.kind === 'inode'),
  ),
  note(
    'recvmsg.rights.before-accept',
    'R31',
    'unix(7), connect(2)',
    (s) => ok(s) && delivered(s) > 0 && s.view.taking.rights?.beforeAccept === true,
  ),
  note(
    'recvmsg.creds.by-default',
    'K19',
    'unix(7) SO_PASSCRED; af_unix.c maybe_add_creds()',
    (s) => ok(s) && told(s) && first(s.view)?.creds !== undefined && claimOf(s)?.count === 0,
  ),
  note(
    'recvmsg.creds.last-claim',
    'K26',
    'scm.c __scm_send()',
    (s) => ok(s) && told(s) && (claimOf(s)?.count ?? 0) > 1,
    'exact',
  ),
  note(
    'recvmsg.creds.claimed',
    'K36',
    'unix(7) SCM_CREDENTIALS: a privileged process may give any values',
    (s) => ok(s) && told(s) && claimOf(s)?.count !== 0 && claimOf(s)?.foreign === true,
  ),
  note(
    'recv.creds.part-or-join',
    'K27',
    'af_unix.c unix_stream_read_generic(): consult credentials',
    ({ view, ...s }) =>
      ok(s) &&
      stream(view) &&
      asksWhoSends(view.socket) &&
      !peeks(view) &&
      (view.taking.takes.length > 1 || (view.taking.rights === undefined && stopsShort(view))),
    'exact',
  ),
  note(
    'recvmsg.creds.again',
    'K28',
    'unix(7) SO_PASSCRED: with each message',
    (s) => ok(s) && told(s) && isPartRead(s),
  ),
  note(
    'recvmsg.pidfd.again',
    'K28',
    'unix(7) SO_PASSPIDFD: with each message',
    (s) => ok(s) && pidfdTold(s) && isPartRead(s),
  ),
  note(
    'recvmsg.pidfd.peeked',
    'K33',
    'scm.c scm_pidfd_recv(): a new one each time',
    (s) => ok(s) && pidfdTold(s) && peeks(s.view),
    'exact',
  ),
  note(
    'recvmsg.pidfd.claimed',
    'K33',
    'scm.c __scm_send(): the pid that the sender claimed',
    (s) =>
      ok(s) &&
      pidfdTold(s) &&
      first(s.view)?.creds?.pid !== s.past.senders.get(first(s.view)?.tag ?? -1),
    'exact',
  ),
  note(
    'recvmsg.creds.without-room',
    'K30',
    'scm.h scm_recv(): MSG_CTRUNC without a buffer',
    ({ view, ...s }) =>
      ok(s) &&
      (view.op.call as string) === 'recvmsg' &&
      view.op.room === 0 &&
      asksWhoSends(view.socket) &&
      view.taking.takes.length > 0 &&
      !isUrgent(view.op),
    'exact',
  ),
];

export function rememberReceive(s: Step<Receiving>): void {
  const files = s.view.taking.rights?.files ?? [];
  if (!ok(s)) return;
  for (const file of files.slice(0, delivered(s))) s.past.received.add(file);
  if (peeks(s.view)) return;
  for (const { object } of files.slice(delivered(s)))
    if (object.kind === 'pipe') s.past.cutLoose.add(object);
}

const UNASKED = POLLERR | POLLHUP;

export const pollNotes: readonly Note<FdView<'poll'>>[] = [
  note(
    'poll.unasked',
    'X06',
    'poll(2) POLLERR, POLLHUP: in revents, whether in events or not',
    ({ view: { op }, outcome }) =>
      outcome.expects.some(({ name, want }) => {
        return (
          name === 'revents' && typeof want === 'number' && (want & UNASKED & ~op.events) !== 0
        );
      }),
    'posix',
  ),
  note('poll.pipe.cut-loose', 'R18', 'unix(7) SCM_RIGHTS: excess descriptors are closed', (s) => {
    const object = s.view.descriptor?.file.object;
    return object?.kind === 'pipe' && s.past.cutLoose.has(object) && object.writers === 0;
  }),
];

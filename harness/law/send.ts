/** send, sendto and sendmsg on AF_UNIX sockets. */

import * as S from '../abi/socket.ts';
import { sendBuffer } from './buffers.ts';
import { type CallLaw, type FdView, lookFd, notOpen, notSocket, success } from './call.ts';
import { type Attached, attach, attachRefusals } from './control.ts';
import { datagramRefusals, datagramRule, lookToward } from './datagram-send.ts';
import { countFlights, lookAtFlights, tooManyInFlight } from './flights.ts';
import { hasConnections } from './listen.ts';
import { pidKey } from './namespace.ts';
import { lookAtNetlink, refusedByNetlink } from './netlink.ts';
import type { Observed, OperationOf } from './operation.ts';
import { isUrgent } from './out-of-band.ts';
import { allowUrgent, deafRefusal, lookAtUrgent, urgentRefusals } from './out-of-band-send.ts';
import { asksWhoSends } from './passing.ts';
import { type Portion, portionOf, ROOM, waysInPieces } from './pieces.ts';
import {
  chargeOf,
  fullBefore,
  isStream,
  lookAtDatagram,
  lookAtRecords,
  mayBeFull,
  orFull,
  pressureRefusals,
  roomRule,
  tooLargeRecord,
  type Used,
  usedOf,
  waits,
  wokenRefusals,
} from './pressure.ts';
import { NO_REACH, type Reach } from './reach.ts';
import { learnIdentity, takeFlight } from './references.ts';
import { type Outcome, type Refusal, refusal, rowsFor, rule, Unmodelled } from './rule.ts';
import { noSignal, signalOfSend } from './sigpipe.ts';
import type { Process, Socket, State, Ucred } from './state.ts';
import { lookAtUdp, sentByUdp } from './udp-send.ts';
import { isTooLong } from './unix-address.ts';
import { nameIfSending } from './unix-bind.ts';

const MAX_SIZE = 16_384;
const NOTHING: Attached = { error: '', files: [], creds: undefined };

/** MSG_DONTROUTE means nothing where there are no ways (send(2)). */
const SEND_FLAGS =
  S.MSG_DONTWAIT | S.MSG_NOSIGNAL | S.MSG_EOR | S.MSG_MORE | S.MSG_OOB | S.MSG_DONTROUTE;

type SendCall = 'send' | 'sendto' | 'sendmsg';

/** The fields the rules read; `op` is wide so that one table serves all the calls. */
export interface Sending {
  readonly state: State;
  readonly op: OperationOf<'sendmsg'>;
  readonly me: Process;
  readonly descriptor: FdView<'sendmsg'>['descriptor'];
  readonly file: FdView<'sendmsg'>['file'];
  readonly socket: Socket;
  readonly attached: Attached;
  readonly addressed: boolean;
  /** Of datagram sockets alone: where it goes. */
  readonly reach: Reach | undefined;
  /** Of streams alone: the buffer, where it was set, and what may be taken of a send that goes in pieces. */
  readonly used: Used | undefined;
  readonly portion: Portion | undefined;
}

export function lookSend(state: State, op: OperationOf<SendCall>): Sending {
  const view = lookFd(state, op as OperationOf<'sendmsg'>);
  const { socket } = view;
  if (socket.domain !== undefined) {
    if (socket.domain !== S.AF_UNIX) {
      if (socket.domain === S.AF_NETLINK) lookAtNetlink(view.op);
      else lookAtUdp(state, view.op, socket);
      const nowhere = { used: undefined, portion: undefined, reach: NO_REACH };
      return { ...view, ...nowhere, attached: NOTHING, addressed: true };
    }
    if ((op.flags & ~SEND_FLAGS) !== 0) throw new Unmodelled('send flags');
    if (!isStream(socket) && !hasRoom(socket, op.size)) throw new Unmodelled('buffer pressure');
    if (hasConnections(socket) && socket.peer?.uncertain)
      throw new Unmodelled('peer waits for the collector');
  }
  const attached =
    op.call === 'sendmsg' && view.descriptor
      ? attach(state, view.me, op as OperationOf<'sendmsg'>)
      : NOTHING;
  const reach = lookToward(view, socket);
  const used = usedOf(socket);
  const portion = isStream(socket) ? portionOf(socket, op.size, used) : undefined;
  const addressed = view.op.address !== undefined;
  const sending = { ...view, attached, addressed, reach, used, portion };
  if (isUrgent(op) && isStream(socket)) lookAtUrgent(sending);
  lookAtRecords(sending);
  lookAtDatagram(sending);
  if (used === undefined && portion?.mayBeNone && waits(sending) && rightsRefused(sending))
    throw new Unmodelled('asleep before it is refused, or not');
  lookAtFlights(sending, () => mayBeFull(sending) || isRefused(sending));
  return sending;
}

/** Whether a message waits only where there are rules for that. */
function hasRoom(socket: Socket, size: number): boolean {
  return (
    sendBuffer(socket) !== undefined || (size <= MAX_SIZE && socket.charge + chargeOf(size) <= ROOM)
  );
}

const linked = (v: Sending): boolean => v.reach === undefined;
const stream = (v: Sending): boolean => v.socket.type === S.SOCK_STREAM;
const unconnected = (v: Sending): boolean => v.socket.phase !== 'connected';
const peerGone = (v: Sending): boolean => v.socket.peer?.dead === true;

/** A stream of which nothing is sent asks nobody. */
const asksPeer = (v: Sending): boolean => v.op.size > 0 || !stream(v);
const peerDeaf = (v: Sending): boolean => asksPeer(v) && v.socket.peer?.shutReceive === true;
const rightsRefused = (v: Sending): boolean =>
  asksPeer(v) && v.attached.files.length > 0 && v.socket.peer?.passRights === false;

/** SO_ERROR is consumed by a seqpacket send (unix_seqpacket_sendmsg). */
const takeError = (v: Sending): void => {
  v.socket.error = '';
};

const named = { effect: nameIfSending };
/** EPIPE. */
const broken = { ...named, expects: signalOfSend };

const rowsIf = (has: boolean, ...rows: readonly Refusal<Sending>[]) => (has ? rows : []);

/** What comes before the control messages. */
const recordRefusals: readonly Refusal<Sending>[] = [
  refusal(
    'send.packet.reset',
    'ECONNRESET',
    'S26',
    'af_unix.c unix_seqpacket_sendmsg()',
    (v) => !stream(v) && v.socket.error !== '',
    { strength: 'exact', effect: takeError },
  ),
  refusal(
    'send.packet.unconnected',
    'ENOTCONN',
    'S01',
    'send(2) ERRORS ENOTCONN',
    (v) => !stream(v) && unconnected(v),
    { strength: 'posix' },
  ),
];

const linkedRefusals = (call: SendCall): readonly Refusal<Sending>[] => [
  ...rowsIf(
    call !== 'send',
    refusal(
      'send.addressed.connected',
      'EISCONN',
      'S02',
      'send(2) ERRORS EISCONN',
      (v) => stream(v) && v.addressed && !unconnected(v),
      { strength: 'posix' },
    ),
  ),
  ...rowsIf(
    call !== 'send',
    refusal(
      'send.addressed.unconnected',
      'EOPNOTSUPP',
      'S02',
      'af_unix.c unix_stream_sendmsg()',
      (v) => stream(v) && v.addressed,
      { strength: 'exact' },
    ),
  ),
  ...rowsIf(
    call !== 'sendto',
    refusal('send.unconnected', 'ENOTCONN', 'S01', 'send(2) ERRORS ENOTCONN', unconnected, {
      strength: 'posix',
    }),
  ),
  ...rowsIf(call !== 'sendto', tooLargeRecord, ...wokenRefusals),
  refusal(
    'send.peer-closed',
    'EPIPE',
    'S28',
    'send(2) ERRORS EPIPE',
    (v) => v.socket.shutSend && peerGone(v),
    { strength: 'posix', ...broken },
  ),
  refusal(
    'send.shut',
    'EPIPE',
    'X03',
    'shutdown(2), send(2) ERRORS EPIPE',
    (v) => v.socket.shutSend,
    { strength: 'posix', ...broken },
  ),
  ...rowsIf(call !== 'sendto', ...pressureRefusals),
  // A peer that is deaf without our own half being shut has been so before anything was sent: there is room.
  ...rowsIf(call === 'sendmsg', fullBefore(rightsRefused)),
  ...rowsIf(call !== 'sendto', deafRefusal(peerDeaf)),
  refusal('send.peer-deaf', 'EPIPE', 'X02', 'send(2) ERRORS EPIPE; af_unix.c', peerDeaf, broken),
  ...rowsIf(
    call === 'sendmsg',
    refusal(
      'send.rights-refused',
      'EPERM',
      'R33',
      'unix(7) SO_PASSRIGHTS; af_unix.c',
      rightsRefused,
      named,
    ),
  ),
];

/** Each call has the rows that it can come to: an address with sendto and sendmsg, control messages with sendmsg. */
const refusalsOf = (call: SendCall): readonly Refusal<Sending>[] => [
  notOpen as Refusal<Sending>,
  notSocket as Refusal<Sending>,
  ...rowsIf(
    call === 'sendto',
    refusal(
      'send.address-long',
      'EINVAL',
      'S02',
      'net/socket.c move_addr_to_kernel(): before the family looks',
      ({ op: { address } }) => address !== undefined && isTooLong(address),
      { strength: 'exact' },
    ),
  ),
  ...rowsIf(call === 'sendmsg', refusedByNetlink),
  ...rowsFor(linked, recordRefusals),
  ...rowsIf(call === 'sendmsg', ...(attachRefusals as readonly Refusal<Sending>[])),
  ...urgentRefusals,
  ...rowsFor(linked, linkedRefusals(call)),
  ...rowsFor((v) => !linked(v), datagramRefusals(call)),
  ...rowsIf(call === 'sendmsg', tooManyInFlight),
];

const WITHOUT_SIGNAL: readonly string[] = ['ECONNREFUSED', 'ECONNRESET'];
const withSignals = (rows: readonly Refusal<Sending>[]): readonly Refusal<Sending>[] =>
  rows.map((row) => (WITHOUT_SIGNAL.includes(row.errno) ? { ...row, expects: noSignal } : row));

const messageRows = refusalsOf('sendmsg');

const R = {
  sent: rule('send.whole', 'S33', 'send(2): the number of bytes sent', 'posix'),
  empty: rule(
    'send.stream.empty',
    'S32',
    'af_unix.c unix_stream_sendmsg(); unix(7) SCM_RIGHTS',
    'exact',
  ),
  rights: rule('send.rights', 'R03', 'unix(7) SCM_RIGHTS'),
  rightsShort: rule(
    'send.rights.short',
    'R14',
    'unix(7) SCM_RIGHTS; af_unix.c unix_stream_sendmsg(): with the first piece',
  ),
};

/** Sender-specified, or the sender's own (real ids) when an end wants them or nobody has accepted yet. */
function credsToSend(
  { socket, me, attached }: Sending,
  peer: Socket | undefined,
): Ucred | undefined {
  if (attached.creds !== undefined) return attached.creds;
  const wanted =
    asksWhoSends(socket) ||
    (peer !== undefined && (asksWhoSends(peer) || peer.embryoOf !== undefined));
  const own = { pid: pidKey(me.pid, me), uid: me.cred.ruid, gid: me.cred.rgid };
  return wanted ? own : undefined;
}

function allow(view: Sending): Outcome | readonly Outcome[] {
  const { op, attached, portion } = view;
  if (view.socket.domain !== S.AF_UNIX) return sentByUdp(op);
  if (op.size === 0 && stream(view))
    return success(R.empty, [{ rule: R.empty, name: 'ret', want: 0 }], () => undefined);
  if (portion !== undefined) return orFull(view, inPieces(view, portion));
  if (isUrgent(op) && stream(view)) return allowUrgent(view, deliver);
  const sent = linked(view) ? (roomRule(view) ?? R.sent) : datagramRule(view);
  const decisive = attached.files.length > 0 ? R.rights : sent;
  const whole = success(decisive, [{ rule: sent, name: 'ret', want: op.size }], (observed) =>
    deliver(view, op.size, observed),
  );
  return orFull(view, [whole]);
}

function inPieces(view: Sending, portion: Portion): readonly Outcome[] {
  const hasRights = view.attached.files.length > 0;
  return waysInPieces(view, portion).map(({ rule, expects, bytes, short, sleeps }) => ({
    ...success(hasRights ? (short ? R.rightsShort : R.rights) : rule, expects, (observed) =>
      deliver(view, bytes(observed), observed),
    ),
    piecemeal: true,
    ...(sleeps && { sleeps }),
  }));
}

/** So many of the first bytes come into the receiver's queue, with all that is attached. */
function deliver(view: Sending, bytes: number, observed: Observed | undefined): void {
  const { state, op, me, socket, attached, portion } = view;
  const receiver = linked(view) ? socket.peer : view.reach?.other;
  for (const [i, file] of attached.files.entries())
    learnIdentity(file, observed?.passed?.[i]?.object);
  nameIfSending(view);
  const charge = portion === undefined ? chargeOf(bytes) : portion.chargeOf(bytes);
  for (const file of attached.files) takeFlight(state, file);
  if (attached.files.length > 0) countFlights(state, me.cred.ruid, attached.files.length);
  socket.charge += charge;
  receiver?.queue.push({
    tag: op.tag,
    from: 0,
    to: bytes,
    files: attached.files.length > 0 ? attached.files : undefined,
    creds: credsToSend(view, receiver),
    sender: socket,
    user: me.cred.ruid,
    beforeAccept: receiver?.embryoOf !== undefined,
    charge,
    cut: portion && { asked: op.size, piece: portion.piece },
    urgent: '',
    peeked: false,
  });
}

/** What may come before or after a refusal for what is in flight. */
function isRefused(view: Sending): boolean {
  return messageRows.some((row) => row !== tooManyInFlight && row.when(view));
}

function sendLaw<Name extends SendCall>(call: Name): CallLaw<Name, never> {
  return { look: lookSend, refusals: withSignals(refusalsOf(call)), allow } as unknown as CallLaw<
    Name,
    never
  >;
}

export const send = sendLaw('send');
export const sendto = sendLaw('sendto');
export const sendmsg = sendLaw('sendmsg');

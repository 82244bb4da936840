/** Sends with MSG_OOB: the last byte is urgent. */

import { success } from './call.ts';
import type { Observed } from './operation.ts';
import { append, isUrgent, lookAtMark, pendingOf, suits } from './out-of-band.ts';
import { chargeOf, isStream } from './pressure.ts';
import { type Outcome, type Refusal, refusal, rule, Unmodelled } from './rule.ts';
import type { Sending } from './send.ts';

const SEND = 'send(2) MSG_OOB; af_unix.c unix_stream_sendmsg()';

import { raiseUrgent } from './urgent-signal.ts';

/** The byte goes after all others, as a message of its own: whether there is room for both, or for nothing. */
function isRoomKnown({ op, used, portion }: Sending): boolean {
  if (portion !== undefined) return false;
  if (used === undefined || used.least >= used.buffer) return true;
  return used.most + (op.size > 1 ? chargeOf(op.size - 1) : 0) < used.buffer;
}

/** Of streams. */
export function lookAtUrgent(view: Sending): void {
  const { state, op, socket, attached } = view;
  if (!isRoomKnown(view)) throw new Unmodelled('an urgent byte where there may be no room');
  if (socket.peer !== undefined) lookAtMark(state, socket.peer);
  if (op.size === 1 && attached.files.length > 0 && !state.world.has.oobMended)
    throw new Unmodelled('descriptors with an urgent byte on older kernels');
}

/** Behind the control messages, before the address and the connection. */
export const urgentRefusals: readonly Refusal<Sending>[] = [
  refusal(
    'send.urgent.unsupported',
    'EOPNOTSUPP',
    'O01',
    'send(2) ERRORS EOPNOTSUPP; af_unix.c unix_dgram_sendmsg()',
    (v) => isUrgent(v.op) && !suits(v.socket, v.state),
  ),
  refusal(
    'send.urgent.nothing',
    'EOPNOTSUPP',
    'O02',
    SEND,
    (v) => isUrgent(v.op) && v.op.size === 0,
    { strength: 'exact' },
  ),
];

/** Where the urgent byte is all that is sent, Linux forgets SIGPIPE, which send(2) demands: either is allowed. */
export const deafRefusal = (peerDeaf: (view: Sending) => boolean): Refusal<Sending> =>
  refusal(
    'send.urgent.peer-deaf',
    'EPIPE',
    'X02',
    'send(2) ERRORS EPIPE; af_unix.c queue_oob(): no signal',
    (v) => isUrgent(v.op) && v.op.size === 1 && isStream(v.socket) && peerDeaf(v),
    { strength: 'exact' },
  );

const R = {
  sent: rule('send.urgent', 'O02', SEND, 'exact'),
  room: rule('send.urgent.room', 'O15', `${SEND}, queue_oob()`, 'exact'),
  again: rule('send.urgent.again', 'O06', 'af_unix.c queue_oob(); selftests ex_oob_*', 'exact'),
  rights: rule('send.urgent.rights', 'R24', 'af_unix.c queue_oob()', 'exact'),
  before: rule('send.urgent.rights.before', 'R24', `${SEND}: with the first piece`, 'exact'),
};

export function allowUrgent(
  view: Sending,
  deliver: (view: Sending, bytes: number, observed: Observed | undefined) => void,
): Outcome {
  const { op, socket, attached, used } = view;
  const receiver = socket.peer;
  const isAgain = receiver !== undefined && pendingOf(receiver) !== undefined;
  const sent = used !== undefined ? R.room : isAgain ? R.again : R.sent;
  const rights = op.size > 1 ? R.before : R.rights;
  const decisive = attached.files.length > 0 ? rights : sent;
  const commit = (observed: Observed | undefined): void => {
    deliver(view, op.size, observed);
    if (receiver === undefined) return;
    splitLast(view, receiver);
    raiseUrgent(view.state, receiver);
  };
  return {
    ...success(decisive, [{ rule: sent, name: 'ret', want: op.size }], commit),
    piecemeal: true,
  };
}

/** All but the last byte of what was just sent goes before it, as a message of its own. */
function splitLast({ op: { size }, socket }: Sending, receiver: NonNullable<Sending['socket']>) {
  const whole = receiver.queue.pop();
  if (whole === undefined) return;
  socket.charge -= whole.charge;
  const charge = chargeOf(1);
  if (size > 1) receiver.queue.push({ ...whole, to: size - 1, charge: chargeOf(size - 1) });
  socket.charge += charge + (size > 1 ? chargeOf(size - 1) : 0);
  const files = size > 1 ? undefined : whole.files;
  append(receiver, { ...whole, from: size - 1, files, charge, urgent: 'pending' });
}

/** read and write on sockets: a receive and a send without flags, but that no bytes means nothing. */

import { type FdView, success } from './call.ts';
import { isDatagram } from './datagram.ts';
import type { OperationOf } from './operation.ts';
import { lookReceive, type Receiving, recv } from './receive.ts';
import { type Outcome, type Refusal, rowsThrough, rule, Unmodelled } from './rule.ts';
import { lookSend, type Sending, send } from './send.ts';

/** What a read or write sees of a socket, as a receive or a send. */
export interface Through {
  readonly receiving?: Receiving;
  readonly sending?: Sending;
}

/**
 * A read of nothing leaves a datagram where it is; whether it tells the errors of a connection is open (read(2)), and
 * what a write of nothing does is nowhere specified.
 */
export function lookThrough(view: FdView<'read' | 'write'>): Through {
  const { state, socket } = view;
  const op = view.op as OperationOf<'read'> | OperationOf<'write'>;
  if (op.call === 'read' && op.size === 0 && isDatagram(socket)) return {};
  if (op.size === 0) throw new Unmodelled('a read or write of nothing');
  if (op.call === 'read')
    return { receiving: lookReceive(state, { ...op, call: 'recv', flags: 0 }) };
  return { sending: lookSend(state, { ...op, call: 'send', flags: 0 }) };
}

const isOfSockets = ({ id }: Refusal<never>): boolean => !id.startsWith('fd.');
/** A read does not peek, and neither read nor write is about urgent bytes. */
const isOfFlags = ({ id }: Refusal<never>): boolean =>
  ['recv.peek-', 'recv.urgent.', 'send.urgent.'].some((prefix) => id.startsWith(prefix));

export const readRefusals = rowsThrough<Through, Receiving>(
  (recv.refusals as readonly Refusal<Receiving>[]).filter(
    (row) => isOfSockets(row) && !isOfFlags(row),
  ),
  ({ receiving }) => receiving,
);
export const writeRefusals = rowsThrough<Through, Sending>(
  (send.refusals as readonly Refusal<Sending>[]).filter(
    (row) => isOfSockets(row) && !isOfFlags(row),
  ),
  ({ sending }) => sending,
);

const NOTHING = rule('read.socket.nothing', 'G03', 'read(2): a count of zero', 'posix');

export function allowRead({ receiving }: Through): Outcome {
  if (receiving !== undefined) return recv.allow(receiving as never) as Outcome;
  const returned = { rule: NOTHING, name: 'ret', want: 0 };
  return { ...success(NOTHING, [returned], () => undefined), data: { rule: NOTHING, pieces: [] } };
}

export function allowWrite({ sending }: Through): Outcome | readonly Outcome[] {
  if (sending === undefined) throw new Unmodelled('write');
  return send.allow(sending as never);
}

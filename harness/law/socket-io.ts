/** read and write on sockets: a receive and a send without flags, but that a read of no bytes takes nothing. */

import * as S from '../abi/socket.ts';
import { type FdView, success } from './call.ts';
import { isDatagram } from './datagram.ts';
import { hasConnections } from './listen.ts';
import type { OperationOf } from './operation.ts';
import { lookReceive, type Receiving, recv } from './receive.ts';
import { type Outcome, type Refusal, type Rule, rowsThrough, rule, Unmodelled } from './rule.ts';
import { lookSend, type Sending, send } from './send.ts';
import type { Socket } from './state.ts';

/** What a read or write sees of a socket, as a receive or a send. */
export interface Through {
  readonly receiving?: Receiving;
  readonly sending?: Sending;
  /** Whom a read of nothing asks. */
  readonly asked?: Socket;
}

/**
 * A read of nothing leaves all where it is; whether it tells the errors of a connection is open (read(2), POSIX read()).
 * A write of nothing is a send of nothing (send(2)).
 */
export function lookThrough(view: FdView<'read' | 'write'>): Through {
  const { state, socket } = view;
  const op = view.op as OperationOf<'read'> | OperationOf<'write'>;
  if (op.call === 'read' && op.size === 0) {
    if (mayTellErrors(socket)) throw new Unmodelled('a read of nothing, or an error');
    return { asked: socket };
  }
  if (op.call === 'read')
    return { receiving: lookReceive(state, { ...op, call: 'recv', flags: 0 }) };
  return { sending: lookSend(state, { ...op, call: 'send', flags: 0 }) };
}

function mayTellErrors(socket: Socket): boolean {
  if (isDatagram(socket)) return false;
  if (socket.domain !== S.AF_UNIX || !hasConnections(socket)) return true;
  return socket.phase !== 'connected' || socket.error !== '';
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

const R = {
  datagram: rule('read.socket.nothing', 'G03', 'read(2): a count of zero', 'posix'),
  connection: rule('read.connection.nothing', 'X31', 'read(2), POSIX read(): zero bytes', 'posix'),
  end: rule('read.connection.nothing.at-the-end', 'X31', 'read(2): a count of zero', 'posix'),
};

function nothing({ type, shutReceive }: Pick<Socket, 'type' | 'shutReceive'>): Rule {
  if (type === S.SOCK_DGRAM) return R.datagram;
  return shutReceive ? R.end : R.connection;
}

export function allowRead({ receiving, asked }: Through): Outcome {
  if (receiving !== undefined) return recv.allow(receiving as never) as Outcome;
  if (asked === undefined) throw new Unmodelled('read');
  const rule = nothing(asked);
  const returned = { rule, name: 'ret', want: 0 };
  return { ...success(rule, [returned], () => undefined), data: { rule, pieces: [] } };
}

export function allowWrite({ sending }: Through): Outcome | readonly Outcome[] {
  if (sending === undefined) throw new Unmodelled('write');
  return send.allow(sending as never);
}

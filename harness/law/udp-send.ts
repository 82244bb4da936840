/** Descriptors that are sent by UDP: they go nowhere. Of what UDP does else the law is silent. */

import * as S from '../abi/socket.ts';
import { success } from './call.ts';
import type { Address, OperationOf } from './operation.ts';
import { isPing } from './ping.ts';
import { type Outcome, rule, Unmodelled } from './rule.ts';
import type { Socket, State } from './state.ts';

const FLAGS = S.MSG_DONTWAIT | S.MSG_NOSIGNAL;
const LARGEST = 512;
/** Where nobody is. */
const [HOST, PORT] = ['127.0.0.1', 9] as const;

const isNowhere = (address: Address | undefined): boolean =>
  address?.kind === 'inet' && address.host === HOST && address.port === PORT;

/** A message with descriptors, from a port of the same host to one that nobody has. */
export function lookAtUdp(state: State, op: OperationOf<'sendmsg'>, socket: Socket): void {
  const isUdp = socket.domain === S.AF_INET && socket.type === S.SOCK_DGRAM && !isPing(socket);
  if (!isUdp || (op.call as string) !== 'sendmsg') throw new Unmodelled('inet');
  const { control, size, flags, address } = op;
  if (control.length === 0 || control.some(({ kind }) => kind !== 'rights'))
    throw new Unmodelled('inet without descriptors');
  if (size > LARGEST || (flags & ~FLAGS) !== 0) throw new Unmodelled('how inet sends');
  if (socket.remote !== undefined) throw new Unmodelled('errors of a peer that is not there');
  if (!isNowhere(address) || socket.inet?.host !== HOST) throw new Unmodelled('ways of inet');
  if (state.ports.some(({ inet }) => inet?.port === PORT)) throw new Unmodelled('who gets that');
}

const ignored = rule(
  'send.rights.by-udp',
  'R10',
  'sock.c __sock_cmsg_send(): SCM_RIGHTS belongs to AF_UNIX',
  'exact',
);

/** Whatever the descriptors are, open or not. */
export function sentByUdp({ size }: OperationOf<'sendmsg'>): Outcome {
  return success(ignored, [{ rule: ignored, name: 'ret', want: size }], () => undefined);
}

/** Descriptors that are sent by netlink: they are refused. Of what netlink does else the law is silent. */

import * as S from '../abi/socket.ts';
import type { OperationOf } from './operation.ts';
import { type Refusal, refusal, Unmodelled } from './rule.ts';
import type { Sending } from './send.ts';
import type { World } from './world.ts';

const FLAGS = S.MSG_DONTWAIT | S.MSG_NOSIGNAL;

/** NETLINK_ROUTE, which is everywhere. */
export function isNetlink(
  { domain, type, protocol }: Omit<OperationOf<'socket'>, 'as' | 'call' | 'by'>,
  { has }: World,
): boolean {
  const kind = type & ~(S.SOCK_NONBLOCK | S.SOCK_CLOEXEC);
  const isOfDatagrams = kind === S.SOCK_RAW || kind === S.SOCK_DGRAM;
  return has.netlink && domain === S.AF_NETLINK && isOfDatagrams && protocol === 0;
}

/** A message that is sent for its descriptors. */
export function lookAtNetlink({ control, size, flags, address }: OperationOf<'sendmsg'>): void {
  if (control.length === 0 || control.some(({ kind }) => kind !== 'rights'))
    throw new Unmodelled('netlink without descriptors');
  if (size === 0 || (flags & ~FLAGS) !== 0 || address !== undefined)
    throw new Unmodelled('how netlink sends');
}

/** Whatever the descriptors are, open or not. */
export const refusedByNetlink: Refusal<Sending> = refusal(
  'send.rights.by-netlink',
  'EINVAL',
  'R10',
  'scm.c __scm_send(): SCM_RIGHTS belongs to AF_UNIX; af_netlink.c netlink_sendmsg()',
  ({ socket }) => socket.domain === S.AF_NETLINK,
  { strength: 'exact' },
);

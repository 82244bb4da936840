/** SO_INQ: with each message a stream tells what is still unread; and what SO_PASSSEC adds where nothing is labelled. */

import { AF_UNIX, MSG_PEEK, SOCK_STREAM } from '../abi/socket.ts';
import type { FdView } from './call.ts';
import type { Fit } from './control.ts';
import type { SocketOption } from './operation.ts';
import type { Receiving } from './receive.ts';
import {
  anything,
  between,
  type Expectation,
  ifObserved,
  type Refusal,
  refusal,
  rule,
} from './rule.ts';

const HEADER = 16;
const INT = 4;
const aligned = (length: number): number => Math.ceil(length / 8) * 8;

const R = {
  told: rule('recvmsg.inq', 'X11', 'af_unix.c unix_stream_read_generic(): SCM_INQ', 'exact'),
  off: rule('recvmsg.inq.off', 'X11', 'sock.c SO_INQ', 'exact'),
  cut: rule('recvmsg.inq.cut', 'X11', 'cmsg(3), scm.c put_cmsg()', 'exact'),
  noLabel: rule('recvmsg.security.none', 'K35', 'unix(7) SO_PASSSEC, SCM_SECURITY'),
};

/** MSG_CTRUNC stands for this where nothing else is cut. */
export const unreadCut = R.cut;

/** How much of SCM_INQ goes into the room behind all the others: bytes of it, 0 for none. */
export function unreadFit(room: number, fits: Fit, rights: number, withPidfd: boolean): number {
  let left = room;
  const take = (space: number): void => {
    left -= Math.min(left, space);
  };
  if (fits.creds !== 'none') take(HEADER + 16);
  if (rights > 0) take(aligned(HEADER + INT * rights));
  if (withPidfd) take(aligned(HEADER + INT));
  return left < HEADER ? 0 : Math.min(left, HEADER + INT);
}

export const isWhole = (fit: number): boolean => fit === HEADER + INT;

const OFF: Expectation = { rule: R.off, name: 'inq', want: ifObserved('none') };
const NONE: Expectation = { rule: R.cut, name: 'inq', want: 'none' };
const NO_LABEL: Expectation = { rule: R.noLabel, name: 'security', want: ifObserved('none') };

/** What is told of the rest, and that nothing is told of labels. */
export function expectUnread(v: Receiving, fit: number, expects: Expectation[]): void {
  if (v.socket.passSecurity) expects.push(NO_LABEL);
  if (!v.socket.tellsUnread) expects.push(OFF);
  else if (fit === 0) expects.push(NONE);
  else if (!isWhole(fit)) expects.push({ rule: R.cut, name: 'inq', want: `partial ${fit}` });
  else expects.push({ rule: R.told, name: 'inq', want: unread(v) });
}

/** Of all that waited what is left; a peek takes nothing. */
function unread({ op, socket, taking }: Receiving): Expectation['want'] {
  // What an urgent byte is to this count, no document says, and kernels differ.
  if (socket.marks > 0 || socket.unseen > 0) return anything;
  let bytes = 0;
  for (const { from, to } of socket.queue) bytes += to - from;
  if ((op.flags & MSG_PEEK) !== 0) return bytes;
  const [least, most] = [bytes - taking.copied, bytes - taking.least];
  return taking.least < taking.copied ? between(least, most) : least;
}

const isInq = ({ op }: { readonly op: { readonly option: SocketOption } }): boolean =>
  op.option === 'SO_INQ';

const isOfOtherLength = ({ op }: FdView<'setsockopt'>): boolean =>
  op.length !== undefined && op.length !== INT;
const isNoStream = ({ socket }: FdView<'setsockopt'>): boolean =>
  socket.domain !== AF_UNIX || socket.type !== SOCK_STREAM;

export const setInqRefusals: readonly Refusal<FdView<'setsockopt'>>[] = [
  refusal(
    'setsockopt.inq.length-first',
    'EINVAL',
    'X11',
    'af_unix.c unix_setsockopt(): on 7.3 the length is looked at before the type, and not on 6.18',
    (v) => isInq(v) && isNoStream(v) && isOfOtherLength(v) && v.socket.domain === AF_UNIX,
    { strength: 'exact', may: true },
  ),
  refusal(
    'setsockopt.inq.no-stream',
    'ENOPROTOOPT',
    'X11',
    'af_unix.c unix_setsockopt()',
    (v) => isInq(v) && isNoStream(v),
    { strength: 'exact' },
  ),
  refusal(
    'setsockopt.inq.length',
    'EINVAL',
    'X11',
    'af_unix.c unix_setsockopt(): an int, no more',
    (v) => isInq(v) && isOfOtherLength(v),
    { strength: 'exact' },
  ),
  refusal(
    'setsockopt.inq.no-boolean',
    'EINVAL',
    'X11',
    'af_unix.c unix_setsockopt()',
    (v) => isInq(v) && v.op.value !== 0 && v.op.value !== 1,
    { strength: 'exact' },
  ),
];

export const toldInqRefusals: readonly Refusal<FdView<'getsockopt'>>[] = [
  refusal(
    'getsockopt.inq',
    'ENOPROTOOPT',
    'X11',
    'sock.c sk_getsockopt(); getsockopt(2) ERRORS ENOPROTOOPT',
    isInq,
    { strength: 'exact' },
  ),
  refusal(
    'getsockopt.label',
    'ENOPROTOOPT',
    'K15',
    'unix(7) SO_PEERSEC; security.c: no module gives labels',
    ({ op }) => op.option === 'SO_PEERSEC',
  ),
];

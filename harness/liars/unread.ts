/** Liars about what comes with messages besides: how much is unread, and labels. */

import { ERRNO } from '../abi/errno.ts';
import * as S from '../abi/socket.ts';
import {
  buildControl,
  type MessageIn,
  parseControl,
  type ReceivedControl,
} from '../kernel/index.ts';
import {
  bytesOf,
  forgiven,
  isStream,
  type Liars,
  liar,
  optionOf,
  swapped,
  telling,
} from './lie.ts';

const UNREAD = 'stream.recvmsg.tells-what-is-unread';
const LABELS = 'peercred.recvmsg.no-labels-of-nobody';

type Message = Pick<ReceivedControl, 'level' | 'type' | 'data'>;

const isInq = ({ level, type }: Message): boolean => level === S.SOL_SOCKET && type === S.SCM_INQ;
const isWhole = ({ data, length }: ReceivedControl): boolean => length === 16 + data.length;

/** Control messages that are whole changed. */
function changed(
  { control, ...rest }: MessageIn,
  change: (messages: readonly Message[]) => readonly Message[],
): MessageIn {
  const messages = parseControl(control);
  if (!messages.every(isWhole)) return { control, ...rest };
  return { ...rest, control: buildControl(change(messages)) };
}

/** What SCM_INQ says, changed by what recvmsg returned. */
const unread = (change: (value: number, ret: number, flags: number) => number) =>
  telling('recvmsg', (told, [, , flags]) =>
    told.ret < 0
      ? told
      : {
          ...told,
          out: changed(told.out, (messages) =>
            messages.map((one) =>
              isInq(one) && one.data.length === 4
                ? {
                    ...one,
                    data: bytesOf(change(Buffer.from(one.data).readInt32LE(0), told.ret, flags)),
                  }
                : one,
            ),
          ),
        },
  );

export default {
  'unread-counts-what-was-taken': liar(
    UNREAD,
    'SCM_INQ tells what was unread before.',
    unread((value, ret, flags) => (flags & S.MSG_PEEK ? value : value + ret)),
  ),
  'unread-forgets-what-was-peeked': liar(
    UNREAD,
    'SCM_INQ of a peek does not count what was shown.',
    unread((value, ret, flags) => (flags & S.MSG_PEEK ? value - ret : value)),
  ),
  'unread-comes-first': liar(
    UNREAD,
    'SCM_INQ is the first of the control messages.',
    telling('recvmsg', (told) =>
      told.ret < 0
        ? told
        : {
            ...told,
            out: changed(told.out, (messages) => [
              ...messages.filter(isInq),
              ...messages.filter((one) => !isInq(one)),
            ]),
          },
    ),
  ),
  'records-tell-what-is-unread': liar(
    UNREAD,
    'SO_INQ is taken on records and datagrams.',
    forgiven(
      'setsockopt',
      'ENOPROTOOPT',
      ([, level, option]) => level === S.SOL_SOCKET && option === S.SO_INQ,
    ),
  ),
  'unread-is-set-by-any-number': liar(
    UNREAD,
    'SO_INQ of 2 is another error.',
    swapped(
      'setsockopt',
      'EINVAL',
      'ERANGE',
      ([, level, option, value]) =>
        level === S.SOL_SOCKET && option === S.SO_INQ && value.length === 4,
    ),
  ),
  'labels-of-records-are-empty': liar(
    LABELS,
    'SO_PEERSEC of records and datagrams is an empty label.',
    forgiven(
      'getsockopt',
      'ENOPROTOOPT',
      ([fd, level, option], kernel) =>
        level === S.SOL_SOCKET && option === S.SO_PEERSEC && !isStream(kernel, fd),
    ),
  ),
  'labels-do-not-fit': liar(
    LABELS,
    'SO_PEERSEC of records and datagrams is ERANGE.',
    telling('getsockopt', (told, [fd, level, option], kernel) =>
      level === S.SOL_SOCKET && option === S.SO_PEERSEC && !isStream(kernel, fd)
        ? { ...told, errno: ERRNO.ERANGE }
        : told,
    ),
  ),
  'labels-come-with-messages': liar(
    LABELS,
    'with SO_PASSSEC a message brings an empty label.',
    telling('recvmsg', (told, [fd, { controlRoom }], kernel) =>
      told.ret > 0 && controlRoom >= 16 && optionOf(kernel, fd, S.SO_PASSSEC) === 1
        ? {
            ...told,
            out: changed(told.out, (messages) => [
              ...messages,
              { level: S.SOL_SOCKET, type: S.SCM_SECURITY, data: new Uint8Array(0) },
            ]),
          }
        : told,
    ),
  ),
} satisfies Liars;

/** Liars that send or receive several messages at once. */

import { ERRNO } from '../abi/errno.ts';
import { MSG_CTRUNC, MSG_DONTWAIT, MSG_WAITFORONE, SCM_RIGHTS } from '../abi/socket.ts';
import {
  buildControl,
  type CountedMessage,
  type MessageRoom,
  parseControl,
} from '../kernel/index.ts';
import { asking, failure, type Liars, liar, success, telling } from './lie.ts';

const SEVERAL = 'rights.messages.several-at-once';

/** recvmmsg that tells other messages; there was so much room for each. */
const received = (
  change: (
    messages: readonly CountedMessage[],
    rooms: readonly MessageRoom[],
  ) => readonly CountedMessage[],
) =>
  telling('recvmmsg', (result, [, rooms]) => {
    if (result.ret < 0) return result;
    const out = change(result.out, rooms);
    return { ...result, ret: out.length, out };
  });

export default {
  'sendmmsg-tells-how-many-were-asked': liar(
    SEVERAL,
    'sendmmsg that stops at a message tells as many as it was given.',
    telling('sendmmsg', (result, [, messages]) => {
      if (result.ret <= 0 || messages.length > 1024) return result;
      return { ...result, ret: messages.length };
    }),
  ),
  'sendmmsg-fails-if-any-does': liar(
    SEVERAL,
    'sendmmsg that stops at a message fails, though others went before.',
    telling('sendmmsg', (result, [, messages]) =>
      result.ret > 0 && result.ret < messages.length && messages.length <= 1024
        ? failure(ERRNO.EAGAIN, [])
        : result,
    ),
  ),
  'sendmmsg-hides-that-the-first-failed': liar(
    SEVERAL,
    'sendmmsg whose first message fails has sent none.',
    telling('sendmmsg', (result, [, messages]) =>
      result.ret < 0 && messages.length > 0 ? { ...success, out: [] } : result,
    ),
  ),
  'sendmmsg-sends-all-that-there-are': liar(
    SEVERAL,
    'sendmmsg sends more than 1024 messages.',
    telling('sendmmsg', (result, [, messages]) =>
      result.ret === 1024 ? { ...result, ret: messages.length } : result,
    ),
  ),
  'sendmmsg-gives-rights-to-the-first': liar(
    SEVERAL,
    'all messages of sendmmsg carry what the first one carries.',
    asking('sendmmsg', ([fd, messages, flags]) => [
      fd,
      messages.map((one, i) => (i === 0 ? one : { ...one, control: messages[0]?.control })),
      flags,
    ]),
  ),
  'sendmmsg-tells-no-lengths': liar(
    SEVERAL,
    'sendmmsg leaves msg_len of all but the first message.',
    telling('sendmmsg', (result) => ({
      ...result,
      out: result.out.map((n, i) => (i === 0 ? n : 0)),
    })),
  ),
  'recvmmsg-takes-any-time': liar(
    SEVERAL,
    'recvmmsg takes a time that is none for no time.',
    asking('recvmmsg', ([fd, rooms, flags]) => [fd, rooms, flags, null]),
  ),
  'recvmmsg-receives-one-less': liar(
    SEVERAL,
    'recvmmsg does not tell of the last of several messages.',
    received((messages) => (messages.length > 1 ? messages.slice(0, -1) : messages)),
  ),
  'recvmmsg-waits-for-none': liar(
    SEVERAL,
    'recvmmsg with MSG_WAITFORONE receives one message.',
    (kernel) => ({
      ...kernel,
      recvmmsg: (fd, rooms, flags, time) =>
        (flags & MSG_WAITFORONE) === 0
          ? kernel.recvmmsg(fd, rooms, flags, time)
          : kernel.recvmmsg(fd, rooms.slice(0, 1), flags | MSG_DONTWAIT, time),
    }),
  ),
  'recvmmsg-keeps-the-first-flags': liar(
    SEVERAL,
    'recvmmsg tells of each message the flags of the first.',
    received((messages) =>
      messages.map((one) => ({ ...one, flags: messages[0]?.flags ?? MSG_CTRUNC })),
    ),
  ),
  'recvmmsg-cuts-the-length-of-later-names': liar(
    SEVERAL,
    'recvmmsg tells of a name that was cut how much of it there is, but for the first message.',
    received((messages, rooms) =>
      messages.map((one, i) => {
        const length = Math.min(one.name.length, rooms[i]?.nameRoom ?? 0);
        return i === 0 ? one : { ...one, name: { ...one.name, length } };
      }),
    ),
  ),
  'recvmmsg-passes-with-the-first-alone': liar(
    SEVERAL,
    'only the first message of recvmmsg brings descriptors.',
    received((messages) =>
      messages.map((one, i) => {
        const kept = parseControl(one.control).filter(({ type }) => i === 0 || type !== SCM_RIGHTS);
        return { ...one, control: buildControl(kept) };
      }),
    ),
  ),
  'recvmmsg-reads-on-before-an-error': liar(
    SEVERAL,
    'recvmmsg gives what is queued where an error is to be told first.',
    telling('recvmmsg', (result, [fd, rooms, flags, time], kernel) =>
      result.errno === ERRNO.ECONNRESET ? kernel.recvmmsg(fd, rooms, flags, time) : result,
    ),
  ),
} satisfies Liars;

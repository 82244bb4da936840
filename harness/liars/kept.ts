/** Liars about pidfds that are kept: which descriptor SO_PEERPIDFD gives, and what that is good for. */

import { ERRNO } from '../abi/errno.ts';
import * as F from '../abi/file.ts';
import { PIDFD_GET_INFO } from '../abi/pidfd.ts';
import * as S from '../abi/socket.ts';
import {
  buildControl,
  descriptorInfo,
  type Kernel,
  parseControl,
  readWhole,
} from '../kernel/index.ts';
import { bytesOf, type Liars, liar, telling } from './lie.ts';

const KEPT = 'peercred.getsockopt.pidfds-are-descriptors';
const RECEIVED = 'peercred.recvmsg.pidfds-are-descriptors';
const HANDED = 'peercred.getsockopt.pidfd-in-other-hands';

/** SO_PEERPIDFD with another descriptor in the place of the one that it gives. */
const givingAnother = (another: (kernel: Kernel, given: number, of: number) => number) =>
  telling('getsockopt', (result, [of, level, option], kernel) => {
    if (level !== S.SOL_SOCKET || option !== S.SO_PEERPIDFD || result.ret < 0) return result;
    const out = Buffer.from(result.out);
    const given = out.readInt32LE(0);
    const other = another(kernel, given, of);
    if (other < 0) return result;
    kernel.close(given);
    out.writeInt32LE(other);
    return { ...result, out };
  });

const pidOf = (kernel: Kernel, fd: number): number =>
  Number(/^Pid:\s*(-?\d+)$/m.exec(readWhole(kernel, descriptorInfo(fd)).out)?.[1] ?? 0);

/** Of each socket what it gave before, if that is open. */
function remembering(change: (kernel: Kernel, before: number) => number) {
  return (kernel: Kernel): Kernel => {
    const given = new Map<number, number>();
    const forget = (fd: number): void => {
      for (const [of, pidfd] of given) if (of === fd || pidfd === fd) given.delete(of);
    };
    const { getsockopt } = givingAnother((_, made, of) => {
      const before = given.get(of);
      if (before === undefined) given.set(of, made);
      return before === undefined ? -1 : change(kernel, before);
    })(kernel);
    return {
      ...kernel,
      getsockopt,
      close: (fd) => {
        forget(fd);
        return kernel.close(fd);
      },
    };
  };
}

const info = (change: (out: Buffer, kernel: Kernel) => void) =>
  telling('ioctl', (result, [, request], kernel) => {
    if (request !== PIDFD_GET_INFO || result.ret < 0) return result;
    const out = Buffer.from(result.out);
    change(out, kernel);
    return { ...result, out };
  });

/** recvmsg with another descriptor in the place of the pidfd that it brings. */
const bringingAnother = (another: (kernel: Kernel, given: number) => number) =>
  telling('recvmsg', (result, _, kernel) => {
    if (result.ret < 0) return result;
    const messages = parseControl(result.out.control).map(({ level, type, data }) => {
      if (level !== S.SOL_SOCKET || type !== S.SCM_PIDFD) return { level, type, data };
      const given = Buffer.from(data).readInt32LE(0);
      const other = given < 0 ? -1 : another(kernel, given);
      if (other < 0) return { level, type, data };
      return { level, type, data: bytesOf(other) };
    });
    return { ...result, out: { ...result.out, control: buildControl(messages) } };
  });

/** What it brought last, if that is open. */
function afterAnother(change: (kernel: Kernel, before: number, given: number) => number) {
  return (kernel: Kernel): Kernel => {
    let last = -1;
    const { recvmsg } = bringingAnother((_, given) => {
      const before = last;
      last = given;
      return before < 0 ? -1 : change(kernel, before, given);
    })(kernel);
    return {
      ...kernel,
      recvmsg,
      close: (fd) => {
        if (fd === last) last = -1;
        return kernel.close(fd);
      },
    };
  };
}

export default {
  'message-pidfds-are-duplicates': liar(
    RECEIVED,
    'the pidfd of a message is a duplicate of the one before, while that is open.',
    afterAnother((kernel, before, given) => {
      kernel.close(given);
      return kernel.fcntl(before, F.F_DUPFD_CLOEXEC, 0).ret;
    }),
  ),
  'message-pidfds-have-high-numbers': liar(
    RECEIVED,
    'the pidfd of a message has not the lowest number that is free.',
    bringingAnother((kernel, given) => {
      const { ret } = kernel.fcntl(given, F.F_DUPFD_CLOEXEC, given + 2);
      kernel.close(given);
      return ret;
    }),
  ),
  'message-pidfds-do-not-block': liar(
    RECEIVED,
    'the pidfd of a message has O_NONBLOCK.',
    bringingAnother((kernel, given) => {
      kernel.fcntl(given, F.F_SETFL, F.O_NONBLOCK);
      return given;
    }),
  ),
  'message-pidfds-close-the-one-before': liar(
    RECEIVED,
    'a pidfd that comes with a message closes the one that came before.',
    afterAnother((kernel, before, given) => {
      kernel.close(before);
      return given;
    }),
  ),

  'peerpidfd-is-told-again': liar(
    KEPT,
    'SO_PEERPIDFD asked twice of one socket gives the same open descriptor again instead of a new one.',
    remembering((_, before) => before),
  ),
  'peerpidfd-is-a-duplicate': liar(
    KEPT,
    'SO_PEERPIDFD asked twice of one socket gives a duplicate of the descriptor that it gave.',
    remembering((kernel, before) => kernel.fcntl(before, F.F_DUPFD_CLOEXEC, 0).ret),
  ),
  'peerpidfd-has-a-high-number': liar(
    KEPT,
    'SO_PEERPIDFD does not give the lowest number that is free.',
    givingAnother((kernel, given) => kernel.fcntl(given, F.F_DUPFD_CLOEXEC, given + 1).ret),
  ),
  'pidfds-do-not-block': liar(
    KEPT,
    'SO_PEERPIDFD gives a pidfd with O_NONBLOCK.',
    givingAnother((kernel, given) => {
      const { ret } = kernel.fcntl(given, F.F_DUPFD_CLOEXEC, given + 1);
      kernel.fcntl(ret, F.F_SETFL, F.O_NONBLOCK);
      kernel.close(given);
      const low = kernel.fcntl(ret, F.F_DUPFD_CLOEXEC, 0).ret;
      kernel.close(ret);
      return low === given ? -1 : low;
    }),
  ),
  'pidfds-read-as-empty': liar(
    KEPT,
    'read of a pidfd tells the end of the file.',
    telling('read', (result, [fd], kernel) =>
      result.ret < 0 && result.errno === ERRNO.EINVAL && pidOf(kernel, fd) > 0
        ? { ...result, ret: 0, errno: 0 }
        : result,
    ),
  ),
  'pidfds-of-the-living-are-readable': liar(
    KEPT,
    'a pidfd is readable while its process runs.',
    telling('poll', (result, [entries], kernel) => {
      const [{ fd, events } = { fd: -1, events: 0 }] = entries;
      const isReady = result.ret === 0 && (events & 1) !== 0 && fd >= 0 && pidOf(kernel, fd) > 0;
      return isReady ? { ...result, ret: 1, out: [1] } : result;
    }),
  ),
  'pidfd-info-is-of-the-asker': liar(
    HANDED,
    'PIDFD_GET_INFO tells the pid of who asks.',
    info((out, kernel) => out.writeUInt32LE(kernel.getpid().ret, 16)),
  ),
} satisfies Liars;

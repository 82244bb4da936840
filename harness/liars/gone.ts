/** Liars about processes that have ended: who they were, and what they had. */

import { ERRNO } from '../abi/errno.ts';
import * as F from '../abi/file.ts';
import { PIDFD_GET_INFO } from '../abi/pidfd.ts';
import { POLLHUP } from '../abi/poll.ts';
import * as S from '../abi/socket.ts';
import { descriptorInfo, type Kernel, parseControl, readWhole } from '../kernel/index.ts';
import { failure, type Liars, liar, telling } from './lie.ts';

const TOLD = 'peercred.exit.credentials-outlive-the-process';
const CLOSED = 'stream.exit.ends-all-it-had';
const UCRED = 12;
/** SOL_SOCKET and SCM_CREDENTIALS. */
const CREDENTIALS_HEADER = Buffer.from([1, 0, 0, 0, 2, 0, 0, 0]);

const isGone = (kernel: Kernel, pid: number): boolean =>
  pid > 0 && kernel.kill(pid, 0).errno === ERRNO.ESRCH;

const isPidfdOfTheDead = (kernel: Kernel, fd: number): boolean =>
  /^Pid:\s*-1$/m.test(readWhole(kernel, descriptorInfo(fd)).out);

function isPeerGone(kernel: Kernel, fd: number): boolean {
  const { ret, out } = kernel.getsockopt(fd, S.SOL_SOCKET, S.SO_PEERCRED, UCRED);
  return ret === 0 && isGone(kernel, Buffer.from(out).readInt32LE(0));
}

export default {
  'peercred-of-the-dead-is-nobody': liar(
    TOLD,
    'SO_PEERCRED of a peer that has ended tells pid 0.',
    telling('getsockopt', (result, [, level, option], kernel) => {
      const asks = level === S.SOL_SOCKET && option === S.SO_PEERCRED;
      if (!asks || result.ret < 0 || result.out.length < UCRED) return result;
      const out = Buffer.from(result.out);
      if (!isGone(kernel, out.readInt32LE(0))) return result;
      out.writeInt32LE(0, 0);
      return { ...result, out };
    }),
  ),
  'pidfd-of-the-dead-is-esrch': liar(
    TOLD,
    'SO_PEERPIDFD of a peer that has ended is ESRCH, though the kernel keeps pidfds of such.',
    telling('getsockopt', (result, [, level, option], kernel) => {
      if (level !== S.SOL_SOCKET || option !== S.SO_PEERPIDFD || result.ret < 0) return result;
      const fd = Buffer.from(result.out).readInt32LE(0);
      if (!isPidfdOfTheDead(kernel, fd)) return result;
      kernel.close(fd);
      return failure(ERRNO.ESRCH, result.out);
    }),
  ),
  'pidfds-of-the-dead-are-not-readable': liar(
    TOLD,
    'poll of a pidfd does not tell that its process has ended.',
    telling('poll', (result, [entries], kernel) => {
      const [{ fd } = { fd: -1 }] = entries;
      return result.ret > 0 && fd >= 0 && isPidfdOfTheDead(kernel, fd)
        ? { ...result, ret: 0, out: [0] }
        : result;
    }),
  ),
  'pidfds-forget-how-it-ended': liar(
    TOLD,
    'PIDFD_GET_INFO tells of a process that was killed that it has exited with status 0.',
    telling('ioctl', (result, [, request]) => {
      const out = Buffer.from(result.out);
      if (request === PIDFD_GET_INFO && result.ret === 0) out.writeInt32LE(0, 60);
      return { ...result, out };
    }),
  ),
  'messages-of-the-dead-have-no-sender': liar(
    TOLD,
    'SCM_CREDENTIALS of a sender that has ended tells pid 0.',
    telling('recvmsg', (result, _, kernel) => {
      if (result.ret < 0) return result;
      const control = Buffer.from(result.out.control);
      const at = control.indexOf(CREDENTIALS_HEADER);
      if (at < 0 || parseControl(control).length === 0) return result;
      const pid = at + CREDENTIALS_HEADER.length;
      if (control.length < pid + UCRED || !isGone(kernel, control.readInt32LE(pid))) return result;
      control.writeInt32LE(0, pid);
      return { ...result, out: { ...result.out, control } };
    }),
  ),
  'end-of-a-process-is-no-end': liar(
    CLOSED,
    'A receive from a process that has ended is EAGAIN where there should be the end.',
    telling('recv', (result, [fd, size], kernel) =>
      result.ret === 0 && size > 0 && isPeerGone(kernel, fd)
        ? failure(ERRNO.EAGAIN, result.out)
        : result,
    ),
  ),
  'pipes-of-the-dead-do-not-hang-up': liar(
    CLOSED,
    'A pipe does not hang up when the process ends that had the other end.',
    (kernel) => {
      const received = new Set<number>();
      return {
        ...telling('recvmsg', (result) => {
          if (result.ret >= 0)
            for (const { type, data } of parseControl(result.out.control))
              if (type === S.SCM_RIGHTS) received.add(Buffer.from(data).readInt32LE(0));
          return result;
        })(kernel),
        poll: (entries, timeout) => {
          const result = kernel.poll(entries, timeout);
          const [fd = -1] = entries.map((entry) => entry.fd);
          const isPipe = (kernel.fstat(fd).out?.mode & F.S_IFMT) === F.S_IFIFO;
          if (result.ret !== 1 || !received.has(fd) || !isPipe || result.out[0] !== POLLHUP)
            return result;
          return { ...result, ret: 0, out: [0] };
        },
      };
    },
  ),
} satisfies Liars;

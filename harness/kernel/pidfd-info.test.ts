import { expect, test } from 'vitest';
import { ERRNO } from '../abi/errno.ts';
import { openKernel, pidfdInfo } from './index.ts';

const kernel = openKernel();

test('a pidfd tells of a process that runs its pid and no end, if the kernel can', (context) => {
  const pid = kernel.getpid().ret;
  const pidfd = kernel.pidfd_open(pid, 0).ret;

  const { ret, out } = pidfdInfo(kernel, pidfd);

  kernel.close(pidfd);
  context.skip(ret < 0, 'Linux before 6.13');
  expect(out).toEqual({ pid, exit: undefined });
});

test('what is no pidfd tells nothing', () => {
  const [a, b] = kernel.pipe2(0).out;

  const { errno, out } = pidfdInfo(kernel, a);

  for (const fd of [a, b]) kernel.close(fd);
  expect(errno).toBe(ERRNO.ENOTTY);
  expect(out).toEqual({ pid: undefined, exit: undefined });
});

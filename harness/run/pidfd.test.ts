import { expect, test } from 'vitest';
import * as F from '../abi/file.ts';
import { openKernel } from '../kernel/index.ts';
import { leakedPidfds, nextNumber, toldPidfds } from './pidfd.ts';

const kernel = openKernel();
const pid = kernel.getpid().ret;
const ofUs = (): number => kernel.pidfd_open(pid, 0).ret;

test('a pidfd is told as the pid of its process, and closed', () => {
  const fd = ofUs();

  expect(toldPidfds(kernel, [fd])).toBe(pid);
  expect(kernel.fcntl(fd, F.F_GETFD, 0).ret).toBe(-1);
});

test('what is wrong with one is told in its place', () => {
  const open = ofUs();
  kernel.fcntl(open, F.F_SETFD, 0);
  const file = kernel.memfd_create('none', F.MFD_CLOEXEC).ret;

  expect(toldPidfds(kernel, [])).toBe('none');
  expect(toldPidfds(kernel, [-3])).toBe('ESRCH');
  expect(toldPidfds(kernel, [open])).toBe(`${pid} without FD_CLOEXEC`);
  expect(toldPidfds(kernel, [open])).toBe('not open');
  expect(toldPidfds(kernel, [file])).toBe('no pidfd');
  expect(toldPidfds(kernel, [ofUs(), ofUs()])).toBe('2 of them');
});

test('pidfds that stayed open are found and closed, and what is kept or no pidfd is let be', () => {
  const file = kernel.memfd_create('any', F.MFD_CLOEXEC).ret;
  const from = nextNumber(kernel, file);
  const [more, kept, leaked] = [kernel.dup(file).ret, ofUs(), ofUs()];
  const isKept = (fd: number): boolean => fd === kept;

  expect(leakedPidfds(kernel, file, from, isKept)).toBe(1);
  expect(leakedPidfds(kernel, file, from, isKept)).toBe(0);
  expect(kernel.fcntl(leaked, F.F_GETFD, 0).ret).toBe(-1);
  for (const fd of [file, more, kept]) expect(kernel.close(fd).ret).toBe(0);
});

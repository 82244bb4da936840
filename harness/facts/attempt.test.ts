import { constants } from 'node:os';
import { expect, test } from 'vitest';
import { judge } from './attempt.ts';
import { judgeUnshare } from './host-probes.ts';

const { ENOSYS, EPERM, EIO, ERANGE } = constants.errno;
const expectation = { what: 'kcmp', absent: ['ENOSYS'], present: ['ERANGE'] };
const failed = (errno: number) => ({ ret: -1, errno, out: undefined });

test('absent, denied and present are told apart', () => {
  expect(judge({ ret: 0, errno: 0, out: undefined }, expectation)).toEqual({ state: 'present' });
  expect(judge(failed(ERANGE), expectation)).toEqual({ state: 'present' });
  expect(judge(failed(ENOSYS), expectation)).toEqual({
    state: 'absent',
    reason: 'kcmp gives ENOSYS',
  });
  expect(judge(failed(EPERM), expectation)).toEqual({
    state: 'denied',
    reason: 'kcmp gives EPERM',
  });
});

test('an unforeseen errno proves nothing and throws', () => {
  expect(() => judge(failed(EIO), expectation)).toThrow('kcmp gives EIO, which was not foreseen');
});

test('unshare is judged by its words', () => {
  const say = (stderr: string) => judgeUnshare({ installed: true, status: 1, stderr }).state;

  expect(say('unshare: unshare failed: Operation not permitted')).toBe('denied');
  expect(say('unshare: unshare failed: No space left on device')).toBe('denied');
  expect(say('unshare: unshare failed: Invalid argument')).toBe('absent');
  expect(() => say('unshare: bus error')).toThrow('not foreseen');
  expect(judgeUnshare({ installed: false, status: null, stderr: '' }).state).toBe('absent');
  expect(judgeUnshare({ installed: true, status: 0, stderr: '' }).state).toBe('present');
});

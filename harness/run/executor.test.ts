/** Tests of calls with a timeout: when they are asked again, and what is told in the end. */

import { describe, expect, test } from 'vitest';
import type { Kernel } from '../kernel/index.ts';
import type { TimeOption } from '../law/timeout.ts';
import { LocalExecutor } from './executor.ts';
import type { Identities } from './identity.ts';
import type { Watchdog } from './watchdog.ts';

const TIMEOUT = 20;
const [EINTR, EAGAIN] = [4, 11];
const nothing = new Uint8Array(0);

/** What one call comes to: `blocked` if the watchdog ended it. */
interface Answer {
  readonly errno: number;
  readonly ms?: number;
  readonly blocked?: true;
}

const RECEIVE = { call: 'recv', by: 0, fd: 0, size: 1, flags: 0 } as const;
const SEND = { call: 'send', by: 0, fd: 0, size: 9, tag: 0, flags: 0 } as const;

/** Executes a recv with a timeout; the last answer is given again and again. */
const receive = (...answers: readonly [Answer, ...Answer[]]) =>
  execute(RECEIVE, 'SO_RCVTIMEO', ...answers);

/** The same of any call that comes to so many bytes, or to an error. */
function execute(
  op: typeof RECEIVE | typeof SEND,
  option: TimeOption,
  ...answers: readonly [Answer, ...Answer[]]
) {
  let asked = 0;
  const answer = (): Answer => answers[Math.min(asked, answers.length) - 1] as Answer;
  const kernel = {
    getpid: () => ({ ret: 1, errno: 0, out: undefined }),
    rt_sigprocmask: () => ({ ret: -1, errno: 38, out: undefined }),
    setsockopt: () => ({ ret: 0, errno: 0, out: undefined }),
    recv: () => come(0),
    send: () => come(1),
  } as unknown as Kernel;
  const come = (ret: number) => {
    asked++;
    const until = performance.now() + (answer().ms ?? 0);
    while (performance.now() < until);
    const { errno } = answer();
    return { ret: errno === 0 ? ret : -1, errno, out: nothing };
  };
  const watchdog = { enter: () => {}, leave: () => answer().blocked === true };
  const executor = new LocalExecutor({
    ...{ real: kernel, subject: kernel, identities: {} as Identities, pids: () => 1 },
    ...{ watchdog: watchdog as unknown as Watchdog, directory: '/' },
  });
  executor.execute({ call: 'setsockopt', by: 0, fd: 0, option, value: TIMEOUT });
  const { errno, ret, fields } = executor.execute(op);
  return { asked, errno, ret, waited: Number(fields?.waited), interrupted: fields?.interrupted };
}

const inTime: Answer = { errno: EAGAIN, ms: TIMEOUT + 2 };

describe('a call with a timeout', () => {
  test('that ends in time, or with something, is asked once', () => {
    expect(receive(inTime)).toMatchObject({ asked: 1, errno: 'EAGAIN' });
    expect(receive(inTime).waited).toBeGreaterThanOrEqual(TIMEOUT);
    expect(receive({ errno: 0 })).toMatchObject({ asked: 1, errno: '' });
  });

  test('that a signal ended is asked again', () => {
    expect(receive({ errno: EINTR }, { errno: EINTR }, inTime)).toMatchObject({
      ...{ asked: 3, errno: 'EAGAIN' },
    });
    expect(receive({ errno: EINTR })).toMatchObject({ asked: 11, errno: 'EINTR' });
  });

  test('that always ends too early is told so', () => {
    expect(receive({ errno: EAGAIN })).toMatchObject({ asked: 3, errno: 'EAGAIN', waited: 0 });
    expect(receive({ errno: EAGAIN }, inTime)).toMatchObject({ asked: 2, errno: 'EAGAIN' });
  });

  test('that slept on twice blocks', () => {
    expect(receive({ errno: EINTR, blocked: true })).toMatchObject({ asked: 2, errno: 'BLOCKS' });
    expect(receive({ errno: EINTR, blocked: true }, inTime)).toMatchObject({ errno: 'EAGAIN' });
  });

  test('is timed by the time of its own direction alone', () => {
    const early = { errno: EAGAIN };

    expect(execute(SEND, 'SO_SNDTIMEO', early, inTime)).toMatchObject({ asked: 2 });
    expect(execute(SEND, 'SO_RCVTIMEO', early, inTime)).toMatchObject({ asked: 1 });
    expect(execute(RECEIVE, 'SO_SNDTIMEO', early, inTime)).toMatchObject({ asked: 1 });
  });

  test('that was interrupted with a part done tells the part, and is not asked again', () => {
    expect(execute(SEND, 'SO_SNDTIMEO', { errno: 0, blocked: true })).toMatchObject({
      ...{ asked: 1, errno: '', ret: 1, interrupted: 1 },
    });
  });
});

test('a call whose answer cannot be read is left behind with the scenario', () => {
  let isWatched = false;
  const done = () => ({ ret: 0, errno: 0, out: undefined });
  const kernel = {
    ...{
      getpid: done,
      umask: done,
      rt_sigprocmask: () => ({ ret: -1, errno: 38, out: undefined }),
    },
    recv: () => {
      throw new RangeError('beyond the bytes');
    },
  } as unknown as Kernel;
  const watchdog = {
    enter: () => {
      isWatched = true;
    },
    leave: () => {
      isWatched = false;
    },
  } as unknown as Watchdog;
  const identities = { become: () => {} } as unknown as Identities;
  const setup = { real: kernel, subject: kernel, identities, watchdog, pids: () => 1 };
  const executor = new LocalExecutor({ ...setup, directory: '/' });

  expect(() => executor.execute({ call: 'recv', by: 0, fd: 0, size: 1, flags: 0 })).toThrow();
  executor.reset({ uid: [0, 0, 0], gid: [0, 0, 0], groups: [], caps: 'all' });

  expect(isWatched).toBe(false);
});

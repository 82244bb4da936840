/** Liars that lie only while calls overlap: about who sleeps, who is woken, and who won. */

import { ERRNO } from '../abi/errno.ts';
import type { Result } from '../kernel/index.ts';
import { failure, type Liars, liar, telling } from './lie.ts';

/** A call that took longer than this has slept. */
const SLEPT_MS = 0.7;

/** What was told only if the call had slept. */
function afterSleep<Told>(call: () => Told, lie: (told: Told) => Told): Told {
  const began = performance.now();
  const told = call();
  return performance.now() - began > SLEPT_MS ? lie(told) : told;
}

const lies: Liars = {
  'accept-tires': liar(
    'stream.accept.sleeps-until-somebody-comes',
    'accept that slept says EAGAIN although somebody came',
    (kernel) => ({
      ...kernel,
      accept4: (...asked) =>
        afterSleep(
          () => kernel.accept4(...asked),
          (told) => {
            if (told.ret < 0) return told;
            kernel.close(told.ret);
            return failure(ERRNO.EAGAIN, told.out);
          },
        ),
    }),
  ),
  'recv-wakes-for-nothing': liar(
    'stream.recv.sleeps-until-woken',
    'recv that slept says end of stream whatever woke it',
    (kernel) => ({
      ...kernel,
      recv: (...asked) =>
        afterSleep(
          () => kernel.recv(...asked),
          (told) => (told.ret > 0 ? { ...told, ret: 0, out: new Uint8Array(0) } : told),
        ),
    }),
  ),
  'connect-gives-up': liar(
    'stream.connect.sleeps-while-the-backlog-is-full',
    'connect that slept while the backlog was full is refused',
    (kernel) => ({
      ...kernel,
      connect: (...asked) =>
        afterSleep(
          () => kernel.connect(...asked),
          (told): Result => (told.ret === 0 ? failure(ERRNO.ECONNREFUSED, undefined) : told),
        ),
    }),
  ),
  'connect-is-told-to-try-again': liar(
    'stream.connect.sleeps-while-the-backlog-is-full',
    'connect that slept until the listener closed is EAGAIN',
    (kernel) => ({
      ...kernel,
      connect: (...asked) =>
        afterSleep(
          () => kernel.connect(...asked),
          (told): Result =>
            told.errno === ERRNO.ECONNREFUSED ? { ...told, errno: ERRNO.EAGAIN } : told,
        ),
    }),
  ),
  'connect-is-reset': liar(
    'stream.connect.sleeps-while-the-backlog-is-full',
    'connect that slept until the listener closed is ECONNRESET',
    (kernel) => ({
      ...kernel,
      connect: (...asked) =>
        afterSleep(
          () => kernel.connect(...asked),
          (told): Result =>
            told.errno === ERRNO.ECONNREFUSED ? { ...told, errno: ERRNO.ECONNRESET } : told,
        ),
    }),
  ),
  'bind-tells-all-they-won': liar(
    'stream.bind.at-once-one-wins',
    'bind of a name that is taken succeeds',
    telling('bind', (told) =>
      told.ret < 0 && told.errno === ERRNO.EADDRINUSE ? { ...told, ret: 0, errno: 0 } : told,
    ),
  ),
};

export default lies;

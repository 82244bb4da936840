/** Liars about SA_RESTART: calls that a signal ends though they should go on. */

import { SA_RESTART } from '../abi/signal.ts';
import { installInterruptHandler, type Kernel, RESTART_SIGNAL } from '../kernel/index.ts';
import { type Liars, liar } from './lie.ts';

const GOES_ON = 'stream.sleep.goes-on-after-a-signal';

type Sleeping = 'recv' | 'recvmsg' | 'accept4' | 'connect' | 'send';
type AnyCall = (...asked: unknown[]) => unknown;

/** A call for which the handler has no SA_RESTART. */
const forgets =
  (name: Sleeping) =>
  (kernel: Kernel): Kernel => {
    const honest = kernel[name] as unknown as AnyCall;
    const lying: AnyCall = (...asked) => {
      installInterruptHandler(RESTART_SIGNAL);
      const result = honest(...asked);
      installInterruptHandler(RESTART_SIGNAL, SA_RESTART);
      return result;
    };
    return { ...kernel, [name]: lying };
  };

export default {
  'recv-ends-with-any-signal': liar(
    GOES_ON,
    'recv is not restarted after a signal.',
    forgets('recv'),
  ),
  'recvmsg-ends-with-any-signal': liar(
    GOES_ON,
    'recvmsg is not restarted after a signal.',
    forgets('recvmsg'),
  ),
  'accept-ends-with-any-signal': liar(
    GOES_ON,
    'accept is not restarted after a signal.',
    forgets('accept4'),
  ),
  'connect-ends-with-any-signal': liar(
    GOES_ON,
    'connect is not restarted after a signal.',
    forgets('connect'),
  ),
  'send-ends-with-any-signal': liar(
    GOES_ON,
    'send is not restarted after a signal.',
    forgets('send'),
  ),
} satisfies Liars;

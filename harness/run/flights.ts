/** A limit for descriptors in flight: RLIMIT_NOFILE, set for the moments in which messages are sent. */

import { RLIMIT_NOFILE } from '../abi/file.ts';
import type { Kernel } from '../kernel/index.ts';

/** The subject whose sends have this limit; nothing else has, so that there is room for descriptors as ever. */
export function withFlights(real: Kernel, subject: Kernel, most: number): Kernel {
  const [soft, hard] = real.getrlimit(RLIMIT_NOFILE).out;
  const within = <Told>(call: () => Told): Told => {
    real.setrlimit(RLIMIT_NOFILE, most, hard);
    try {
      return call();
    } finally {
      real.setrlimit(RLIMIT_NOFILE, soft, hard);
    }
  };
  return {
    ...subject,
    sendmsg: (...given) => within(() => subject.sendmsg(...given)),
    sendmmsg: (...given) => within(() => subject.sendmmsg(...given)),
  };
}

/** Liars about the sysctls of ports: who writes them, what keeps them apart, and what follows from them. */

import { ERRNO } from '../abi/errno.ts';
import * as F from '../abi/file.ts';
import * as S from '../abi/socket.ts';
import type { Kernel } from '../kernel/index.ts';
import { failure, forgiven, isUnix, type Liars, liar, optionOf, portOf, telling } from './lie.ts';
import { isEnclosed } from './namespaces.ts';

const RANGES = 'ports.sysctl.the-range-begins-at-the-start-or-above';
const WRITERS = 'ports.sysctl.the-capability-writes-not-the-uid';
const OWNERS = 'ports.sysctl.written-by-the-owner-of-the-network';

const isSysctl = (path: string): boolean => path.startsWith('/proc/sys/net/');
/** Of no use to anybody. */
const sink = (kernel: Kernel) => kernel.open('/dev/null', F.O_WRONLY | F.O_CLOEXEC, 0);
const isWriting = (path: string, flags: number): boolean =>
  isSysctl(path) && (flags & F.O_WRONLY) !== 0;

/** The first port from here on that nobody has. */
function bindFrom(kernel: Kernel, first: number, fd: number, address: Uint8Array) {
  for (let port = first; ; port++) {
    const named = Buffer.from(address);
    named.writeUInt16BE(port, 2);
    const result = kernel.bind(fd, named);
    if (result.errno !== ERRNO.EADDRINUSE) return result;
  }
}

export default {
  'a-range-below-the-start-is-taken': liar(
    RANGES,
    'ip_local_port_range is not looked at when it is written.',
    forgiven('write', 'EINVAL', ([, data]) => Buffer.from(data).includes(' ')),
  ),
  'ports-are-chosen-from-the-first-range': liar(
    RANGES,
    'a port is chosen from the range of the beginning, whatever was written since.',
    (kernel) => ({
      ...kernel,
      bind: (fd, address, length) => {
        const isChosen =
          !isUnix(address) &&
          address.length >= 16 &&
          portOf(address) === 0 &&
          optionOf(kernel, fd, S.SO_TYPE) !== S.SOCK_RAW;
        return isChosen ? bindFrom(kernel, 45_000, fd, address) : kernel.bind(fd, address, length);
      },
    }),
  ),
  'sysctls-are-written-by-root-alone': liar(
    WRITERS,
    'only uid 0 opens the sysctls of ports for writing.',
    (kernel) => ({
      ...kernel,
      open: (path, flags, mode) =>
        isWriting(path, flags) && kernel.getresuid().out[1] !== 0
          ? failure(ERRNO.EACCES, undefined)
          : kernel.open(path, flags, mode),
    }),
  ),
  'sysctls-open-for-anybody': liar(
    WRITERS,
    'anybody opens the sysctls of ports for writing.',
    telling('open', (result, [path, flags], kernel) =>
      isWriting(path, flags) && result.errno === ERRNO.EACCES ? sink(kernel) : result,
    ),
  ),
  'sysctls-of-own-networks-stay-closed': liar(
    OWNERS,
    'the owner of a network of its own does not write its sysctls.',
    (kernel) => ({
      ...kernel,
      open: (path, flags, mode) =>
        isWriting(path, flags) && isEnclosed
          ? failure(ERRNO.EACCES, undefined)
          : kernel.open(path, flags, mode),
    }),
  ),
} satisfies Liars;

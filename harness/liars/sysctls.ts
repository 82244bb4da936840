/** Liars about the sysctls of a network: who writes them, what keeps them apart, and what follows from them. */

import { ERRNO } from '../abi/errno.ts';
import * as F from '../abi/file.ts';
import * as S from '../abi/socket.ts';
import { type Kernel, readWhole } from '../kernel/index.ts';
import { failure, forgiven, isUnix, type Liars, liar, optionOf, portOf, telling } from './lie.ts';
import { isEnclosed } from './namespaces.ts';

const SOMAXCONN = '/proc/sys/net/core/somaxconn';
const RANGES = 'ports.sysctl.the-range-begins-at-the-start-or-above';
const WRITERS = 'ports.sysctl.the-capability-writes-not-the-uid';
const OWNERS = 'ports.sysctl.written-by-the-owner-of-the-network';

const isSysctl = (path: string): boolean => path.startsWith('/proc/sys/net/');
/** Of no use to anybody. */
const sink = (kernel: Kernel) => kernel.open('/dev/null', F.O_WRONLY | F.O_CLOEXEC, 0);
const isWriting = (path: string, flags: number): boolean =>
  isSysctl(path) && (flags & F.O_WRONLY) !== 0;

function writeWhole(kernel: Kernel, path: string, text: string): void {
  const file = kernel.open(path, F.O_WRONLY | F.O_CLOEXEC, 0);
  kernel.write(file.ret, Buffer.from(text));
  kernel.close(file.ret);
}

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
  'listen-knows-no-somaxconn': liar(
    'stream.listen.backlog-within-somaxconn',
    'a backlog may be larger than net.core.somaxconn.',
    (kernel) => ({
      ...kernel,
      listen: (fd, backlog) => {
        const most = Number(readWhole(kernel, SOMAXCONN).out);
        if (backlog <= most) return kernel.listen(fd, backlog);
        writeWhole(kernel, SOMAXCONN, '4096');
        const result = kernel.listen(fd, backlog);
        writeWhole(kernel, SOMAXCONN, `${most}`);
        return result;
      },
    }),
  ),
} satisfies Liars;

/** Liars about pointers to where no memory is, and about buffers that are not all there. */

import { ERRNO } from '../abi/errno.ts';
import type { Kernel } from '../kernel/index.ts';
import { failure, isStream, type Liars, liar, swapped, telling } from './lie.ts';

const BUFFERS = 'stream.fault.nothing-is-sent-or-lost';
/** MSG_PEEK, MSG_DONTWAIT. */
const PEEK = 0x42;
const EDGE = 'stream.fault.where-a-buffer-ends';
const NAMES = 'stream.fault.names-and-pairs';

const forgiving = (name: 'getsockname_nowhere' | 'getpeername_nowhere') =>
  telling(name, (result) =>
    result.errno === ERRNO.EFAULT ? { ...result, ret: 0, errno: 0 } : result,
  );

/** What is there before the edge goes after all. */
const sendingWhatIsThere =
  (whose: (kernel: Kernel, fd: number) => boolean) =>
  (kernel: Kernel): Kernel => ({
    ...kernel,
    send_edge: (fd, data, inside, flags) => {
      const result = kernel.send_edge(fd, data, inside, flags);
      if (result.errno === ERRNO.EFAULT && inside > 0 && whose(kernel, fd))
        kernel.send(fd, data.subarray(0, inside), flags);
      return result;
    },
  });

export default {
  'faulty-sends-send-zeroes': liar(
    BUFFERS,
    'send of a buffer that is nowhere sends as many zeroes.',
    (kernel) => ({
      ...kernel,
      send_nowhere: (fd, size, flags) => kernel.send(fd, new Uint8Array(size), flags),
    }),
  ),
  'faulty-sends-are-invalid': liar(
    BUFFERS,
    'send of a buffer that is nowhere is EINVAL.',
    swapped('send_nowhere', 'EFAULT', 'EINVAL'),
  ),
  'faulty-receives-lose-bytes': liar(
    BUFFERS,
    'what could not be copied out of a stream is lost.',
    telling('recv_nowhere', (result, [fd, size], kernel) => {
      if (result.errno === ERRNO.EFAULT && isStream(kernel, fd)) kernel.recv(fd, size, 0x40);
      return result;
    }),
  ),
  'faulty-receives-are-empty': liar(
    BUFFERS,
    'recv into a buffer that is nowhere says EAGAIN.',
    swapped('recv_nowhere', 'EFAULT', 'EAGAIN'),
  ),
  'faulty-names-are-fine': liar(
    NAMES,
    'getsockname writes nothing where no memory is, and succeeds.',
    forgiving('getsockname_nowhere'),
  ),
  'faulty-peer-names-are-fine': liar(
    NAMES,
    'getpeername writes nothing where no memory is, and succeeds.',
    forgiving('getpeername_nowhere'),
  ),
  'faulty-pairs-stay-open': liar(
    NAMES,
    'socketpair that cannot tell its descriptors leaves them open.',
    (kernel: Kernel) => ({
      ...kernel,
      socketpair_nowhere: (domain, type, protocol) => {
        const result = kernel.socketpair_nowhere(domain, type, protocol);
        if (result.errno === ERRNO.EFAULT) kernel.socketpair(domain, type, protocol);
        return result;
      },
    }),
  ),
  'faulty-pairs-are-invalid': liar(
    NAMES,
    'socketpair that cannot tell its descriptors says EINVAL.',
    swapped('socketpair_nowhere', 'EFAULT', 'EINVAL'),
  ),
  'edges-lose-a-message': liar(
    EDGE,
    'what a receive could not copy whole is lost.',
    telling('recv_edge', (result, [fd, size], kernel) => {
      if (result.errno === ERRNO.EFAULT && isStream(kernel, fd)) kernel.recv(fd, size, 0x40);
      return result;
    }),
  ),
  'edges-are-errors-behind-bytes': liar(
    EDGE,
    'a receive that has copied some is EFAULT at the edge, and those are lost.',
    telling('recv_edge', (result, [fd, size], kernel) =>
      result.ret > 0 && result.ret < size && kernel.recv(fd, 1, PEEK).ret > 0
        ? failure(ERRNO.EFAULT, result.out)
        : result,
    ),
  ),
  'edges-give-bytes-twice': liar(
    EDGE,
    'what a receive copies before the edge stays in the queue.',
    (kernel) => ({
      ...kernel,
      recv_edge: (fd, size, inside, flags) => kernel.recv_edge(fd, size, inside, flags | 0x2),
    }),
  ),
  'edges-send-what-is-there': liar(
    EDGE,
    'send of a buffer that is not all there sends what is, and says EFAULT.',
    sendingWhatIsThere(() => true),
  ),
  'edges-send-a-part-of-a-record': liar(
    BUFFERS,
    'a record that is not all there is EFAULT, and what is there arrives.',
    sendingWhatIsThere((kernel, fd) => !isStream(kernel, fd)),
  ),
  'edges-send-zeroes': liar(
    EDGE,
    'send of a buffer that is not all there fills it up.',
    (kernel) => ({
      ...kernel,
      send_edge: (fd, data, inside, flags) => {
        const filled = new Uint8Array(data.length);
        filled.set(data.subarray(0, inside));
        return kernel.send(fd, filled, flags);
      },
    }),
  ),
} satisfies Liars;

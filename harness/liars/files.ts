/** Liars about sockets as files: positions and lengths they have not, and what /proc tells of them. */

import { ERRNO } from '../abi/errno.ts';
import * as F from '../abi/file.ts';
import * as S from '../abi/socket.ts';
import { followed, forgiven, type Liars, liar, swapped, telling } from './lie.ts';

const KINDS = 'stream.fd.closed-or-of-another-kind';
const SAME = 'rights.recvmsg.same-open-file';

export default {
  'pread-reads-a-socket': liar(
    KINDS,
    'pread on a socket is a receive.',
    telling('pread', (told, [fd, size], kernel) =>
      told.errno === ERRNO.ESPIPE ? kernel.recv(fd, size, S.MSG_DONTWAIT) : told,
    ),
  ),
  'pwrite-to-a-socket-einval': liar(
    KINDS,
    'pwrite on a socket says EINVAL.',
    swapped('pwrite', 'ESPIPE', 'EINVAL'),
  ),
  'ftruncate-cuts-nothing': liar(
    KINDS,
    'ftruncate on a socket succeeds.',
    forgiven('ftruncate', 'EINVAL', ([, length]) => length >= 0),
  ),
  'fsync-has-nothing-to-do': liar(
    KINDS,
    'fsync on a socket succeeds.',
    forgiven('fsync', 'EINVAL'),
  ),
  'pwrite-moves-the-offset': liar(
    SAME,
    'pwrite leaves the offset where it wrote.',
    followed('pwrite', (kernel, [fd, , offset], { ret }) => {
      if (ret > 0) kernel.lseek(fd, offset + ret, F.SEEK_SET);
    }),
  ),
} satisfies Liars;

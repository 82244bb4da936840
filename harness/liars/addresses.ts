/** Liars about addresses: those that a message is sent to, and the room for those that are told. */

import { ERRNO } from '../abi/errno.ts';
import * as S from '../abi/socket.ts';
import type { Kernel, MessageOut } from '../kernel/index.ts';
import { failure, isStream, type Liars, liar, optionOf, swapped } from './lie.ts';

const NOWHERE = 'stream.send.needs-a-connection';
const DESTINATION = 'stream.datagram.goes-where-it-is-sent';

const ofType = (kernel: Kernel, fd: number, type: number): boolean =>
  optionOf(kernel, fd, S.SO_DOMAIN) === S.AF_UNIX && optionOf(kernel, fd, S.SO_TYPE) === type;

const unaddressed = ({ name: _, ...message }: MessageOut): MessageOut => message;

/** A sendmsg that on some sockets is made without its address. */
const withoutAddress =
  (where: (kernel: Kernel, fd: number, message: MessageOut) => boolean) =>
  (kernel: Kernel): Kernel => ({
    ...kernel,
    sendmsg: (fd, message, flags) =>
      message.name !== undefined && where(kernel, fd, message)
        ? kernel.sendmsg(fd, unaddressed(message), flags)
        : kernel.sendmsg(fd, message, flags),
  });

export default {
  'sendmsg-to-a-stream-is-sent': liar(
    NOWHERE,
    'sendmsg with an address on a stream sends to the peer.',
    withoutAddress((kernel, fd) => isStream(kernel, fd)),
  ),
  'sendmsg-connected-einval': liar(
    NOWHERE,
    'sendmsg with an address on a connected stream says EINVAL.',
    swapped('sendmsg', 'EISCONN', 'EINVAL'),
  ),
  'sendmsg-datagrams-go-to-the-peer': liar(
    DESTINATION,
    'sendmsg of a datagram ignores the address.',
    withoutAddress((kernel, fd) => ofType(kernel, fd, S.SOCK_DGRAM)),
  ),
  'sendmsg-record-is-addressed': liar(
    'stream.seqpacket.records-keep-their-bounds',
    'sendmsg with an address on a seqpacket connection is refused.',
    (kernel) => ({
      ...kernel,
      sendmsg: (fd, message, flags) =>
        message.name !== undefined && ofType(kernel, fd, S.SOCK_SEQPACKET)
          ? failure(ERRNO.EISCONN, undefined)
          : kernel.sendmsg(fd, message, flags),
    }),
  ),
  'rights-go-to-the-peer': liar(
    'rights.sendmsg.without-a-connection',
    'a datagram with descriptors goes to the peer, whatever its address.',
    withoutAddress(
      (kernel, fd, { control }) => (control?.length ?? 0) > 0 && ofType(kernel, fd, S.SOCK_DGRAM),
    ),
  ),
} satisfies Liars;

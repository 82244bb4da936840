/** Liars about addresses: those that a message is sent to, and the room for those that are told. */

import { ERRNO } from '../abi/errno.ts';
import * as S from '../abi/socket.ts';
import type { Kernel, MessageOut, WrittenAddress } from '../kernel/index.ts';
import { failure, isStream, type Liars, liar, optionOf, swapped, telling } from './lie.ts';

const NOWHERE = 'stream.send.needs-a-connection';
const ROOM = 'stream.accept.addresses-are-cut-to-their-room';
const DESTINATION = 'stream.datagram.goes-where-it-is-sent';

const ofType = (kernel: Kernel, fd: number, type: number): boolean =>
  optionOf(kernel, fd, S.SO_DOMAIN) === S.AF_UNIX && optionOf(kernel, fd, S.SO_TYPE) === type;

const NOTHING = new Uint8Array(0);

const measured = (told: WrittenAddress): WrittenAddress => ({
  ...told,
  length: told.bytes.length,
});

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
  'accept-tells-the-cut-length': liar(
    ROOM,
    'accept tells how much of an address it wrote, not how long it is.',
    telling('accept4', (told) => ({ ...told, out: measured(told.out) })),
  ),
  'recvfrom-tells-the-cut-length': liar(
    ROOM,
    'recvfrom tells how much of an address it wrote, not how long it is.',
    telling('recvfrom', (told) => ({
      ...told,
      out: { ...told.out, address: measured(told.out.address) },
    })),
  ),
  'recvfrom-writes-behind-the-room': liar(
    ROOM,
    'recvfrom writes a NUL behind the room for an address.',
    telling('recvfrom', (told, [, , , room]) => {
      const { address } = told.out;
      const spilled = room > 0 && address.length >= room && room < 100;
      return spilled ? { ...told, out: { ...told.out, address: { ...address, spilled } } } : told;
    }),
  ),
  'recvmsg-cuts-to-nothing': liar(
    ROOM,
    'recvmsg writes nothing of an address that does not fit.',
    telling('recvmsg', (told) => {
      const { name } = told.out;
      const fits = name.length <= name.bytes.length;
      return fits ? told : { ...told, out: { ...told.out, name: { ...name, bytes: NOTHING } } };
    }),
  ),
  'accept-needs-room': liar(
    ROOM,
    'accept refuses a room that is too small for the address.',
    telling('accept4', (told, [, , room], kernel) => {
      if (told.ret < 0 || room === 0 || told.out.length <= room) return told;
      kernel.close(told.ret);
      return failure(ERRNO.EINVAL, told.out);
    }),
  ),
} satisfies Liars;

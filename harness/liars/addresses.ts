/** Liars about addresses: those that a message is sent to, and the room for those that are told. */

import { ERRNO } from '../abi/errno.ts';
import * as S from '../abi/socket.ts';
import type { Kernel, MessageOut, WrittenAddress } from '../kernel/index.ts';
import {
  asking,
  failure,
  isStream,
  type Liars,
  liar,
  optionOf,
  parsed,
  success,
  swapped,
  telling,
} from './lie.ts';

const NOWHERE = 'stream.send.needs-a-connection';
const ROOM = 'stream.accept.addresses-are-cut-to-their-room';
const ODD = 'stream.bind.addresses-that-are-none';
const ENDS = 'stream.names.told-by-both-ends';
const DESTINATION = 'stream.datagram.goes-where-it-is-sent';

const ofType = (kernel: Kernel, fd: number, type: number): boolean =>
  optionOf(kernel, fd, S.SO_DOMAIN) === S.AF_UNIX && optionOf(kernel, fd, S.SO_TYPE) === type;

const NOTHING = new Uint8Array(0);
const UNNAMED: WrittenAddress = { bytes: Uint8Array.of(S.AF_UNIX, 0), length: 2 };
/** sizeof(struct sockaddr_un), and room for any address. */
const LONGEST = 110;
const ANY = 128;

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
  'accept-clears-what-is-behind': liar(
    ROOM,
    'accept of a client without a name writes a NUL where the name would be.',
    telling('accept4', (told, [, , room]) =>
      told.ret >= 0 && told.out.length === 2 && room >= ANY
        ? { ...told, out: { ...told.out, spilled: true } }
        : told,
    ),
  ),
  'recvfrom-of-nobody-writes-a-family': liar(
    ROOM,
    'recvfrom that tells of no address writes a family all the same.',
    telling('recvfrom', (told, [, , , room]) => {
      const { address } = told.out;
      const spilled = told.ret >= 0 && address.length === 0 && room >= ANY;
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
  'getsockname-cuts-to-nothing': liar(
    ENDS,
    'getsockname writes nothing of a name that does not fit.',
    telling('getsockname', (told, [, room]) =>
      told.out.length > room ? { ...told, out: { ...told.out, bytes: NOTHING } } : told,
    ),
  ),
  'getpeername-writes-behind-the-room': liar(
    ENDS,
    'getpeername writes a NUL behind the room for a name.',
    telling('getpeername', (told, [, room]) =>
      told.ret === 0 && told.out.length > room && room < 100
        ? { ...told, out: { ...told.out, spilled: true } }
        : told,
    ),
  ),
  'getsockname-clears-what-is-behind': liar(
    ENDS,
    'getsockname writes a NUL behind every name.',
    telling('getsockname', (told, [, room]) =>
      told.ret === 0 && told.out.length < room
        ? { ...told, out: { ...told.out, spilled: true } }
        : told,
    ),
  ),
  'getpeername-looks-at-the-room-first': liar(
    ENDS,
    'getpeername says EINVAL of a room that is none before it looks for a peer.',
    swapped('getpeername', 'ENOTCONN', 'EINVAL', ([, room]) => room < 0),
  ),
  'negative-lengths-are-forgiven': liar(
    ODD,
    'a negative addrlen is as good as that of the address.',
    asking('bind', ([fd, address, length]) => [
      ...([fd, address] as const),
      (length ?? 0) < 0 ? address.length : length,
    ]),
  ),
  'connect-looks-at-the-socket-first': liar(
    ODD,
    'connect with a negative addrlen finds its peer.',
    telling('connect', (told, [fd, address, length], kernel) =>
      (length ?? 0) < 0 && told.errno === ERRNO.EINVAL ? kernel.connect(fd, address) : told,
    ),
  ),
  'a-name-of-no-family-is-any': liar(
    ODD,
    'bind of two bytes of no family succeeds for who has a name.',
    telling('bind', (told, [fd, address, length], kernel) => {
      const isBare = (length ?? address.length) === 2 && address[0] === S.AF_UNSPEC;
      const isNamed = isBare && kernel.getsockname(fd, ANY).out.length > 2;
      return told.errno === ERRNO.EINVAL && isNamed ? success : told;
    }),
  ),
  'getpeername-tells-what-is-behind-a-nul': liar(
    ODD,
    'getpeername tells the bytes that a bind gave behind the NUL of a pathname.',
    (kernel) => {
      const given = new Map<string, Uint8Array>();
      const pathIn = (bytes: Uint8Array): string => {
        const said = parsed(bytes);
        return said.kind === 'path' ? said.path : '';
      };
      return {
        ...kernel,
        bind: (fd, address, length) => {
          const told = kernel.bind(fd, address, length);
          if (told.ret === 0) given.set(pathIn(address), address);
          return told;
        },
        getpeername: (fd, room) => {
          const told = kernel.getpeername(fd, room);
          const bytes = given.get(pathIn(told.out.bytes));
          return told.ret < 0 || bytes === undefined || bytes.length <= told.out.length
            ? told
            : { ...told, out: { bytes: bytes.slice(0, room), length: bytes.length } };
        },
      };
    },
  ),
  'names-end-with-their-files': liar(
    ENDS,
    'a socket whose pathname is gone has no name any more.',
    telling('getsockname', (told, _, kernel) => {
      const said = parsed(told.out.bytes);
      const isGone = said.kind === 'path' && kernel.lstat(said.path).errno === ERRNO.ENOENT;
      return told.ret === 0 && isGone ? { ...told, out: UNNAMED } : told;
    }),
  ),
  'longest-names-lose-their-last-byte': liar(
    ENDS,
    'recvfrom tells 110 bytes of the longest pathname.',
    telling('recvfrom', (told) => {
      const { address } = told.out;
      return address.length > LONGEST
        ? { ...told, out: { ...told.out, address: { ...address, length: LONGEST } } }
        : told;
    }),
  ),
  'peers-keep-the-name-of-the-accept': liar(
    ENDS,
    'getpeername tells the name that the peer had when it was accepted.',
    (kernel) => {
      const then = new Map<number, WrittenAddress>();
      return {
        ...kernel,
        accept4: (fd, flags, room) => {
          const result = kernel.accept4(fd, flags, room);
          if (result.ret >= 0) then.set(result.ret, kernel.getpeername(result.ret, ANY).out);
          return result;
        },
        close: (fd) => {
          then.delete(fd);
          return kernel.close(fd);
        },
        getpeername: (fd, room) => {
          const result = kernel.getpeername(fd, room);
          const out = room < ANY ? undefined : then.get(fd);
          return result.ret === 0 && out !== undefined ? { ...result, out } : result;
        },
      };
    },
  ),
} satisfies Liars;

/** Liars about low ports that are connected to, the names of TCP, and networks that belong to a user namespace. */

import { ERRNO } from '../abi/errno.ts';
import * as S from '../abi/socket.ts';
import { type Kernel, readWhole } from '../kernel/index.ts';
import {
  isUnix,
  type Liars,
  liar,
  optionOf,
  parsed,
  portOf,
  refused,
  swapped,
  telling,
} from './lie.ts';

const NAMES = 'ports.connect.names-of-both-ends';
const OWN = 'ports.bind.own-network-of-a-user-namespace';
const ORDER = 'ports.bind.needs-the-capability-below-the-start';
const LOW = 1024;

const isTcp = (kernel: Kernel, fd: number): boolean =>
  optionOf(kernel, fd, S.SO_DOMAIN) !== S.AF_UNIX &&
  optionOf(kernel, fd, S.SO_TYPE) === S.SOCK_STREAM;

const isConnected = (kernel: Kernel, fd: number): boolean => kernel.getpeername(fd, 128).ret === 0;

/** Whether it is in a user namespace that maps several ranges of ids. */
const isInside = (kernel: Kernel): boolean =>
  readWhole(kernel, '/proc/self/uid_map').out.trim().split('\n').length > 1;

export default {
  'low-ports-are-connected-by-privilege': liar(
    NAMES,
    'A connect to a low port at which somebody listens needs root.',
    telling('connect', (result, [, address], kernel) =>
      result.ret === 0 &&
      !isUnix(address) &&
      portOf(address) < LOW &&
      kernel.getresuid().out[1] !== 0
        ? { ...result, ret: -1, errno: ERRNO.EACCES }
        : result,
    ),
  ),
  'accepted-tcp-has-no-protocol': liar(
    NAMES,
    'SO_PROTOCOL of a TCP socket that is connected is 0.',
    telling('getsockopt', (result, [fd, level, option], kernel) => {
      const asks = level === S.SOL_SOCKET && option === S.SO_PROTOCOL && result.ret === 0;
      return asks && isTcp(kernel, fd) && isConnected(kernel, fd)
        ? { ...result, out: Buffer.alloc(4) }
        : result;
    }),
  ),
  'tcp-peer-is-oneself': liar(
    NAMES,
    'getpeername of TCP tells one’s own name.',
    telling('getpeername', (result, [fd, room], kernel) =>
      result.ret === 0 && isTcp(kernel, fd) ? kernel.getsockname(fd, room) : result,
    ),
  ),
  'accept-of-tcp-waits-never': liar(
    NAMES,
    'A TCP socket that was accepted is non-blocking where its listener is.',
    telling('accept4', (result, [fd, flags], kernel) => {
      const [GETFL, SETFL, O_NONBLOCK] = [3, 4, 0o4000];
      const isQuiet = (kernel.fcntl(fd, GETFL, 0).ret & O_NONBLOCK) !== 0;
      if (result.ret >= 0 && isQuiet && (flags & S.SOCK_NONBLOCK) === 0 && isTcp(kernel, fd))
        kernel.fcntl(result.ret, SETFL, O_NONBLOCK);
      return result;
    }),
  ),
  'own-network-gives-no-low-port': liar(
    OWN,
    'The capability of a user namespace gives no low port of its own network either.',
    refused('bind', 'EACCES', ([, address], kernel) => {
      const port = portOf(address);
      return port > 0 && port < LOW && isInside(kernel);
    }),
  ),
  'groups-are-just-not-here': liar(
    ORDER,
    'A stream that is bound to a group of receivers gets EADDRNOTAVAIL.',
    swapped('bind', 'EINVAL', 'EADDRNOTAVAIL', ([, address]) => {
      const said = isUnix(address) ? undefined : parsed(address);
      return said !== undefined && 'host' in said && said.host.startsWith('ff');
    }),
  ),
  'names-of-inet-are-as-long-as-the-room': liar(
    ORDER,
    'getsockname of a port tells the room for the name, not its length.',
    telling('getsockname', (result, [fd, room], kernel) => {
      const isCut = result.ret === 0 && result.out.length > room;
      return isCut && optionOf(kernel, fd, S.SO_DOMAIN) !== S.AF_UNIX
        ? { ...result, out: { ...result.out, length: room } }
        : result;
    }),
  ),
} satisfies Liars;

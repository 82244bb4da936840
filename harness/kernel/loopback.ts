/** Brings the loopback interface of a new network namespace up. */

import {
  AF_INET,
  IFF_UP,
  SIOCGIFFLAGS,
  SIOCSIFFLAGS,
  SOCK_CLOEXEC,
  SOCK_DGRAM,
} from '../abi/socket.ts';
import type { Kernel, Result } from './interface.ts';
import { LAYOUT } from './layout.ts';

const FLAGS = LAYOUT.ifreq.ifr_flags;

/** The result of the call that decided: EPERM without CAP_NET_ADMIN in the namespace's user namespace. */
export function bringUpLoopback(kernel: Kernel): Result<unknown> {
  const socket = kernel.socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (socket.ret < 0) return socket;
  const request = Buffer.alloc(LAYOUT.ifreq.size);
  request.write('lo');
  const now = kernel.ioctl(socket.ret, SIOCGIFFLAGS, request);
  request.writeInt16LE(Buffer.from(now.out).readInt16LE(FLAGS) | IFF_UP, FLAGS);
  const result = now.ret < 0 ? now : kernel.ioctl(socket.ret, SIOCSIFFLAGS, request);
  kernel.close(socket.ret);
  return result;
}

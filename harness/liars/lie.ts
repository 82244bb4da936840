/** What several liars need: results that lie, and messages whose descriptors are tampered with. */

import { AF_UNIX, SCM_RIGHTS, SOL_SOCKET } from '../abi/socket.ts';
import {
  buildControl,
  type Kernel,
  type MessageIn,
  parseControl,
  type Result,
} from '../kernel/index.ts';

/** A success that is none. */
export const success: Result = { ret: 0, errno: 0, out: undefined };

/** A failure that is none. */
export function failure<Out>(errno: number, out: Out): Result<Out> {
  return { ret: -1, errno, out };
}

export function isUnix(address: Uint8Array): boolean {
  return address[0] === AF_UNIX && address[1] === 0;
}

/** The port of a sockaddr_in or sockaddr_in6; 0 for others. */
export function portOf(address: Uint8Array): number {
  return isUnix(address) || address.length < 8 ? 0 : ((address[2] ?? 0) << 8) | (address[3] ?? 0);
}

/** recvmsg whose received descriptors go through a function first. */
export function changeRights(
  kernel: Kernel,
  change: (fds: number[]) => number[],
): Kernel['recvmsg'] {
  return (fd, room, flags) => {
    const result = kernel.recvmsg(fd, room, flags);
    if (result.ret < 0) return result;
    return { ...result, out: { ...result.out, control: changed(result.out, change) } };
  };
}

function changed({ control }: MessageIn, change: (fds: number[]) => number[]): Uint8Array {
  const messages = parseControl(control).map((message) => {
    if (message.level !== SOL_SOCKET || message.type !== SCM_RIGHTS) return message;
    const view = Buffer.from(message.data);
    const fds = Array.from({ length: view.length / 4 }, (_, i) => view.readInt32LE(i * 4));
    const bytes = Buffer.from(Int32Array.from(change(fds)).buffer);
    return { level: message.level, type: message.type, data: bytes };
  });
  return buildControl(messages.map(({ level, type, data }) => ({ level, type, data })));
}

/** Probes of the buffers of sockets: how small and how large they can be made, and whether that can be forced. */

import * as S from '../abi/socket.ts';
import type { Kernel } from '../kernel/interface.ts';
import { judge } from './attempt.ts';
import type { BufferFacts, Probe } from './facts.ts';

type Asked = (kernel: Kernel, fd: number) => number | undefined;

const int = (value: number): Uint8Array => new Uint8Array(Int32Array.of(value).buffer);

/** Gives a socket of its own to each question. */
function onSocket<T>(kernel: Kernel, ask: (fd: number) => T): T | undefined {
  const made = kernel.socket(S.AF_UNIX, S.SOCK_STREAM | S.SOCK_CLOEXEC, 0);
  if (made.ret < 0) return undefined;
  try {
    return ask(made.ret);
  } finally {
    kernel.close(made.ret);
  }
}

/** What an option is told to be when it was set to this. */
const toldAfter =
  (option: number, value: number): Asked =>
  (kernel, fd) => {
    if (kernel.setsockopt(fd, S.SOL_SOCKET, option, int(value)).ret < 0) return undefined;
    const { ret, out } = kernel.getsockopt(fd, S.SOL_SOCKET, option, 4);
    return ret < 0 ? undefined : new Int32Array(out.slice(0, 4).buffer)[0];
  };

const MOST = 0x3fff_ffff;
/** What socket(7) has as the minimum, doubled; the kernel's own depends on its version and the machine. */
const DOCUMENTED = { send: 2048, receive: 256 } as const;

/** Undefined where such an option cannot be set. `number` reads a sysctl. */
export function observeBuffers(
  kernel: Kernel,
  number: (path: string) => number | undefined,
): BufferFacts | undefined {
  const range = (
    option: number,
    documented: number,
    sysctl: number | undefined,
  ): readonly [number, number] | undefined =>
    onSocket(kernel, (fd) => {
      const least = toldAfter(option, 0)(kernel, fd);
      const most = sysctl === undefined ? toldAfter(option, MOST)(kernel, fd) : 2 * sysctl;
      if (least === undefined || most === undefined) return undefined;
      return [Math.max(least, documented), most] as const;
    });
  const send = range(S.SO_SNDBUF, DOCUMENTED.send, number('net/core/wmem_max'));
  const receive = range(S.SO_RCVBUF, DOCUMENTED.receive, number('net/core/rmem_max'));
  return send && receive && { send, receive };
}

export const probeForce = (kernel: Kernel): Probe =>
  onSocket(kernel, (fd) =>
    judge(kernel.setsockopt(fd, S.SOL_SOCKET, S.SO_SNDBUFFORCE, int(4096)), {
      what: 'setsockopt SO_SNDBUFFORCE',
      absent: ['ENOPROTOOPT', 'EOPNOTSUPP', 'EINVAL'],
    }),
  ) ?? { state: 'absent', reason: 'there is no socket to set a buffer of' };

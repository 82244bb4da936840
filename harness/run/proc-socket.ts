/** Asks /proc, or SIOCUNIXFILE, about a socket. */

import { errnoName } from '../abi/errno.ts';
import * as F from '../abi/file.ts';
import { SIOCUNIXFILE } from '../abi/socket.ts';
import {
  descriptorInfo,
  type Kernel,
  listedSockets,
  type Result,
  readWhole,
  scmFds,
  UNIX_SOCKETS,
} from '../kernel/index.ts';
import type { Observed } from '../law/operation.ts';

/** Of a connection that nobody has accepted. */
const SS_CONNECTING = 2;
const NO_ARGUMENT = new Uint8Array(8);

const failed = ({ ret, errno }: Result<unknown>): Observed => ({ errno: errnoName(errno), ret });

/** A descriptor of the file to which a socket is bound, and of what kind that is. */
export function unixFile(kernel: Kernel, fd: number): Result<Observed['fields']> {
  const result = kernel.ioctl(fd, SIOCUNIXFILE, NO_ARGUMENT);
  if (result.ret < 0) return { ...result, out: undefined };
  const status = kernel.fcntl(result.ret, F.F_GETFL, 0).ret;
  const cloexec = kernel.fcntl(result.ret, F.F_GETFD, 0).ret & F.FD_CLOEXEC;
  return { ...result, out: { path: (status & F.O_PATH) === 0 ? 0 : 1, cloexec } };
}

/** Its line in /proc/net/unix, found by the number of its inode, and how many of its name wait to be accepted. */
export function listed(kernel: Kernel, fd: number): Observed {
  const stat = kernel.fstat(fd);
  if (stat.ret < 0) return failed(stat);
  const text = readWhole(kernel, UNIX_SOCKETS);
  if (text.ret < 0) return failed(text);
  const sockets = listedSockets(text.out);
  const own = sockets.find(({ ino }) => ino === stat.out.ino);
  if (own === undefined) return { errno: '', ret: 0, fields: { listed: 0 } };
  const { ino: _, ...line } = own;
  const embryos = sockets.filter(
    ({ ino, state, type, name }) =>
      ino === 0 && state === SS_CONNECTING && type === own.type && name === own.name,
  );
  return { errno: '', ret: 0, fields: { listed: 1, ...line, embryos: embryos.length } };
}

export function scmFdsTold(kernel: Kernel, fd: number): Observed {
  const text = readWhole(kernel, descriptorInfo(fd));
  if (text.ret < 0) return failed(text);
  return { errno: '', ret: 0, fields: { scm_fds: scmFds(text.out) ?? 'none' } };
}

/** Probes of what /proc tells of descriptors and sockets, and of SIOCUNIXFILE. */

import { O_CLOEXEC, O_PATH } from '../abi/file.ts';
import * as S from '../abi/socket.ts';
import { buildControl, type Kernel, unnamedAddress } from '../kernel/index.ts';
import {
  descriptorInfo,
  descriptorPath,
  listedSockets,
  readWhole,
  scmFds,
  UNIX_SOCKETS,
} from '../kernel/proc-file.ts';
import { judge, PRESENT } from './attempt.ts';
import type { Facts, Probe } from './facts.ts';

const absent = (reason: string): Probe => ({ state: 'absent', reason });
const STREAM = S.SOCK_STREAM | S.SOCK_CLOEXEC;

/** Makes sockets, looks, and closes them again, whatever comes. */
function withSockets(kernel: Kernel, make: (keep: (fd: number) => number) => Probe): Probe {
  const made: number[] = [];
  try {
    return make((fd) => {
      if (fd >= 0) made.push(fd);
      return fd;
    });
  } finally {
    for (const fd of made) kernel.close(fd);
  }
}

export const probeProcFd = (kernel: Kernel): Probe =>
  withSockets(kernel, (keep) => {
    const fd = keep(kernel.socket(S.AF_UNIX, STREAM, 0).ret);
    const path = descriptorPath(fd);
    const opened = kernel.open(path, O_PATH | O_CLOEXEC, 0);
    return keep(opened.ret) < 0 ? absent(`open of ${path} with O_PATH fails`) : PRESENT;
  });

export const probeUnixFile = (kernel: Kernel): Probe =>
  withSockets(kernel, (keep) => {
    const fd = keep(kernel.socket(S.AF_UNIX, STREAM, 0).ret);
    const asked = kernel.ioctl(fd, S.SIOCUNIXFILE, new Uint8Array(8));
    return judge(asked, {
      what: 'ioctl SIOCUNIXFILE',
      absent: ['ENOTTY', 'EINVAL', 'EOPNOTSUPP', 'ENOSYS', 'EFAULT', 'EBADF'],
      present: ['ENOENT', 'EPERM'],
    });
  });

export const probeListing = (kernel: Kernel): Probe =>
  withSockets(kernel, (keep) => {
    const fd = keep(kernel.socket(S.AF_UNIX, STREAM, 0).ret);
    const [stat, text] = [kernel.fstat(fd), readWhole(kernel, UNIX_SOCKETS)];
    if (stat.ret < 0 || text.ret < 0) return absent(`${UNIX_SOCKETS} cannot be read`);
    return listedSockets(text.out).some(({ ino }) => ino === stat.out.ino)
      ? PRESENT
      : absent(`${UNIX_SOCKETS} does not list a new socket`);
  });

/** One descriptor is sent, and should then be told of. */
function tellsOf(kernel: Kernel, from: number, to: number): Probe {
  const data = Buffer.alloc(4);
  data.writeInt32LE(from);
  const control = buildControl([{ level: S.SOL_SOCKET, type: S.SCM_RIGHTS, data }]);
  const sent = kernel.sendmsg(from, { data: new Uint8Array(1), control }, S.MSG_DONTWAIT);
  const told = scmFds(readWhole(kernel, descriptorInfo(to)).out);
  if (sent.ret < 0) return absent('no descriptor could be sent');
  return told === 1 ? PRESENT : absent(`/proc tells of ${told ?? 'no'} descriptors for one`);
}

export const probeScmFds = (kernel: Kernel): Probe =>
  withSockets(kernel, (keep) => {
    const { ret, out } = kernel.socketpair(S.AF_UNIX, STREAM, 0);
    if (ret < 0) return absent('there is no socketpair');
    return tellsOf(kernel, keep(out[0]), keep(out[1]));
  });

/** A name is taken where the network is our own alone. */
export const probeScmFdsOfListener = (kernel: Kernel, own: Facts['own']): Probe =>
  withSockets(kernel, (keep) => {
    if (!own.network) return absent('the network is the host’s, and no listener is made there');
    const [listener, client] = [0, 1].map(() => keep(kernel.socket(S.AF_UNIX, STREAM, 0).ret));
    if (listener === undefined || client === undefined) return absent('there are no sockets');
    kernel.bind(listener, unnamedAddress());
    kernel.listen(listener, 1);
    const name = kernel.getsockname(listener, 128).out;
    if (kernel.connect(client, name.bytes.slice(0, name.length)).ret < 0)
      return absent('no listener could be reached');
    return tellsOf(kernel, client, listener);
  });

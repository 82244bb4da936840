/** Liars that forget a namespace: ids and pids as others know them, and rights that count somewhere else. */

import { readFileSync } from 'node:fs';
import { ERRNO } from '../abi/errno.ts';
import * as F from '../abi/file.ts';
import * as S from '../abi/socket.ts';
import { buildControl, type Kernel, parseControl } from '../kernel/index.ts';
import { capable, failure, forgiven, isUnix, type Liars, liar, portOf, telling } from './lie.ts';

/** Ranges of this process's user namespace: inside, outside, count. */
function mapOf(which: 'uid' | 'gid'): number[][] {
  const lines = readFileSync(`/proc/self/${which}_map`, 'utf8').trim().split('\n');
  return lines.map((line) => line.trim().split(/\s+/).map(Number));
}

const MAPS = { uid: mapOf('uid'), gid: mapOf('gid') };
/** Whether this process has a user namespace of its own. */
export const isEnclosed = MAPS.uid.some(([inside, outside]) => inside !== outside);
const OVERFLOW = 65_534;

/** An id as the namespace around knows it. */
function untranslated(id: number, which: 'uid' | 'gid'): number {
  for (const [inside = 0, outside = 0, count = 0] of MAPS[which])
    if (id >= inside && id < inside + count) return outside + id - inside;
  return id;
}

/** SO_PEERCRED whose pid, uid and gid are changed. */
function changedPeer(at: 0 | 4 | 8, change: (value: number) => number) {
  return telling('getsockopt', (result, [, level, option]) => {
    if (result.ret < 0 || level !== S.SOL_SOCKET || option !== S.SO_PEERCRED) return result;
    const out = Buffer.from(result.out);
    // Nobody stays nobody.
    if (out.length < 12 || out.readInt32LE(4) === -1) return result;
    out.writeUInt32LE(change(out.readUInt32LE(at)), at);
    return { ...result, out };
  });
}

/** SCM_CREDENTIALS of which one value is changed. */
function changedMessage(at: 0 | 4 | 8, change: (value: number) => number) {
  return telling('recvmsg', (result) => {
    if (result.ret < 0) return result;
    const messages = parseControl(result.out.control).map((message) => {
      if (message.type !== S.SCM_CREDENTIALS || message.data.length < 12) return message;
      const data = Buffer.from(message.data);
      data.writeUInt32LE(change(data.readUInt32LE(at)), at);
      return { ...message, data };
    });
    return { ...result, out: { ...result.out, control: buildControl(messages) } };
  });
}

/** The pid that a process has in the innermost of its namespaces. */
function innermost(pid: number): number {
  if (pid === 0) return 0;
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^NSpid:.*\s(\d+)$/m.exec(status)?.[1] ?? pid);
}

const inside = (): boolean => isEnclosed;
const rootInside = (_: unknown, kernel: Kernel): boolean => isEnclosed && capable(kernel, 'FOWNER');

const PIDS = 'peercred.connect.pids-as-the-asker-knows-them';
const IDS = 'peercred.connect.ids-as-the-asker-maps-them';
const CLAIMS = 'peercred.sendmsg.claims-of-ones-own-namespaces';
const SINGLE = 'peercred.connect.the-single-user-inside-is-us';
const FILES = 'inode.ioctl.the-file-for-whose-network-it-is';
const OWNERS = 'inode.stat.owners-as-the-viewer-maps-them';

export default {
  'peercred-forgets-the-map': liar(
    IDS,
    'SO_PEERCRED tells the uid as the namespace around has it.',
    changedPeer(4, (uid) => untranslated(uid, 'uid')),
  ),
  'peercred-swaps-the-maps': liar(
    IDS,
    'the gid of a peer goes through the map of uids.',
    changedPeer(8, (gid) => {
      const outside = untranslated(gid, 'gid');
      const range = MAPS.uid.find(
        ([, from = 0, count = 0]) => outside >= from && outside < from + count,
      );
      return range === undefined ? OVERFLOW : (range[0] ?? 0) + outside - (range[1] ?? 0);
    }),
  ),
  'peercred-takes-strangers-for-root': liar(
    IDS,
    'a uid that is not mapped is told as 0, not as the overflow uid.',
    changedPeer(4, (uid) => (isEnclosed && uid === OVERFLOW ? 0 : uid)),
  ),
  'peergroups-hides-strangers': liar(
    IDS,
    'SO_PEERGROUPS tells groups that are not mapped as group 0.',
    telling('getsockopt', (result, [, level, option]) => {
      if (result.ret < 0 || level !== S.SOL_SOCKET || option !== S.SO_PEERGROUPS) return result;
      const out = Buffer.from(result.out);
      for (let at = 0; at < out.length; at += 4)
        if (isEnclosed && out.readUInt32LE(at) === OVERFLOW) out.writeUInt32LE(0, at);
      return { ...result, out };
    }),
  ),
  'peercred-tells-the-inner-pid': liar(
    PIDS,
    'a peer in a pid namespace inside is told by the pid that it has there.',
    changedPeer(0, innermost),
  ),
  'peercred-takes-outsiders-for-init': liar(
    PIDS,
    'a peer that the asker’s pid namespace does not know is told as pid 1.',
    changedPeer(0, (pid) => (pid === 0 ? 1 : pid)),
  ),
  'peercred-tells-the-number-around': liar(
    SINGLE,
    'who is the single user of a namespace is told the number that it has around.',
    changedPeer(4, (uid) => untranslated(uid, 'uid')),
  ),
  'recvmsg-forgets-the-map': liar(
    CLAIMS,
    'credentials with messages tell the uid as the namespace around has it.',
    changedMessage(4, (uid) => untranslated(uid, 'uid')),
  ),
  'recvmsg-tells-the-inner-pid': liar(
    CLAIMS,
    'credentials with messages tell the pid that the sender has in its own namespace.',
    changedMessage(0, innermost),
  ),
  'sendmsg-trusts-root-inside': liar(
    CLAIMS,
    'the root of a user namespace claims ids and pids that are not its own to claim.',
    forgiven('sendmsg', 'EPERM', inside),
  ),
  'stat-forgets-the-map': liar(
    OWNERS,
    'stat tells the owner as the namespace around has it.',
    telling('stat', (result) =>
      result.ret < 0
        ? result
        : { ...result, out: { ...result.out, uid: untranslated(result.out.uid, 'uid') } },
    ),
  ),
  'chmod-trusts-root-inside': liar(
    OWNERS,
    'CAP_FOWNER of a user namespace counts for files of anybody.',
    forgiven('chmod', 'EPERM', rootInside),
  ),
  'bind-trusts-root-inside': liar(
    'ports.bind.no-say-in-the-network-around',
    'CAP_NET_BIND_SERVICE of a user namespace counts in the network around.',
    forgiven(
      'bind',
      'EACCES',
      ([, address], kernel) =>
        isEnclosed &&
        !isUnix(address) &&
        portOf(address) < 1024 &&
        capable(kernel, 'NET_BIND_SERVICE'),
    ),
  ),
  'files-of-sockets-for-root-inside': liar(
    FILES,
    'CAP_NET_ADMIN of a user namespace gives the files of sockets of every network.',
    telling('ioctl', (result, [, request], kernel) => {
      const isDenied = request === S.SIOCUNIXFILE && result.errno === ERRNO.EPERM;
      if (!isDenied || !isEnclosed || !capable(kernel, 'NET_ADMIN')) return result;
      return { ...result, ...kernel.open('.', F.O_PATH | F.O_CLOEXEC, 0), out: result.out };
    }),
  ),
  'files-of-sockets-for-none-inside': liar(
    FILES,
    'no user namespace inside gives the files of sockets, not even those of its own network.',
    (kernel) => ({
      ...kernel,
      ioctl: (fd, request, argument) =>
        request === S.SIOCUNIXFILE && isEnclosed
          ? failure(ERRNO.EPERM, argument)
          : kernel.ioctl(fd, request, argument),
    }),
  ),
  'root-inside-forces-buffers': liar(
    'stream.setsockopt.buffers-forced-by-none-inside',
    'CAP_NET_ADMIN of a user namespace forces buffers.',
    forgiven(
      'setsockopt',
      'EPERM',
      ([, level, option], kernel) =>
        isEnclosed &&
        level === S.SOL_SOCKET &&
        [S.SO_SNDBUFFORCE, S.SO_RCVBUFFORCE].includes(option) &&
        capable(kernel, 'NET_ADMIN'),
    ),
  ),
} as const satisfies Liars;

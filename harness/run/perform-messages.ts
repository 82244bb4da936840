/** Performs the calls that send and receive. */

import { ERRNO } from '../abi/errno.ts';
import * as F from '../abi/file.ts';
import * as S from '../abi/socket.ts';
import { FLAGS_BEFORE, type MessageIn, type Result } from '../kernel/index.ts';
import type { Control, Observed, OperationOf, PassedDescriptor } from '../law/operation.ts';
import { payload } from '../law/payload.ts';
import { addressBytes, toldFields } from './address.ts';
import { buildControls, readControls } from './control.ts';
import { ADDRESS_ROOM, nameOf, objectOf, type Performer, plain, type Rows } from './performer.ts';
import { leakedPidfds, nextNumber, toldPidfds } from './pidfd.ts';
import { takeSigpipe } from './signals.ts';

/** Who is not there any more may be told of with a signal, or should not. */
const ENDS: readonly number[] = [ERRNO.EPIPE, ERRNO.ECONNREFUSED, ERRNO.ECONNRESET];

/** For calls that send: what ends them is asked whether it came with a signal. */
function sent(p: Performer, result: Result): Observed {
  if (result.ret >= 0 || !ENDS.includes(result.errno) || !p.keepsSignals) return plain(result);
  return { ...plain(result), fields: { sigpipe: takeSigpipe(p.kernel) } };
}

/** For calls that give bytes. */
function given(result: Result<Uint8Array>): Observed {
  return result.ret < 0 ? plain(result) : { errno: '', ret: result.ret, data: result.out };
}

/** What a receive that failed has left of the header that it was given. */
function leftOf({ flags, isRoomChanged }: MessageIn): Record<string, string> {
  return {
    flags: flags === FLAGS_BEFORE ? 'kept' : 'changed',
    control: isRoomChanged === true ? 'changed' : 'kept',
  };
}

function receiveMessage(p: Performer, op: OperationOf<'recvmsg'>): Observed {
  const { kernel } = p;
  const room = { size: op.size, controlRoom: op.room, nameRoom: op.space ?? ADDRESS_ROOM };
  const from = p.mayBringPidfds ? nextNumber(p.own, p.fd(op.fd)) : -1;
  const result = kernel.recvmsg(p.fd(op.fd), room, op.flags);
  if (result.ret < 0) return { ...plain(result), fields: leftOf(result.out) };
  const keeps = op.keep === undefined ? undefined : op.as.at(-1);
  const as = keeps === undefined ? op.as : op.as.slice(0, -1);
  const { fields, passed } = messageTold(p, result.out, as, op.space, keeps);
  if (from >= 0) fields.leaked = leakedPidfds(p.own, p.fd(op.fd), from, p.isKept);
  return { errno: '', ret: result.ret, data: result.out.data, fields, passed };
}

/** What came with one message; its descriptors go into the slots, and its pidfd into the one that keeps it. */
export function messageTold(
  p: Performer,
  out: MessageIn,
  as: readonly number[],
  space: number | undefined,
  keeps?: number,
): { readonly fields: Record<string, string | number>; readonly passed: PassedDescriptor[] } {
  const { kernel } = p;
  const { fds, rights, pidfds, creds, inq, isLabelled, order } = readControls(out.control);
  const kept = keeps === undefined ? [] : pidfds.filter((fd) => fd >= 0);
  const made = [...fds, ...kept];
  const isLowest = made.length === 0 ? undefined : p.numbers?.takeAscending(made);
  const pidfd = toldPidfds(p.own, pidfds, kept.length > 0);
  for (const one of pidfds) if (!kept.includes(one)) p.numbers?.free(one);
  for (const one of kept) p.keep(keeps, one);
  const passed = fds.map((fd, i) => {
    const stat = kernel.fstat(fd);
    const cloexec = (kernel.fcntl(fd, F.F_GETFD, 0).ret & F.FD_CLOEXEC) !== 0;
    const slot = as[i];
    if (slot === undefined) {
      kernel.close(fd);
      p.numbers?.free(fd);
    } else p.keep(slot, fd);
    return { object: stat.ret < 0 ? nameOf(stat) : objectOf(stat.out), cloexec };
  });
  // Of msg_flags the documents speak of these; Linux echoes MSG_CMSG_CLOEXEC as well.
  const flags = out.flags & (S.MSG_TRUNC | S.MSG_CTRUNC | S.MSG_EOR | S.MSG_OOB);
  return {
    fields: {
      ...{ flags, creds, pidfd, inq, rights },
      ...(order !== undefined && { order }),
      ...(isLabelled && { security: 'told' }),
      ...(isLowest !== undefined && { lowest: isLowest ? 1 : 0 }),
      ...toldFields(out.name, space),
    },
    passed,
  };
}

/** What the descriptors are that are sent. */
export function passedBy(p: Performer, controls: readonly Control[]): PassedDescriptor[] {
  return controls
    .flatMap((message) => (message.kind === 'rights' ? message.slots : []))
    .map((slot) => {
      const stat = p.kernel.fstat(p.fd(slot));
      return { object: stat.ret < 0 ? nameOf(stat) : objectOf(stat.out), cloexec: false };
    });
}

function sendMessage(p: Performer, op: OperationOf<'sendmsg'>): Observed {
  const control = buildControls(op.control, p);
  const passed = passedBy(p, op.control);
  const data = payload(op.tag, 0, op.size);
  const name = op.address && addressBytes(op.address, p);
  return { ...sent(p, p.kernel.sendmsg(p.fd(op.fd), { data, control, name }, op.flags)), passed };
}

/** One row per call, but for those of several messages. */
export const MESSAGES: Rows<
  | 'send'
  | 'recv'
  | 'sendto'
  | 'recvfrom'
  | 'sendmsg'
  | 'recvmsg'
  | 'read'
  | 'write'
  | 'pread'
  | 'pwrite'
> = {
  send: (p, { fd, size, tag, flags, at }) => {
    if (at === 'nowhere') return sent(p, p.kernel.send_nowhere(p.fd(fd), size, flags));
    const data = payload(tag, 0, size);
    if (at !== undefined) return sent(p, p.kernel.send_edge(p.fd(fd), data, at, flags));
    return sent(p, p.kernel.send(p.fd(fd), data, flags));
  },
  recv: (p, { fd, size, flags, at }) => {
    if (at === 'nowhere') return given(p.kernel.recv_nowhere(p.fd(fd), size, flags));
    if (at !== undefined) return given(p.kernel.recv_edge(p.fd(fd), size, at, flags));
    return given(p.kernel.recv(p.fd(fd), size, flags));
  },
  sendto: (p, op) =>
    sent(
      p,
      p.kernel.sendto(
        p.fd(op.fd),
        payload(op.tag, 0, op.size),
        op.flags,
        addressBytes(op.address, p),
      ),
    ),
  recvfrom: (p, op) => {
    const result = p.kernel.recvfrom(p.fd(op.fd), op.size, op.flags, op.space ?? ADDRESS_ROOM);
    if (result.ret < 0) return plain(result);
    return {
      errno: '',
      ret: result.ret,
      data: result.out.data,
      fields: toldFields(result.out.address, op.space),
    };
  },
  sendmsg: sendMessage,
  recvmsg: receiveMessage,
  read: (p, op) => given(p.kernel.read(p.fd(op.fd), op.size)),
  write: (p, op) => sent(p, p.kernel.write(p.fd(op.fd), payload(op.tag, 0, op.size))),
  pread: (p, op) => given(p.kernel.pread(p.fd(op.fd), op.size, op.offset)),
  pwrite: (p, op) => plain(p.kernel.pwrite(p.fd(op.fd), payload(op.tag, 0, op.size), op.offset)),
};

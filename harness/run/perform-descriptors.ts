/** Performs the calls that make descriptors: each tells whether those have the lowest numbers. */

import { errnoName } from '../abi/errno.ts';
import * as F from '../abi/file.ts';
import { AF_UNIX, SO_LINGER, SOL_SOCKET } from '../abi/socket.ts';
import { descriptorPath, type Kernel, type Result } from '../kernel/index.ts';
import type { Observed, OperationOf, SpecialType } from '../law/operation.ts';
import { toldFields } from './address.ts';
import { ADDRESS_ROOM, nameOf, type Performer, plain, type Rows } from './performer.ts';
import { unixFile } from './proc-socket.ts';

/** What most calls that make descriptors tell: whether those have the lowest numbers, if it can be told. */
const MADE: Observed = { errno: '', ret: 0 };
const MADE_LOWEST: Observed = { ...MADE, fields: { lowest: 1 } };
const MADE_HIGHER: Observed = { ...MADE, fields: { lowest: 0 } };

function madeAt(isLowest: boolean | undefined): Observed {
  if (isLowest === undefined) return MADE;
  return isLowest ? MADE_LOWEST : MADE_HIGHER;
}

/** For calls that make one descriptor, whose number is at least so. */
function made(
  p: Performer,
  { as: [slot] }: { readonly as: readonly number[] },
  result: Result<unknown>,
  fields?: Record<string, string | number>,
  least = 0,
): Observed {
  if (result.ret < 0) return { errno: nameOf(result), ret: -1 };
  p.keep(slot, result.ret);
  const isLowest = p.numbers?.take(result.ret, least);
  if (fields === undefined) return madeAt(isLowest);
  if (isLowest !== undefined) fields.lowest = isLowest ? 1 : 0;
  return { errno: '', ret: 0, fields };
}

function madePair(
  p: Performer,
  { as: slots }: OperationOf<'socketpair' | 'pipe2'>,
  result: Result<readonly [number, number]>,
): Observed {
  if (result.ret < 0) return plain(result);
  const [a, b] = result.out;
  p.keep(slots[0], a);
  p.keep(slots[1], b);
  if (p.numbers === undefined || result.ret !== 0) return plain(result);
  // No document says which of the two has the lower one.
  return madeAt(p.numbers.takeBoth(a, b));
}

const FLAG_BITS: Readonly<Record<string, number>> = {
  RDONLY: 0,
  WRONLY: F.O_WRONLY,
  RDWR: F.O_RDWR,
  CREAT: F.O_CREAT,
  EXCL: F.O_EXCL,
  TRUNC: F.O_TRUNC,
  APPEND: F.O_APPEND,
  NONBLOCK: F.O_NONBLOCK,
  DIRECTORY: F.O_DIRECTORY,
  NOFOLLOW: F.O_NOFOLLOW,
  PATH: F.O_PATH,
  CLOEXEC: F.O_CLOEXEC,
  DIRECT: F.O_DIRECT,
  NOATIME: F.O_NOATIME,
};

const openBits = (names: OperationOf<'open'>['flags']): number =>
  names.reduce((sum, flag) => sum | (FLAG_BITS[flag] ?? 0), 0);

function accepted(p: Performer, op: OperationOf<'accept4'>): Observed {
  const result = p.kernel.accept4(p.fd(op.fd), op.flags, op.space ?? ADDRESS_ROOM);
  if (result.ret < 0) return plain(result);
  return made(p, op, result, {
    ...toldFields(result.out, op.space),
    cloexec: p.kernel.fcntl(result.ret, F.F_GETFD, 0).ret & F.FD_CLOEXEC,
    nonblock: (p.kernel.fcntl(result.ret, F.F_GETFL, 0).ret & F.O_NONBLOCK) === 0 ? 0 : 1,
  });
}

/** A connection of TCP ends at once, and so do those that are accepted: no port is held for the next scenario. */
function neverLinger(own: Kernel, fd: number): void {
  own.setsockopt(fd, SOL_SOCKET, SO_LINGER, AT_ONCE);
}

/** A struct linger: on, for no second. */
const AT_ONCE = Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]);

/** One call for each slot; the first that fails is the result. */
function madeSockets(p: Performer, op: OperationOf<'socket'>): Observed {
  let all = MADE;
  for (const slot of op.as) {
    const { ret, errno } = p.kernel.socket(op.domain, op.type, op.protocol);
    if (ret < 0) return { errno: errnoName(errno), ret: -1 };
    if (op.domain !== AF_UNIX) neverLinger(p.own, ret);
    p.keep(slot, ret);
    const one = madeAt(p.numbers?.take(ret));
    if (all !== MADE_HIGHER) all = one;
  }
  return all;
}

const SPECIAL: Readonly<Record<SpecialType, (kernel: Kernel, flags: number) => Result>> = {
  eventfd: (kernel, flags) => kernel.eventfd2(0, flags),
  timerfd: (kernel, flags) => kernel.timerfd_create(flags),
  signalfd: (kernel, flags) => kernel.signalfd4(-1, flags),
  io_uring: (kernel) => kernel.io_uring_setup(1),
};

/** One row per call. */
export const DESCRIPTORS: Rows<
  | 'socket'
  | 'socketpair'
  | 'accept4'
  | 'dup'
  | 'dupfd'
  | 'pipe2'
  | 'epoll_create1'
  | 'memfd_create'
  | 'special'
  | 'open'
  | 'reopen'
  | 'unix_file'
> = {
  socket: madeSockets,
  socketpair: (p, op) =>
    op.at === undefined
      ? madePair(p, op, p.kernel.socketpair(op.domain, op.type, op.protocol))
      : plain(p.kernel.socketpair_nowhere(op.domain, op.type, op.protocol)),
  accept4: accepted,
  dup: (p, op) => made(p, op, p.kernel.dup(p.fd(op.fd))),
  dupfd: (p, op) => {
    const command = op.cloexec === 1 ? F.F_DUPFD_CLOEXEC : F.F_DUPFD;
    const result = p.kernel.fcntl(p.fd(op.fd), command, op.least);
    return made(p, op, result, { reached: result.ret >= op.least ? 1 : 0 }, op.least);
  },
  pipe2: (p, op) => madePair(p, op, p.kernel.pipe2(op.flags)),
  special: (p, op) => made(p, op, SPECIAL[op.type](p.kernel, op.flags)),
  epoll_create1: (p, op) => made(p, op, p.kernel.epoll_create1(op.flags)),
  memfd_create: (p, op) => made(p, op, p.kernel.memfd_create('sockspec', op.flags)),
  open: (p, op) => made(p, op, p.kernel.open(op.path, openBits(op.flags), op.mode)),
  reopen: (p, op) => made(p, op, p.kernel.open(descriptorPath(p.fd(op.fd)), openBits(op.flags), 0)),
  unix_file: (p, op) => {
    const result = unixFile(p.kernel, p.fd(op.fd));
    return made(p, op, result, result.out);
  },
};

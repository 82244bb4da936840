/** Performs one operation with real descriptors and says what was seen, in the words of the law. */

import { ERRNO, errnoName } from '../abi/errno.ts';
import * as F from '../abi/file.ts';
import * as S from '../abi/socket.ts';
import { descriptorPath, type Kernel, type Result, type Stat } from '../kernel/index.ts';
import type { CallName, Observed, Operation, OperationOf } from '../law/operation.ts';
import { payload } from '../law/payload.ts';
import { addressBytes, addressFields, toldFields } from './address.ts';
import { buildControls, readControls } from './control.ts';
import type { Numbers } from './numbers.ts';
import { leakedPidfds, nextNumber, toldPidfds } from './pidfd.ts';
import { listed, scmFdsTold, unixFile } from './proc-socket.ts';
import { takeSigpipe } from './sigpipe.ts';
import { optionBytes, optionFields, optionNumbers } from './socket-option.ts';

/** What performing needs of its actor. */
export interface Performer {
  /** What is tested. */
  readonly kernel: Kernel;
  /** For the harness's own work, which no limit is in the way of. */
  readonly own: Kernel;
  /** Absent while it cannot be told which numbers are free. */
  readonly numbers: Numbers<CallName> | undefined;
  /** The real descriptor of a slot; -1 when the slot holds none. */
  readonly fd: (slot: number) => number;
  /** A new descriptor goes into a slot. */
  readonly keep: (slot: number | undefined, fd: number) => void;
  readonly forget: (slot: number) => void;
  /** Whether this thread keeps SIGPIPE, so that it can be told. */
  readonly keepsSigpipe: boolean;
  /** Pid of an actor. */
  readonly pidOf: (actor: number) => number;
  /** A socket may ask for pidfds: then it is looked for some that nobody is told of. */
  mayBringPidfds: boolean;
  /** Leaves room for so many more descriptors, or any number of them. */
  readonly limit: (room: number | 'any') => void;
}

type Perform<Name extends CallName> = (p: Performer, op: OperationOf<Name>) => Observed;

const ADDRESS_ROOM = 128;

/** The errno's name; '' for success. */
export function nameOf({ ret, errno }: Result<unknown>): string {
  return ret < 0 ? errnoName(errno) : '';
}

/** For calls whose return value says no more than success. */
function plain(result: Result<unknown>): Observed {
  return { errno: nameOf(result), ret: result.ret };
}

/** For calls that send: EPIPE alone is asked whether it came with a signal. */
function sent(p: Performer, result: Result): Observed {
  if (result.ret >= 0 || result.errno !== ERRNO.EPIPE || !p.keepsSigpipe) return plain(result);
  return { ...plain(result), fields: { sigpipe: takeSigpipe(p.kernel) } };
}

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
  { call, as: [slot] }: { readonly call: CallName; readonly as: readonly number[] },
  result: Result<unknown>,
  fields?: Record<string, string | number>,
  least = 0,
): Observed {
  if (result.ret < 0) return { errno: nameOf(result), ret: -1 };
  p.keep(slot, result.ret);
  const isLowest = p.numbers?.take(call, result.ret, least);
  if (fields === undefined) return madeAt(isLowest);
  if (isLowest !== undefined) fields.lowest = isLowest ? 1 : 0;
  return { errno: '', ret: 0, fields };
}

function madePair(
  p: Performer,
  { call, as: slots }: OperationOf<'socketpair' | 'pipe2'>,
  result: Result<readonly [number, number]>,
): Observed {
  if (result.ret < 0) return plain(result);
  const [a, b] = result.out;
  p.keep(slots[0], a);
  p.keep(slots[1], b);
  if (p.numbers === undefined || result.ret !== 0) return plain(result);
  // No document says which of the two has the lower one.
  return madeAt(p.numbers.takeBoth(call, a, b));
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
};

const openBits = (names: OperationOf<'open'>['flags']): number =>
  names.reduce((sum, flag) => sum | (FLAG_BITS[flag] ?? 0), 0);

const TYPE_NAMES = new Map<number, string>([
  [F.S_IFSOCK, 'SOCK'],
  [F.S_IFLNK, 'LNK'],
  [F.S_IFREG, 'REG'],
  [F.S_IFDIR, 'DIR'],
  [F.S_IFIFO, 'FIFO'],
]);

/** Identity of an open object. */
export function objectOf(stat: Stat): string {
  return `${stat.dev}:${stat.ino}`;
}

function stated(result: Result<Stat>): Observed {
  if (result.ret < 0) return plain(result);
  const { mode, uid, gid, nlink, size } = result.out;
  return {
    errno: '',
    ret: 0,
    fields: {
      type: TYPE_NAMES.get(mode & F.S_IFMT) ?? 'other',
      mode: mode & 0o7777,
      uid,
      gid,
      links: nlink,
      size,
      object: objectOf(result.out),
    },
  };
}

function named(
  result: Result<{ readonly bytes: Uint8Array; readonly length: number }>,
  room: number,
): Observed {
  if (result.ret < 0) return plain(result);
  const { length } = result.out;
  return { errno: '', ret: 0, fields: length > room ? { length } : addressFields(result.out) };
}

function setOption(
  p: Performer,
  { fd, option, value, length }: OperationOf<'setsockopt'>,
): Observed {
  if (option === 'SO_PASSPIDFD') p.mayBringPidfds = true;
  const [level, number] = optionNumbers(option);
  return plain(p.kernel.setsockopt(p.fd(fd), level, number, optionBytes(option, value, length)));
}

function getOption(p: Performer, op: OperationOf<'getsockopt'>): Observed {
  const result = p.kernel.getsockopt(p.fd(op.fd), ...optionNumbers(op.option), op.room);
  if (result.ret < 0) return plain(result);
  const fields = optionFields(p.own, op.option, Buffer.from(result.out));
  return { errno: '', ret: 0, fields };
}

const LENGTHS = { SIOCINQ: S.SIOCINQ, SIOCOUTQ: S.SIOCOUTQ } as const;

/** What an ioctl that tells a length has in its int. */
function lengthTold(p: Performer, { fd, request }: OperationOf<'ioctl'>): Observed {
  const result = p.kernel.ioctl(p.fd(fd), LENGTHS[request], new Uint8Array(4));
  if (result.ret < 0) return plain(result);
  return { errno: '', ret: 0, fields: { value: Buffer.from(result.out).readInt32LE(0) } };
}

function receiveMessage(p: Performer, op: OperationOf<'recvmsg'>): Observed {
  const { kernel } = p;
  const room = { size: op.size, controlRoom: op.room, nameRoom: op.space ?? ADDRESS_ROOM };
  const from = p.mayBringPidfds ? nextNumber(p.own, p.fd(op.fd)) : -1;
  const result = kernel.recvmsg(p.fd(op.fd), room, op.flags);
  if (result.ret < 0) return plain(result);
  const { fds, pidfds, creds, order } = readControls(result.out.control);
  const isLowest = fds.length === 0 ? undefined : p.numbers?.takeAscending('recvmsg', fds);
  const pidfd = toldPidfds(p.own, pidfds);
  for (const one of pidfds) p.numbers?.free(one);
  const passed = fds.map((fd, i) => {
    const stat = kernel.fstat(fd);
    const cloexec = (kernel.fcntl(fd, F.F_GETFD, 0).ret & F.FD_CLOEXEC) !== 0;
    const slot = op.as[i];
    if (slot === undefined) {
      kernel.close(fd);
      p.numbers?.free(fd);
    } else p.keep(slot, fd);
    return { object: stat.ret < 0 ? nameOf(stat) : objectOf(stat.out), cloexec };
  });
  // Of msg_flags the documents speak of these; Linux echoes MSG_CMSG_CLOEXEC as well.
  const flags = result.out.flags & (S.MSG_TRUNC | S.MSG_CTRUNC | S.MSG_EOR | S.MSG_OOB);
  return {
    errno: '',
    ret: result.ret,
    data: result.out.data,
    fields: {
      ...{ flags, creds, pidfd, rights: fds.length },
      ...(order !== undefined && { order }),
      ...(from >= 0 && { leaked: leakedPidfds(p.own, p.fd(op.fd), from) }),
      ...(isLowest !== undefined && { lowest: isLowest ? 1 : 0 }),
      ...toldFields(result.out.name, op.space),
    },
    passed,
  };
}

function sendMessage(p: Performer, op: OperationOf<'sendmsg'>): Observed {
  const control = buildControls(op.control, p);
  const passed = op.control
    .flatMap((message) => (message.kind === 'rights' ? message.slots : []))
    .map((slot) => {
      const stat = p.kernel.fstat(p.fd(slot));
      return { object: stat.ret < 0 ? nameOf(stat) : objectOf(stat.out), cloexec: false };
    });
  const data = payload(op.tag, 0, op.size);
  const name = op.address && addressBytes(op.address, p.fd);
  return { ...sent(p, p.kernel.sendmsg(p.fd(op.fd), { data, control, name }, op.flags)), passed };
}

const PORT_START = '/proc/sys/net/ipv4/ip_unprivileged_port_start';

function writePortStart(p: Performer, op: OperationOf<'port_start'>): Observed {
  const file = p.kernel.open(PORT_START, F.O_WRONLY | F.O_CLOEXEC, 0);
  if (file.ret < 0) return plain(file);
  const written = p.kernel.write(file.ret, Buffer.from(`${op.value}\n`));
  p.kernel.close(file.ret);
  return { errno: nameOf(written), ret: written.ret < 0 ? -1 : 0 };
}

const COMMANDS = {
  GETFD: F.F_GETFD,
  SETFD: F.F_SETFD,
  GETFL: F.F_GETFL,
  SETFL: F.F_SETFL,
} as const;
const O_ACCMODE = 3;
const NODE_TYPES = { SOCK: F.S_IFSOCK, FIFO: F.S_IFIFO, REG: F.S_IFREG } as const;

function control(p: Performer, op: OperationOf<'fcntl'>): Observed {
  const result = p.kernel.fcntl(p.fd(op.fd), COMMANDS[op.command], op.argument);
  if (result.ret < 0 || op.command !== 'GETFL') return plain(result);
  return {
    errno: '',
    ret: 0,
    fields: { status: result.ret & (F.O_NONBLOCK | F.O_APPEND), access: result.ret & O_ACCMODE },
  };
}

function accepted(p: Performer, op: OperationOf<'accept4'>): Observed {
  const result = p.kernel.accept4(p.fd(op.fd), op.flags, op.space ?? ADDRESS_ROOM);
  if (result.ret < 0) return plain(result);
  return made(p, op, result, {
    ...toldFields(result.out, op.space),
    cloexec: p.kernel.fcntl(result.ret, F.F_GETFD, 0).ret & F.FD_CLOEXEC,
    nonblock: (p.kernel.fcntl(result.ret, F.F_GETFL, 0).ret & F.O_NONBLOCK) === 0 ? 0 : 1,
  });
}

/** One call for each slot; the first that fails is the result. */
function madeSockets(p: Performer, op: OperationOf<'socket'>): Observed {
  let all = MADE;
  for (const slot of op.as) {
    const { ret, errno } = p.kernel.socket(op.domain, op.type, op.protocol);
    if (ret < 0) return { errno: errnoName(errno), ret: -1 };
    p.keep(slot, ret);
    const one = madeAt(p.numbers?.take(op.call, ret));
    if (all !== MADE_HIGHER) all = one;
  }
  return all;
}

/** One row per call. */
export const PERFORM: { readonly [Name in CallName]: Perform<Name> } = {
  socket: madeSockets,
  socketpair: (p, op) => madePair(p, op, p.kernel.socketpair(op.domain, op.type, op.protocol)),
  bind: (p, op) => plain(p.kernel.bind(p.fd(op.fd), addressBytes(op.address, p.fd))),
  listen: (p, op) => plain(p.kernel.listen(p.fd(op.fd), op.backlog)),
  accept4: accepted,
  connect: (p, op) => plain(p.kernel.connect(p.fd(op.fd), addressBytes(op.address, p.fd))),
  send: (p, op) => sent(p, p.kernel.send(p.fd(op.fd), payload(op.tag, 0, op.size), op.flags)),
  recv: (p, op) => {
    const result = p.kernel.recv(p.fd(op.fd), op.size, op.flags);
    return result.ret < 0 ? plain(result) : { errno: '', ret: result.ret, data: result.out };
  },
  sendto: (p, op) =>
    sent(
      p,
      p.kernel.sendto(
        p.fd(op.fd),
        payload(op.tag, 0, op.size),
        op.flags,
        addressBytes(op.address, p.fd),
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
  read: (p, op) => {
    const result = p.kernel.read(p.fd(op.fd), op.size);
    return result.ret < 0 ? plain(result) : { errno: '', ret: result.ret, data: result.out };
  },
  write: (p, op) => sent(p, p.kernel.write(p.fd(op.fd), payload(op.tag, 0, op.size))),
  shutdown: (p, op) => plain(p.kernel.shutdown(p.fd(op.fd), op.how)),
  close: (p, op) => {
    const fd = p.fd(op.fd);
    const result = p.kernel.close(fd);
    p.numbers?.free(fd);
    p.forget(op.fd);
    return plain(result);
  },
  dup: (p, op) => made(p, op, p.kernel.dup(p.fd(op.fd))),
  dupfd: (p, op) => {
    const command = op.cloexec === 1 ? F.F_DUPFD_CLOEXEC : F.F_DUPFD;
    const result = p.kernel.fcntl(p.fd(op.fd), command, op.least);
    return made(p, op, result, { reached: result.ret >= op.least ? 1 : 0 }, op.least);
  },
  fcntl: control,
  getsockopt: getOption,
  setsockopt: setOption,
  getsockname: (p, op) => named(p.kernel.getsockname(p.fd(op.fd), op.room), op.room),
  getpeername: (p, op) => named(p.kernel.getpeername(p.fd(op.fd), op.room), op.room),
  poll: (p, op) => {
    const result = p.kernel.poll([{ fd: p.fd(op.fd), events: op.events }], op.timeout);
    return { errno: nameOf(result), ret: result.ret, fields: { revents: result.out[0] ?? 0 } };
  },
  ioctl: lengthTold,
  pipe2: (p, op) => madePair(p, op, p.kernel.pipe2(op.flags)),
  memfd_create: (p, op) => made(p, op, p.kernel.memfd_create('sockspec', op.flags)),
  lseek: (p, op) => plain(p.kernel.lseek(p.fd(op.fd), op.offset, F.SEEK_SET)),
  pread: (p, op) => {
    const result = p.kernel.pread(p.fd(op.fd), op.size, op.offset);
    return result.ret < 0 ? plain(result) : { errno: '', ret: result.ret, data: result.out };
  },
  pwrite: (p, op) => plain(p.kernel.pwrite(p.fd(op.fd), payload(op.tag, 0, op.size), op.offset)),
  ftruncate: (p, op) => plain(p.kernel.ftruncate(p.fd(op.fd), op.length)),
  fsync: (p, op) => plain(p.kernel.fsync(p.fd(op.fd))),
  kcmp: (p, op) => {
    const pid = p.kernel.getpid().ret;
    const result = p.kernel.kcmp(pid, pid, F.KCMP_FILE, p.fd(op.fd), p.fd(op.other));
    return result.ret < 0
      ? plain(result)
      : { errno: '', ret: 0, fields: { same: result.ret === 0 ? 1 : 0 } };
  },
  fstat: (p, op) => stated(p.kernel.fstat(p.fd(op.fd))),
  fchmod: (p, op) => plain(p.kernel.fchmod(p.fd(op.fd), op.mode)),
  open: (p, op) => made(p, op, p.kernel.open(op.path, openBits(op.flags), op.mode)),
  reopen: (p, op) => made(p, op, p.kernel.open(descriptorPath(p.fd(op.fd)), openBits(op.flags), 0)),
  unix_file: (p, op) => {
    const result = unixFile(p.kernel, p.fd(op.fd));
    return made(p, op, result, result.out);
  },
  unix_listed: (p, op) => listed(p.kernel, p.fd(op.fd)),
  scm_fds: (p, op) => scmFdsTold(p.kernel, p.fd(op.fd)),
  stat: (p, op) => stated(p.kernel.stat(op.path)),
  lstat: (p, op) => stated(p.kernel.lstat(op.path)),
  unlink: (p, op) => plain(p.kernel.unlink(op.path)),
  rename: (p, op) => plain(p.kernel.rename(op.from, op.to)),
  link: (p, op) => plain(p.kernel.link(op.from, op.to)),
  symlink: (p, op) => plain(p.kernel.symlink(op.target, op.path)),
  mkdir: (p, op) => plain(p.kernel.mkdir(op.path, op.mode)),
  rmdir: (p, op) => plain(p.kernel.rmdir(op.path)),
  mknod: (p, op) => plain(p.kernel.mknod(op.path, NODE_TYPES[op.type] | op.mode, 0)),
  chmod: (p, op) => plain(p.kernel.chmod(op.path, op.mode)),
  chown: (p, op) => plain(p.kernel.chown(op.path, op.uid, op.gid)),
  truncate: (p, op) => plain(p.kernel.truncate(op.path, op.length)),
  umask: (p, op) => plain(p.kernel.umask(op.mask)),
  become: () => {
    throw new Error('become is the executor’s own affair');
  },
  port_start: writePortStart,
  limit: (p, op) => {
    p.limit(op.room);
    return { errno: '', ret: 0 };
  },
};

/** Performs whatever the operation is. */
export function perform(p: Performer, op: Operation): Observed {
  return (PERFORM[op.call] as Perform<CallName>)(p, op as never);
}

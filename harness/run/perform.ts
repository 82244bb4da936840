/** Performs one operation with real descriptors and says what was seen, in the words of the law. */

import { ERRNO } from '../abi/errno.ts';
import * as F from '../abi/file.ts';
import * as S from '../abi/socket.ts';
import type { Result, WrittenAddress } from '../kernel/index.ts';
import { RESTART_SIGNAL } from '../kernel/index.ts';
import type { CallName, Observed, Operation, OperationOf } from '../law/operation.ts';
import { addressBytes, cutFields } from './address.ts';
import { confine } from './confine.ts';
import { register, waitForEvents } from './epoll.ts';
import { DESCRIPTORS } from './perform-descriptors.ts';
import { FILES } from './perform-files.ts';
import { MANY } from './perform-many.ts';
import { MESSAGES } from './perform-messages.ts';
import { ADDRESS_ROOM, type Perform, type Performer, plain, type Rows } from './performer.ts';
import { pidfdTold } from './pidfd.ts';
import { pollMany, pollOne } from './poll.ts';
import { listed, scmFdsTold } from './proc-socket.ts';
import { takeSigurg } from './signals.ts';
import { optionBytes, optionFields, optionNumbers } from './socket-option.ts';
import { writePingGroups, writePortRange, writePortStart, writeSomaxconn } from './sysctl.ts';

function named(result: Result<WrittenAddress>, room: number): Observed {
  if (result.ret < 0) return plain(result);
  const space = room >= ADDRESS_ROOM ? undefined : room;
  return { errno: '', ret: 0, fields: cutFields(result.out, space) };
}

function setOption(p: Performer, op: OperationOf<'setsockopt'>): Observed {
  const { fd, option } = op;
  if (option === 'SO_PASSPIDFD') p.mayBringPidfds = true;
  const [level, number] = optionNumbers(option);
  return plain(p.kernel.setsockopt(p.fd(fd), level, number, optionBytes(op)));
}

/** What a list that did not fit would take. */
function lengthNeeded({ errno, out }: Result<Uint8Array>): Pick<Observed, 'fields'> {
  return errno === ERRNO.ERANGE ? { fields: { length: out.length } } : {};
}

function getOption(p: Performer, op: OperationOf<'getsockopt'>): Observed {
  const result = p.kernel.getsockopt(p.fd(op.fd), ...optionNumbers(op.option), op.room);
  if (result.ret < 0) return { ...plain(result), ...lengthNeeded(result) };
  const out = Buffer.from(result.out);
  const fields = optionFields(p.own, op.option, out);
  if (op.option === 'SO_PEERPIDFD' && out.length >= 4)
    Object.assign(fields, keepPidfd(p, op, out.readInt32LE(0)));
  return { errno: '', ret: 0, fields };
}

/** A pidfd stays where it is to fill a slot. */
function keepPidfd(
  p: Performer,
  { as }: OperationOf<'getsockopt'>,
  fd: number,
): Record<string, number> {
  const isLowest = p.numbers?.take(fd);
  if (as !== undefined) p.keep(as[0], fd);
  else {
    p.own.close(fd);
    p.numbers?.free(fd);
  }
  return isLowest === undefined ? {} : { lowest: isLowest ? 1 : 0 };
}

const REQUESTS = { SIOCINQ: S.SIOCINQ, SIOCOUTQ: S.SIOCOUTQ, SIOCATMARK: S.SIOCATMARK } as const;

/** What an ioctl that tells of a queue has in its int. */
function queueTold(p: Performer, { fd, request }: OperationOf<'ioctl'>): Observed {
  const result = p.kernel.ioctl(p.fd(fd), REQUESTS[request], new Uint8Array(4));
  if (result.ret < 0) return plain(result);
  return { errno: '', ret: 0, fields: { value: Buffer.from(result.out).readInt32LE(0) } };
}

const COMMANDS = {
  GETFD: F.F_GETFD,
  SETFD: F.F_SETFD,
  GETFL: F.F_GETFL,
  SETFL: F.F_SETFL,
  GETOWN: F.F_GETOWN,
} as const;
const O_ACCMODE = 3;
/** The owner is a thread; in headers it is a word of an enum. */
const F_OWNER_TID = 0;
/** Told one by one. */
const TOLD_FLAGS = O_ACCMODE | F.O_NONBLOCK | F.O_APPEND | F.O_PATH;

function control(p: Performer, op: OperationOf<'fcntl'>): Observed {
  if (op.command === 'SETOWN') {
    const owner = op.argument === 0 ? 0 : p.own.gettid().ret;
    return plain(p.kernel.fcntl_owner(p.fd(op.fd), F.F_SETOWN_EX, F_OWNER_TID, owner));
  }
  const result = p.kernel.fcntl(p.fd(op.fd), COMMANDS[op.command], op.argument);
  if (result.ret < 0 || op.command !== 'GETFL') return plain(result);
  return {
    errno: '',
    ret: 0,
    fields: {
      status: result.ret & (F.O_NONBLOCK | F.O_APPEND),
      access: result.ret & O_ACCMODE,
      path: (result.ret & F.O_PATH) === 0 ? 0 : 1,
      others: result.ret & ~TOLD_FLAGS,
    },
  };
}

/** What the executor does to itself. */
const itself = (_: Performer, { call }: Operation): never => {
  throw new Error(`${call} is the executor’s own affair`);
};

/** One row per call. */
export const PERFORM: Rows<CallName> = {
  ...DESCRIPTORS,
  ...MESSAGES,
  ...MANY,
  ...FILES,
  bind: (p, op) => plain(p.kernel.bind(p.fd(op.fd), addressBytes(op.address, p), op.length)),
  listen: (p, op) => plain(p.kernel.listen(p.fd(op.fd), op.backlog)),
  connect: (p, op) => plain(p.kernel.connect(p.fd(op.fd), addressBytes(op.address, p), op.length)),
  shutdown: (p, op) => plain(p.kernel.shutdown(p.fd(op.fd), op.how)),
  close: (p, op) => {
    const fd = p.fd(op.fd);
    const result = p.kernel.close(fd);
    p.numbers?.free(fd);
    p.forget(op.fd);
    return plain(result);
  },
  fcntl: control,
  getsockopt: getOption,
  setsockopt: setOption,
  getsockname: (p, { fd, room, at }) =>
    at === undefined
      ? named(p.kernel.getsockname(p.fd(fd), room), room)
      : named(p.kernel.getsockname_nowhere(p.fd(fd), room), room),
  getpeername: (p, { fd, room, at }) =>
    at === undefined
      ? named(p.kernel.getpeername(p.fd(fd), room), room)
      : named(p.kernel.getpeername_nowhere(p.fd(fd), room), room),
  poll: pollOne,
  poll_many: pollMany,
  epoll_ctl: register,
  epoll_wait: waitForEvents,
  ioctl: queueTold,
  kcmp: (p, op) => {
    const pid = p.kernel.getpid().ret;
    const result = p.kernel.kcmp(pid, pid, F.KCMP_FILE, p.fd(op.fd), p.fd(op.other));
    return result.ret < 0
      ? plain(result)
      : { errno: '', ret: 0, fields: { same: result.ret === 0 ? 1 : 0 } };
  },
  unix_listed: (p, op) => listed(p.kernel, p.fd(op.fd)),
  pidfd_info: (p, op) => pidfdTold(p.kernel, p.fd(op.fd)),
  scm_fds: (p, op) => scmFdsTold(p.kernel, p.fd(op.fd)),
  sigurg: (p) => {
    const fields = p.keepsSignals ? { pending: takeSigurg(p.kernel) } : {};
    return { errno: '', ret: 0, fields };
  },
  nudge: (p, op) => {
    const pid = p.pidOf(op.actor);
    return plain(p.own.tgkill(pid, pid, RESTART_SIGNAL));
  },
  confine: (p, op) => plain(confine(p.kernel, p.own, op)),
  become: itself,
  fsids: itself,
  network: itself,
  mounts: itself,
  chroot: itself,
  exit: itself,
  port_start: writePortStart,
  port_range: writePortRange,
  somaxconn: writeSomaxconn,
  ping_groups: writePingGroups,
  flights: (p, op) => {
    p.flights(op.most);
    return { errno: '', ret: 0 };
  },
  limit: (p, op) => {
    p.limit(op.room);
    return { errno: '', ret: 0 };
  },
};

/** Performs whatever the operation is. */
export function perform(p: Performer, op: Operation): Observed {
  return (PERFORM[op.call] as Perform<CallName>)(p, op as never);
}

/** Performs one operation with real descriptors and says what was seen, in the words of the law. */

import * as F from '../abi/file.ts';
import * as S from '../abi/socket.ts';
import { type Result, readWhole, type WrittenAddress } from '../kernel/index.ts';
import type { CallName, Observed, Operation, OperationOf } from '../law/operation.ts';
import { addressBytes, cutFields } from './address.ts';
import { DESCRIPTORS } from './perform-descriptors.ts';
import { FILES } from './perform-files.ts';
import { MESSAGES } from './perform-messages.ts';
import {
  ADDRESS_ROOM,
  nameOf,
  type Perform,
  type Performer,
  plain,
  type Rows,
} from './performer.ts';
import { listed, scmFdsTold } from './proc-socket.ts';
import { optionBytes, optionFields, optionNumbers } from './socket-option.ts';

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

function getOption(p: Performer, op: OperationOf<'getsockopt'>): Observed {
  const result = p.kernel.getsockopt(p.fd(op.fd), ...optionNumbers(op.option), op.room);
  if (result.ret < 0) return plain(result);
  const fields = optionFields(p.own, op.option, Buffer.from(result.out));
  return { errno: '', ret: 0, fields };
}

const REQUESTS = { SIOCINQ: S.SIOCINQ, SIOCOUTQ: S.SIOCOUTQ, SIOCATMARK: S.SIOCATMARK } as const;

/** What an ioctl that tells of a queue has in its int. */
function queueTold(p: Performer, { fd, request }: OperationOf<'ioctl'>): Observed {
  const result = p.kernel.ioctl(p.fd(fd), REQUESTS[request], new Uint8Array(4));
  if (result.ret < 0) return plain(result);
  return { errno: '', ret: 0, fields: { value: Buffer.from(result.out).readInt32LE(0) } };
}

const PORT_START = '/proc/sys/net/ipv4/ip_unprivileged_port_start';

function writePortStart(p: Performer, op: OperationOf<'port_start'>): Observed {
  const file = p.kernel.open(PORT_START, F.O_WRONLY | F.O_CLOEXEC, 0);
  if (file.ret < 0) return plain(file);
  const written = p.kernel.write(file.ret, Buffer.from(`${op.value}\n`));
  p.kernel.close(file.ret);
  const shown = Number(readWhole(p.kernel, PORT_START).out);
  return { errno: nameOf(written), ret: written.ret < 0 ? -1 : 0, fields: { shown } };
}

const COMMANDS = {
  GETFD: F.F_GETFD,
  SETFD: F.F_SETFD,
  GETFL: F.F_GETFL,
  SETFL: F.F_SETFL,
} as const;
const O_ACCMODE = 3;

function control(p: Performer, op: OperationOf<'fcntl'>): Observed {
  const result = p.kernel.fcntl(p.fd(op.fd), COMMANDS[op.command], op.argument);
  if (result.ret < 0 || op.command !== 'GETFL') return plain(result);
  return {
    errno: '',
    ret: 0,
    fields: {
      status: result.ret & (F.O_NONBLOCK | F.O_APPEND),
      access: result.ret & O_ACCMODE,
      path: (result.ret & F.O_PATH) === 0 ? 0 : 1,
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
  getsockname: (p, op) => named(p.kernel.getsockname(p.fd(op.fd), op.room), op.room),
  getpeername: (p, op) => named(p.kernel.getpeername(p.fd(op.fd), op.room), op.room),
  poll: (p, op) => {
    const begun = performance.now();
    const result = p.kernel.poll([{ fd: p.fd(op.fd), events: op.events }], op.timeout);
    const ranOut = op.timeout > 0 && result.ret === 0;
    const fields = {
      revents: result.out[0] ?? 0,
      ...(ranOut && { waited: Math.round(performance.now() - begun) }),
    };
    return { errno: nameOf(result), ret: result.ret, fields };
  },
  ioctl: queueTold,
  kcmp: (p, op) => {
    const pid = p.kernel.getpid().ret;
    const result = p.kernel.kcmp(pid, pid, F.KCMP_FILE, p.fd(op.fd), p.fd(op.other));
    return result.ret < 0
      ? plain(result)
      : { errno: '', ret: 0, fields: { same: result.ret === 0 ? 1 : 0 } };
  },
  unix_listed: (p, op) => listed(p.kernel, p.fd(op.fd)),
  scm_fds: (p, op) => scmFdsTold(p.kernel, p.fd(op.fd)),
  become: itself,
  network: itself,
  exit: itself,
  port_start: writePortStart,
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

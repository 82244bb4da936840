/**
 * Calls of executed scenarios in C, straight down. Descriptors stand in an array under the numbers that they had; every result
 * is compared with the one that was seen.
 */

import { F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD } from '../abi/file.ts';
import { SO_PEERPIDFD } from '../abi/socket.ts';
import type { Kernel, MessageOut, MessageRoom, PollEntry } from '../kernel/index.ts';
import { recvmmsg, sendmmsg } from './c-many-messages.ts';
import {
  bytes,
  control,
  fd,
  INT,
  made,
  madePair,
  pidfdIn,
  receivedFds,
  same,
  text,
} from './c-words.ts';
import type { LoggedCall } from './logged-kernel.ts';

/** Bytes of the payload that is sent: which ones, the kernel does not care. */
export const POOL = 1 << 20;
/** The call in C, given what was logged; undefined when it cannot be said. */
type Row<Name extends keyof Kernel> = (
  given: Parameters<Kernel[Name]>,
  call: LoggedCall,
) => string | undefined;

function sendmsg(
  [to, message, flags]: [number, MessageOut, number],
  call: LoggedCall,
): string | undefined {
  const { data, control: extra = new Uint8Array(0), name = new Uint8Array(0) } = message;
  const made = extra.length === 0 ? 'unsigned char *c = 0;' : control(extra);
  const named = name.length === 0 ? '' : ` to(${bytes(name)}, ${name.length});`;
  return `{ ${made} message(${data.length}, c, ${extra.length});${named} ${same(`sendmsg(${fd(to)}, &msg, ${flags})`, call)}; }`;
}

function recvmsg(
  [from, room, flags]: [number, MessageRoom, number],
  call: LoggedCall,
): string | undefined {
  const fds = call.ret < 0 ? [] : receivedFds((call.out as { control: Uint8Array }).control);
  const kept = fds.length === 0 ? '' : ` land((int[]){${fds.join(',')}}, ${fds.length});`;
  const at = room.controlRoom === 0 ? '0' : 'room';
  const named = room.nameRoom === 0 ? '' : ` to(name, ${room.nameRoom});`;
  return `message(${room.size}, ${at}, ${room.controlRoom});${named} ${same(`recvmsg(${fd(from)}, &msg, ${flags})`, call)};${kept}`;
}

const AT = 'AT_FDCWD';
const NOWHERE = '(void *)8';
const STATX = 'STATX_BASIC_STATS, &status';

/** One row for each call that has a place here. */
const ROWS: { readonly [Name in keyof Kernel]?: Row<Name> } = {
  socket: ([a, b, c], call) => made(`socket(${a}, ${b}, ${c})`, call),
  socketpair: ([a, b, c], call) => madePair(`socketpair(${a}, ${b}, ${c}, pair)`, call),
  socketpair_nowhere: ([a, b, c], call) => same(`socketpair(${a}, ${b}, ${c}, ${NOWHERE})`, call),
  bind: ([n, to, length = to.length], call) =>
    same(`bind(${fd(n)}, (void *)${bytes(to)}, ${length})`, call),
  connect: ([n, to], call) => same(`connect(${fd(n)}, (void *)${bytes(to)}, ${to.length})`, call),
  listen: ([n, backlog], call) => same(`listen(${fd(n)}, ${backlog})`, call),
  accept4: ([n, flags, room], call) =>
    made(`accept4(${fd(n)}, name, (len = ${room}, &len), ${flags})`, call),
  send: ([n, data, flags], call) =>
    data.length > POOL ? undefined : same(`send(${fd(n)}, pool, ${data.length}, ${flags})`, call),
  send_nowhere: ([n, size, flags], call) =>
    same(`send(${fd(n)}, ${NOWHERE}, ${size}, ${flags})`, call),
  sendto: ([n, data, flags, to], call) =>
    same(
      `sendto(${fd(n)}, pool, ${data.length}, ${flags}, (void *)${bytes(to)}, ${to.length})`,
      call,
    ),
  recv: ([n, size, flags], call) =>
    size > POOL ? undefined : same(`recv(${fd(n)}, into, ${size}, ${flags})`, call),
  recv_nowhere: ([n, size, flags], call) =>
    same(`recv(${fd(n)}, ${NOWHERE}, ${size}, ${flags})`, call),
  send_edge: ([n, data, , flags], call) =>
    same(`send(${fd(n)}, ${call.ret < 0 ? NOWHERE : 'pool'}, ${data.length}, ${flags})`, call),
  recv_edge: ([n, size, , flags], call) =>
    call.ret < 0
      ? same(`recv(${fd(n)}, ${NOWHERE}, ${size}, ${flags})`, call)
      : same(`recv(${fd(n)}, into, ${call.ret}, ${flags})`, call),
  recvfrom: ([n, size, flags, room], call) =>
    same(`recvfrom(${fd(n)}, into, ${size}, ${flags}, name, (len = ${room}, &len))`, call),
  sendmsg,
  recvmsg,
  sendmmsg,
  recvmmsg,
  read: ([n, size], call) => same(`read(${fd(n)}, into, ${size})`, call),
  write: ([n, data], call) => same(`write(${fd(n)}, pool, ${data.length})`, call),
  shutdown: ([n, how], call) => same(`shutdown(${fd(n)}, ${how})`, call),
  close: ([n], call) => same(`close(${fd(n)})`, call),
  dup: ([n], call) => made(`dup(${fd(n)})`, call),
  fcntl: ([n, command, argument], call) => {
    // Which numbers are free is another matter in each process.
    if (command === F_GETFD && call.ret < 0) return `(void)fcntl(${fd(n)}, ${command})`;
    const duplicates = command === F_DUPFD || command === F_DUPFD_CLOEXEC;
    return (duplicates ? made : same)(`fcntl(${fd(n)}, ${command}, ${argument})`, call);
  },
  getsockopt: ([n, level, option, room], call) => {
    const asked = `getsockopt(${fd(n)}, ${level}, ${option}, into, (len = ${room}, &len))`;
    const isPidfd = option === SO_PEERPIDFD && call.ret === 0 && room >= INT;
    const kept = isPidfd ? `; f[${pidfdIn(call)}] = *(int *)into` : '';
    return `${same(asked, call)}${kept}`;
  },
  setsockopt: ([n, level, option, value], call) =>
    same(`setsockopt(${fd(n)}, ${level}, ${option}, ${bytes(value)}, ${value.length})`, call),
  getsockname: ([n, room], call) =>
    same(`getsockname(${fd(n)}, name, (len = ${room}, &len))`, call),
  getsockname_nowhere: ([n, room], call) =>
    same(`getsockname(${fd(n)}, ${NOWHERE}, (len = ${room}, &len))`, call),
  getpeername: ([n, room], call) =>
    same(`getpeername(${fd(n)}, name, (len = ${room}, &len))`, call),
  getpeername_nowhere: ([n, room], call) =>
    same(`getpeername(${fd(n)}, ${NOWHERE}, (len = ${room}, &len))`, call),
  poll: ([entries, timeout], call) => polled(entries, timeout, call),
  epoll_create1: ([flags], call) => made(`epoll_create1(${flags})`, call),
  epoll_ctl: ([n, command, other, event], call) => {
    const given = event && `{${event.events}u, {.u64 = ${event.data}ull}}`;
    const at = given === undefined ? '0' : `(&(struct epoll_event)${given})`;
    return same(`epoll_ctl(${fd(n)}, ${command}, ${fd(other)}, ${at})`, call);
  },
  epoll_pwait: ([n, room, timeout], call) =>
    timeout >= WAITS_MS
      ? undefined
      : same(`epoll_wait(${fd(n)}, (void *)into, ${room}, ${timeout})`, call),
  ioctl: ([n, request], call) => same(`syscall(SYS_ioctl, ${fd(n)}, ${request}, into)`, call),
  pipe2: ([flags], call) => madePair(`pipe2(pair, ${flags})`, call),
  memfd_create: ([name, flags], call) => made(`memfd_create(${text(name)}, ${flags})`, call),
  lseek: ([n, offset, whence], call) => same(`lseek(${fd(n)}, ${offset}, ${whence})`, call),
  fstat: ([n], call) => same(`statx(${fd(n)}, "", AT_EMPTY_PATH, ${STATX})`, call),
  stat: ([path], call) => same(`statx(${AT}, ${text(path)}, 0, ${STATX})`, call),
  lstat: ([path], call) => same(`statx(${AT}, ${text(path)}, AT_SYMLINK_NOFOLLOW, ${STATX})`, call),
  unlink: ([path], call) => same(`unlinkat(${AT}, ${text(path)}, 0)`, call),
  fchown: ([n, uid, gid], call) => same(`fchown(${fd(n)}, ${uid}, ${gid})`, call),
  fchmod: ([n, mode], call) => same(`fchmod(${fd(n)}, ${mode})`, call),
  fsync: ([n], call) => same(`fsync(${fd(n)})`, call),
  ftruncate: ([n, length], call) => same(`ftruncate(${fd(n)}, ${length})`, call),
  pread: ([n, size, offset], call) => same(`pread(${fd(n)}, into, ${size}, ${offset})`, call),
  pwrite: ([n, data, offset], call) =>
    same(`pwrite(${fd(n)}, pool, ${data.length}, ${offset})`, call),
  open: ([path, flags, mode], call) =>
    isOfProc(path) ? undefined : made(`open(${text(path)}, ${flags}, ${mode})`, call),
  mkdir: ([path, mode], call) => same(`mkdir(${text(path)}, ${mode})`, call),
  chdir: ([path], call) => (isOfProc(path) ? undefined : same(`chdir(${text(path)})`, call)),
  rmdir: ([path], call) => same(`rmdir(${text(path)})`, call),
  symlink: ([target, path], call) => same(`symlink(${text(target)}, ${text(path)})`, call),
  link: ([from, to], call) => same(`link(${text(from)}, ${text(to)})`, call),
  rename: ([from, to], call) => same(`rename(${text(from)}, ${text(to)})`, call),
  chmod: ([path, mode], call) => same(`chmod(${text(path)}, ${mode})`, call),
  umask: ([mask], call) => same(`umask(${mask})`, call),
  kcmp: ([, , type, a, b], call) =>
    // The order of two objects is another for each boot; that they differ is not.
    call.ret > 0
      ? `syscall(SYS_kcmp, pid, pid, ${type}, ${fd(a)}, ${fd(b)})`
      : same(`syscall(SYS_kcmp, pid, pid, ${type}, ${fd(a)}, ${fd(b)})`, call),
  getpid: () => 'syscall(SYS_getpid)',
  rt_sigtimedwait: (_, call) => same('sigtimedwait(&broken, 0, &at_once)', call),
};

/** A name there has a number in it that is another in the C program. */
function isOfProc(path: string): boolean {
  return path.startsWith('/proc/');
}

/** A wait of the harness for the kernel's collector: it would drown what is measured. */
const WAITS_MS = 100;

function polled(
  entries: readonly PollEntry[],
  timeout: number,
  call: LoggedCall,
): string | undefined {
  if (timeout >= WAITS_MS) return undefined;
  const each = entries.map(({ fd: n, events }) => `{${fd(n)}, (short)${events & 0xffff}, 0}`);
  const polling = each.length === 0 ? '0' : `(struct pollfd[]){${each.join(', ')}}`;
  return same(`poll(${polling}, ${each.length}, ${timeout})`, call);
}

/** The statements of one scenario; undefined when a call has no row. */
export function printCalls(calls: readonly LoggedCall[]): string[] | undefined {
  const lines: string[] = [];
  for (const call of calls) {
    const row = ROWS[call.name] as Row<keyof Kernel> | undefined;
    const line = row?.(call.given as Parameters<Kernel[keyof Kernel]>, call);
    if (line === undefined) return undefined;
    lines.push(`${line};`);
  }
  return lines;
}

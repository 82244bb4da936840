/**
 * The syscall table through which every call of sockspec goes: the seam that `--subject` wraps.
 *
 * A kernel is a plain object of functions that do not use `this`, so that a wrapper may write
 * `{ ...kernel, bind: (fd, address) => … }`. Each call is named as the kernel names it and makes exactly
 * one system call. It never throws for an error of the kernel.
 */

/** What one system call returned. */
export interface Result<Out = undefined> {
  /** The return value; -1 when the call failed. */
  readonly ret: number;
  /** 0 when the call succeeded, else the positive errno number (see `harness/abi/errno.ts`). */
  readonly errno: number;
  /** What the kernel left in the out parameters, also when the call failed. */
  readonly out: Out;
}

/** A socket address as the kernel wrote it. */
export interface WrittenAddress {
  /** The bytes written: at most the room that was given. Empty when nothing was written. */
  readonly bytes: Uint8Array;
  /** The length the kernel reported, which may exceed the room. */
  readonly length: number;
  /** Bytes behind the address, or behind the room for it, were written, too. */
  readonly spilled?: boolean;
}

export interface MessageOut {
  /** Payload bytes, one buffer. */
  readonly data: Uint8Array;
  /** `msg_control`, built by `buildControl`; absent means no control buffer at all. */
  readonly control?: Uint8Array | undefined;
  /** `msg_name`. */
  readonly name?: Uint8Array | undefined;
}

export interface MessageRoom {
  /** Bytes of payload room. */
  readonly size: number;
  /** Bytes of control room (`msg_controllen`); 0 means a null control pointer. */
  readonly controlRoom: number;
  /** Bytes of address room (`msg_namelen`); 0 means a null name pointer. */
  readonly nameRoom: number;
}

/** What is in `msg_flags` before a receive: whatever could be told, and a bit that means nothing. */
export const FLAGS_BEFORE = 0x0100_00a9;

export interface MessageIn {
  readonly data: Uint8Array;
  /** The control bytes the kernel wrote (`msg_controllen` long), read by `parseControl`. */
  readonly control: Uint8Array;
  /** `msg_flags` afterwards; `FLAGS_BEFORE` where the kernel left them. */
  readonly flags: number;
  /** The call failed, and `msg_controllen` is not what it was before. */
  readonly isRoomChanged?: boolean;
  readonly name: WrittenAddress;
}

/** One of several messages: msg_len besides. */
export interface CountedMessage extends MessageIn {
  readonly length: number;
}

/** What `statx(2)` tells of a file; the struct has one layout on every architecture. */
export interface Stat {
  readonly dev: string;
  readonly ino: number;
  readonly mode: number;
  readonly nlink: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
}

export interface PollEntry {
  readonly fd: number;
  readonly events: number;
}

/** A struct epoll_event. */
export interface EpollEvent {
  readonly events: number;
  readonly data: bigint;
}

export interface CapabilitySets {
  readonly effective: bigint;
  readonly permitted: bigint;
  readonly inheritable: bigint;
}

/** Calls whose buffer, address or pair is where no memory is: whatever else is given, nothing can be written there or read. */
export interface Nowhere {
  socketpair_nowhere(domain: number, type: number, protocol: number): Result;
  send_nowhere(fd: number, size: number, flags: number): Result;
  recv_nowhere(fd: number, size: number, flags: number): Result<Uint8Array>;
  getsockname_nowhere(fd: number, room: number): Result<WrittenAddress>;
  getpeername_nowhere(fd: number, room: number): Result<WrittenAddress>;
}

/** Calls whose buffer has only so many of its first bytes in memory; behind those there is none. */
export interface Edges {
  send_edge(fd: number, data: Uint8Array, inside: number, flags: number): Result;
  recv_edge(fd: number, size: number, inside: number, flags: number): Result<Uint8Array>;
}

export interface Kernel extends Nowhere, Edges {
  socket(domain: number, type: number, protocol: number): Result;
  socketpair(domain: number, type: number, protocol: number): Result<readonly [number, number]>;
  /** `length` is the addrlen given to the kernel; the address's own length unless told. */
  bind(fd: number, address: Uint8Array, length?: number): Result;
  listen(fd: number, backlog: number): Result;
  /** `room` is the address room in bytes, 0 for a null pointer. */
  accept4(fd: number, flags: number, room: number): Result<WrittenAddress>;
  connect(fd: number, address: Uint8Array, length?: number): Result;
  send(fd: number, data: Uint8Array, flags: number): Result;
  recv(fd: number, size: number, flags: number): Result<Uint8Array>;
  sendto(fd: number, data: Uint8Array, flags: number, address: Uint8Array): Result;
  recvfrom(
    fd: number,
    size: number,
    flags: number,
    room: number,
  ): Result<{ readonly data: Uint8Array; readonly address: WrittenAddress }>;
  sendmsg(fd: number, message: MessageOut, flags: number): Result;
  recvmsg(fd: number, room: MessageRoom, flags: number): Result<MessageIn>;
  /** `out` holds msg_len of each message. */
  sendmmsg(fd: number, messages: readonly MessageOut[], flags: number): Result<readonly number[]>;
  /** `time` is a struct timespec; null for none. `out` holds the messages that came. */
  recvmmsg(
    fd: number,
    rooms: readonly MessageRoom[],
    flags: number,
    time: readonly [seconds: number, nanoseconds: number] | null,
  ): Result<readonly CountedMessage[]>;
  read(fd: number, size: number): Result<Uint8Array>;
  write(fd: number, data: Uint8Array): Result;
  lseek(fd: number, offset: number, whence: number): Result;
  pread(fd: number, size: number, offset: number): Result<Uint8Array>;
  pwrite(fd: number, data: Uint8Array, offset: number): Result;
  ftruncate(fd: number, length: number): Result;
  fsync(fd: number): Result;
  /** A private mapping from the beginning, to be read; `ret` is its address. */
  mmap(fd: number, length: number): Result;
  munmap(address: number, length: number): Result;
  shutdown(fd: number, how: number): Result;
  close(fd: number): Result;
  dup(fd: number): Result;
  fcntl(fd: number, command: number, argument: number): Result;
  /** fcntl with a struct f_owner_ex. */
  fcntl_owner(fd: number, command: number, type: number, pid: number): Result;
  /** `out` holds the bytes written; its length is the optlen the kernel reported, also when the call failed. */
  getsockopt(fd: number, level: number, option: number, room: number): Result<Uint8Array>;
  setsockopt(fd: number, level: number, option: number, value: Uint8Array): Result;
  getsockname(fd: number, room: number): Result<WrittenAddress>;
  getpeername(fd: number, room: number): Result<WrittenAddress>;
  /** `out` holds revents in the order of the entries; timeout in milliseconds. */
  poll(entries: readonly PollEntry[], timeout: number): Result<readonly number[]>;
  epoll_create1(flags: number): Result;
  /** Without an event it is a null pointer. */
  epoll_ctl(epfd: number, command: number, fd: number, event: EpollEvent | undefined): Result;
  /** With the mask as it is; room for so many events. */
  epoll_pwait(epfd: number, room: number, timeout: number): Result<readonly EpollEvent[]>;
  /** `argument` is an in-and-out buffer. */
  ioctl(fd: number, request: number, argument: Uint8Array): Result<Uint8Array>;
  pipe2(flags: number): Result<readonly [number, number]>;
  memfd_create(name: string, flags: number): Result;
  eventfd2(count: number, flags: number): Result;
  /** Of CLOCK_MONOTONIC. */
  timerfd_create(flags: number): Result;
  /** Of no signal. */
  signalfd4(fd: number, flags: number): Result;
  io_uring_setup(entries: number): Result;
  /** Paths are latin1 strings: one character is one byte. */
  open(path: string, flags: number, mode: number): Result;
  stat(path: string): Result<Stat>;
  lstat(path: string): Result<Stat>;
  fstat(fd: number): Result<Stat>;
  unlink(path: string): Result;
  rename(from: string, to: string): Result;
  link(from: string, to: string): Result;
  symlink(target: string, path: string): Result;
  mkdir(path: string, mode: number): Result;
  rmdir(path: string): Result;
  mknod(path: string, mode: number, device: number): Result;
  chmod(path: string, mode: number): Result;
  fchmod(fd: number, mode: number): Result;
  chown(path: string, uid: number, gid: number): Result;
  fchown(fd: number, uid: number, gid: number): Result;
  /** `out` is f_type. */
  fstatfs(fd: number): Result<number>;
  truncate(path: string, length: number): Result;
  chdir(path: string): Result;
  chroot(path: string): Result;
  /** With its path as the only argument, and no environment. Only for what cannot be executed: else nothing returns. */
  execve(path: string): Result;
  umask(mask: number): Result;
  /** 0 equal, 1 or 2 an order, 3 unequal without order. */
  kcmp(pid1: number, pid2: number, type: number, index1: number, index2: number): Result;
  getpid(): Result;
  gettid(): Result;
  pidfd_open(pid: number, flags: number): Result;
  /** Waits for a child; the pid, or 0 where WNOHANG is asked and it has not ended. */
  wait4(pid: number, options: number): Result;
  kill(pid: number, signal: number): Result;
  tgkill(tgid: number, tid: number, signal: number): Result;
  /** Of the calling thread. `signals` has bit n-1 for signal n. */
  rt_sigprocmask(how: number, signals: bigint): Result;
  /** Takes one of these signals if it is pending, and tells its number; waits for none (EAGAIN). */
  rt_sigtimedwait(signals: bigint): Result;
  /** Raw, of the calling thread alone; -1 leaves a value as it is. */
  setresuid(ruid: number, euid: number, suid: number): Result;
  setresgid(rgid: number, egid: number, sgid: number): Result;
  /** `ret` is the one before, whatever came of it. */
  setfsuid(uid: number): Result;
  setfsgid(gid: number): Result;
  getresuid(): Result<readonly [number, number, number]>;
  getresgid(): Result<readonly [number, number, number]>;
  setgroups(groups: readonly number[]): Result;
  getgroups(): Result<readonly number[]>;
  capget(): Result<CapabilitySets>;
  capset(sets: CapabilitySets): Result;
  prctl(option: number, a: number, b: number, c: number, d: number): Result;
  /** `rules` is a struct landlock_ruleset_attr. */
  landlock_create_ruleset(rules: Uint8Array | undefined, flags: number): Result;
  /** `rule` is a struct landlock_net_port_attr, or what its type wants. */
  landlock_add_rule(fd: number, type: number, rule: Uint8Array): Result;
  landlock_restrict_self(fd: number): Result;
  unshare(flags: number): Result;
  /** Of the calling thread. */
  setns(fd: number, flags: number): Result;
  mount(source: string, target: string, type: string, flags: number, data: string): Result;
  umount2(target: string, flags: number): Result;
  /** `out` is [soft, hard]; Infinity for no limit. */
  getrlimit(resource: number): Result<readonly [number, number]>;
  setrlimit(resource: number, soft: number, hard: number): Result;
}

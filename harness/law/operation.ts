/** The alphabet of the law: operations as data, over symbolic descriptors, names and ports. */

/** A symbolic descriptor: unique in its scenario, owned by the actor whose operation filled it. */
export type Slot = number;

/** A socket address. Names are latin1: one character is one byte. */
export type Address =
  /** sun_path and a final NUL. */
  | { readonly kind: 'path'; readonly path: string }
  /** A NUL, then the name; the name may hold any byte. */
  | { readonly kind: 'abstract'; readonly name: string }
  /** The family alone (addrlen 2): autobind. */
  | { readonly kind: 'unnamed' }
  | { readonly kind: 'inet'; readonly host: string; readonly port: number }
  | { readonly kind: 'inet6'; readonly host: string; readonly port: number }
  /** The path at which /proc shows the descriptor. */
  | { readonly kind: 'proc'; readonly slot: Slot }
  /** The name that the descriptor's socket has by the kernel's choice. */
  | { readonly kind: 'name'; readonly slot: Slot }
  /** A whole sockaddr byte by byte, for lengths and families that the others cannot say. */
  | { readonly kind: 'bytes'; readonly hex: string };

/** Control messages to send. */
export type Control =
  | { readonly kind: 'rights'; readonly slots: readonly Slot[] }
  /** `pid` is an actor's, by index, or a literal number. */
  | {
      readonly kind: 'creds';
      readonly pid: { readonly actor: number } | number;
      readonly uid: number;
      readonly gid: number;
    }
  /** Anything else at SOL_SOCKET or another level; `length` overrides cmsg_len. */
  | {
      readonly kind: 'raw';
      readonly level: number;
      readonly type: number;
      readonly hex: string;
      readonly length?: number;
    };

/** Who an actor is: ids and effective capabilities (`all`, `none`, `all-A-B`, `A+B`). */
export interface Identity {
  readonly uid: readonly [real: number, effective: number, saved: number];
  readonly gid: readonly [real: number, effective: number, saved: number];
  readonly groups: readonly number[];
  readonly caps: string;
}

export const SOCKET_OPTIONS = [
  'SO_TYPE',
  'SO_DOMAIN',
  'SO_PROTOCOL',
  'SO_ERROR',
  'SO_ACCEPTCONN',
  'SO_PEERCRED',
  'SO_PEERGROUPS',
  'SO_PEERPIDFD',
  'SO_PASSCRED',
  'SO_PASSPIDFD',
  'SO_PASSRIGHTS',
  'SO_PASSSEC',
  'SO_PEERSEC',
  'SO_INQ',
  'SO_REUSEADDR',
  'SO_REUSEPORT',
  'SO_KEEPALIVE',
  'SO_LINGER',
  'SO_DEBUG',
  'SO_DONTROUTE',
  'SO_BROADCAST',
  'SO_TIMESTAMP',
  'SO_TIMESTAMPNS',
  'SO_RXQ_OVFL',
  'SO_LOCK_FILTER',
  'SO_DETACH_FILTER',
  'SO_PRIORITY',
  'SO_MARK',
  'SO_INCOMING_CPU',
  'SO_BUSY_POLL',
  'SO_RCVLOWAT',
  'SO_SNDLOWAT',
  'SO_OOBINLINE',
  'SO_SNDBUF',
  'SO_RCVBUF',
  'SO_SNDBUFFORCE',
  'SO_RCVBUFFORCE',
  'IP_FREEBIND',
  'IP_BIND_ADDRESS_NO_PORT',
  'IPV6_V6ONLY',
  'SO_RCVTIMEO',
  'SO_SNDTIMEO',
  'SO_PEEK_OFF',
  'SO_RIGHTS_NOTRUNC',
  'SO_OF_NOBODY',
  'TCP_NODELAY',
  'NO_LEVEL',
] as const;
export type SocketOption = (typeof SOCKET_OPTIONS)[number];

export const QUEUE_REQUESTS = ['SIOCINQ', 'SIOCOUTQ', 'SIOCATMARK'] as const;
export type QueueRequest = (typeof QUEUE_REQUESTS)[number];

/** Kinds of files of no file system. */
export const SPECIAL_TYPES = ['eventfd', 'timerfd', 'signalfd', 'io_uring'] as const;
export type SpecialType = (typeof SPECIAL_TYPES)[number];

export const OPEN_FLAGS = [
  'RDONLY',
  'WRONLY',
  'RDWR',
  'CREAT',
  'EXCL',
  'TRUNC',
  'APPEND',
  'NONBLOCK',
  'DIRECTORY',
  'NOFOLLOW',
  'PATH',
  'CLOEXEC',
  'DIRECT',
  'NOATIME',
] as const;
export type OpenFlag = (typeof OPEN_FLAGS)[number];

export type FcntlCommand = 'GETFD' | 'SETFD' | 'GETFL' | 'SETFL' | 'GETOWN' | 'SETOWN';

export const EPOLL_FLAGS = ['ET', 'ONESHOT'] as const;
export type EpollFlag = (typeof EPOLL_FLAGS)[number];

/** One message of sendmmsg. */
export interface OneSent {
  readonly size: number;
  readonly tag: number;
  readonly control?: Control;
}

/** Room for one message of recvmmsg; `slots`: for how many descriptors of it there are slots. */
export interface OneReceived {
  readonly size: number;
  readonly room: number;
  readonly slots: number;
  /** As that of recvmsg. */
  readonly space?: number;
}

/** A struct timespec that is no time. */
export type NoTime = 'negative' | 'nanoseconds' | 'negative-nanoseconds';

export type Nowhere = 'nowhere';
/** What Landlock may leave for few ports of TCP alone. */
export type Confined = 'bind' | 'connect';
/** How many of the first bytes of a buffer are in memory, where that ends before the buffer does. */
export type Edge = number;

/** One descriptor of several that poll looks at; `closed`: a number at which nothing was ever opened. */
export interface Polled {
  readonly fd: Slot | 'closed';
  readonly events: number;
}

interface Calls {
  /** One socket for each slot. `type` carries SOCK_NONBLOCK and SOCK_CLOEXEC, as in socket(2). */
  socket: { domain: number; type: number; protocol: number; as: readonly Slot[] };
  /** `at`: the numbers of the pair are to be written where no memory is; so for buffers and names. */
  socketpair: { domain: number; type: number; protocol: number; as: readonly Slot[]; at?: Nowhere };
  /** `length`: addrlen, where it is not that of the address. So for connect. */
  bind: { fd: Slot; address: Address; length?: number };
  listen: { fd: Slot; backlog: number };
  /** `space`: room for an address, 0 for a null pointer; absent: room for any. So for recvfrom and recvmsg. */
  accept4: { fd: Slot; flags: number; as: readonly Slot[]; space?: number };
  connect: { fd: Slot; address: Address; length?: number };
  /** `size` bytes of the payload `tag` (see payload.ts). */
  send: { fd: Slot; size: number; tag: number; flags: number; at?: Nowhere | Edge };
  recv: { fd: Slot; size: number; flags: number; at?: Nowhere | Edge };
  sendto: { fd: Slot; size: number; tag: number; flags: number; address: Address };
  recvfrom: { fd: Slot; size: number; flags: number; space?: number };
  sendmsg: {
    fd: Slot;
    size: number;
    tag: number;
    flags: number;
    control: readonly Control[];
    /** Absent: no `msg_name`. */
    address?: Address;
  };
  /**
   * `room` is msg_controllen in bytes, 0 for none; received descriptors fill `as` in order. `keep`, only with `space`: the
   * pidfd that comes stays open, in the last of `as`; absent: it is closed at once.
   */
  recvmsg: {
    fd: Slot;
    size: number;
    flags: number;
    room: number;
    as: readonly Slot[];
    space?: number;
    keep?: 'pidfd';
  };
  /** `count`: how many there are, where the same come round again. */
  sendmmsg: { fd: Slot; messages: readonly OneSent[]; flags: number; count?: number };
  /** `time`: one that is long, or none at all. What is received fills `as` in order, each message its own. */
  recvmmsg: {
    fd: Slot;
    messages: readonly OneReceived[];
    flags: number;
    as: readonly Slot[];
    time?: 'long' | NoTime;
  };
  read: { fd: Slot; size: number };
  write: { fd: Slot; size: number; tag: number };
  shutdown: { fd: Slot; how: number };
  close: { fd: Slot };
  dup: { fd: Slot; as: readonly Slot[] };
  /** F_DUPFD and F_DUPFD_CLOEXEC: `least` is the lowest number that the new descriptor may have. */
  dupfd: { fd: Slot; least: number; cloexec: 0 | 1; as: readonly Slot[] };
  /** `SETOWN` goes as F_SETOWN_EX: 1 for the calling thread, 0 for nobody. */
  fcntl: { fd: Slot; command: FcntlCommand; argument: number };
  /** `as`: where the pidfd of SO_PEERPIDFD stays; absent: it is closed at once. */
  getsockopt: { fd: Slot; option: SocketOption; room: number; as?: readonly Slot[] };
  /**
   * `value` is an int; of SO_RCVTIMEO and SO_SNDTIMEO milliseconds, which go as a struct timeval: seconds rounded down,
   * and what is left of their sign; of SO_LINGER whether, 0 or not. `length`: optlen, where it is not that of the option.
   * `micros`, only with `length`: microseconds of a time besides, or for how many seconds it lingers.
   */
  setsockopt: {
    fd: Slot;
    option: SocketOption;
    value: number;
    length?: number;
    micros?: number;
  };
  getsockname: { fd: Slot; room: number; at?: Nowhere };
  getpeername: { fd: Slot; room: number; at?: Nowhere };
  /** `timeout` in milliseconds. */
  poll: { fd: Slot; events: number; timeout: number };
  /** poll of several, or of none. */
  poll_many: { entries: readonly Polled[]; timeout: number };
  epoll_create1: { flags: number; as: readonly Slot[] };
  /** `NONE`: a command that there is not. `data` is what is told of it. */
  epoll_ctl: {
    fd: Slot;
    command: 'ADD' | 'MOD' | 'DEL' | 'NONE';
    other: Slot;
    events: number;
    how: readonly EpollFlag[];
    data: number;
  };
  /** `room` for so many events. */
  epoll_wait: { fd: Slot; room: number; timeout: number };
  /** How much waits to be read, or was sent and is not read yet; whether the mark of an urgent byte comes next. */
  ioctl: { fd: Slot; request: QueueRequest };
  pipe2: { flags: number; as: readonly Slot[] };
  memfd_create: { flags: number; as: readonly Slot[] };
  /** SOCK_NONBLOCK and SOCK_CLOEXEC as `flags`, where the call takes them. */
  special: { type: SpecialType; flags: number; as: readonly Slot[] };
  lseek: { fd: Slot; offset: number };
  pread: { fd: Slot; size: number; offset: number };
  pwrite: { fd: Slot; size: number; tag: number; offset: number };
  ftruncate: { fd: Slot; length: number };
  fsync: { fd: Slot };
  /** A page of it, private and to be read; what is mapped is unmapped at once. */
  mmap: { fd: Slot };
  /** KCMP_FILE between two slots, which may belong to different actors. */
  kcmp: { fd: Slot; other: Slot };
  fstat: { fd: Slot };
  /** What file system the file is of. */
  fstatfs: { fd: Slot };
  fchmod: { fd: Slot; mode: number };
  fchown: { fd: Slot; uid: number; gid: number };
  open: { path: string; flags: readonly OpenFlag[]; mode: number; as: readonly Slot[] };
  /** open of what /proc calls the descriptor. */
  reopen: { fd: Slot; flags: readonly OpenFlag[]; as: readonly Slot[] };
  /** SIOCUNIXFILE: the file to which the socket is bound. */
  unix_file: { fd: Slot; as: readonly Slot[] };
  /** The socket's line in /proc/net/unix. */
  unix_listed: { fd: Slot };
  /** How many descriptors wait in its queue, as fdinfo in /proc tells. */
  scm_fds: { fd: Slot };
  /** Whose pidfd it is, as fdinfo in /proc tells, and PIDFD_GET_INFO. */
  pidfd_info: { fd: Slot };
  stat: { path: string };
  lstat: { path: string };
  unlink: { path: string };
  rename: { from: string; to: string };
  link: { from: string; to: string };
  symlink: { target: string; path: string };
  mkdir: { path: string; mode: number };
  rmdir: { path: string };
  chdir: { path: string };
  /** Absolute paths begin there; absent: where they began before. Not by the first actor. */
  chroot: { path?: string };
  /** Of what is no regular file: it only ever fails. */
  execve: { path: string };
  /** `type`: a socket, a fifo or a regular file. */
  mknod: { path: string; type: 'SOCK' | 'FIFO' | 'REG'; mode: number };
  chmod: { path: string; mode: number };
  chown: { path: string; uid: number; gid: number };
  truncate: { path: string; length: number };
  umask: { mask: number };
  /** Takes on a whole identity: raw setresgid, setgroups, setresuid and capset of one thread. */
  become: { identity: Identity };
  /** setfsgid and setfsuid, which never fail. The next `become` makes them the effective ids again. */
  fsids: { uid: number; gid: number };
  /** Whether a SIGURG is pending for its thread, which keeps it so; it is taken. */
  sigurg: Record<never, never>;
  /** Writes `net.ipv4.ip_unprivileged_port_start`. */
  port_start: { value: number };
  /** Writes `net.ipv4.ip_local_port_range`. */
  port_range: { low: number; high: number };
  /** Writes `net.core.somaxconn`. */
  somaxconn: { value: number };
  /** Writes `net.ipv4.ping_group_range`. */
  ping_groups: { low: number; high: number };
  /** Leaves the network namespace for a new one, or for the one of the scenario's beginning: unshare(2), setns(2). */
  network: { to: 'new' | 'home' };
  /** The same for the mount namespace; at home paths begin in the directory of the scenario again. */
  mounts: { to: 'new' | 'home' };
  /** MS_BIND, and read-only as a second step; in a mount namespace of one's own, as the next two. */
  mount_bind: { from: string; to: string; readOnly: 0 | 1 };
  /** A file system with nothing in it, over a directory. */
  mount_empty: { path: string };
  /** MNT_DETACH. */
  unmount: { path: string };
  /** A signal to another actor, whose handler does nothing and asks for SA_RESTART. */
  nudge: { actor: number };
  /**
   * Landlock: from now on abstract names of sockets that were made outside are out of reach; or, if told, TCP is
   * bound or connected to these ports alone. Only a mortal actor can.
   */
  confine: { to?: Confined; ports?: readonly number[] };
  /** The process ends, and somebody has waited for it; its later operations are none. Only a mortal actor can. */
  exit: Record<never, never>;
  /** Sets RLIMIT_NOFILE so that so many more descriptors can be made, or `any` number of them. */
  limit: { room: number | 'any' };
  /** Sets RLIMIT_NOFILE for what is sent: how many descriptors the sender's user may have in flight. */
  flights: { most: number | 'any' };
}

export type CallName = keyof Calls;

export type OperationOf<Name extends CallName> = Readonly<Calls[Name]> & {
  readonly call: Name;
  /** The actor, by index into the scenario's actors. */
  readonly by: number;
  /**
   * Absent: begins when the operation before it has ended. `at-once`: begins together with it.
   * `once-settled`: begins when those before it have ended or sleep in the kernel.
   */
  readonly overlaps?: 'at-once' | 'once-settled';
};

/** One operation of a scenario. */
export type Operation = { [Name in CallName]: OperationOf<Name> }[CallName];

/** What an actor saw of one operation. Absent fields were not observed. */
export interface Observed {
  /** Name of the errno, or '' when the call succeeded. */
  readonly errno: string;
  /** The return value, where it is a count or a number of its own; 0 for descriptors. */
  readonly ret: number;
  readonly data?: Uint8Array;
  /** Named scalar results (`family`, `uid`, `revents` …), each compared by itself. */
  readonly fields?: Readonly<Record<string, string | number>>;
  /** Received descriptors, in order: identity of the open object and FD_CLOEXEC. */
  readonly passed?: readonly PassedDescriptor[];
  /** When it happened, for operations that overlap. */
  readonly during?: Interval;
}

/** Nanoseconds since the overlapping operations were begun, on the clock that all actors share. */
export interface Interval {
  readonly called: number;
  readonly returned: number;
  /** When it was last seen asleep in the kernel. */
  readonly asleep?: number;
}

export interface PassedDescriptor {
  /** Identity of the object as fstat tells it (`device:inode`). */
  readonly object: string;
  readonly cloexec: boolean;
}

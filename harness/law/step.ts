/** One step of the law: from a state and an operation to the set of allowed outcomes. */

import { accept4 } from './accept.ts';
import { bind } from './bind.ts';
import type { CallLaw } from './call.ts';
import { chdir, chroot } from './change-directory.ts';
import { chown, fchown } from './change-owner.ts';
import { confine } from './confine.ts';
import { connect } from './connect.ts';
import { close, dup, dupfd, fcntl } from './descriptor.ts';
import { epoll_create1, epoll_ctl } from './epoll.ts';
import { watching } from './epoll-edges.ts';
import { ofEpolls } from './epoll-poll.ts';
import { epoll_wait } from './epoll-wait.ts';
import { exit } from './exit.ts';
import { chmod, execve, lstat, stat, truncate } from './file-attribute.ts';
import { open } from './file-open.ts';
import { flights } from './flights.ts';
import { getsockopt } from './get-option.ts';
import { become, fsids, umask } from './identity.ts';
import { withInet } from './inet-reach.ts';
import { fchmod, fstat, fstatfs, kcmp, lseek, read, write } from './io.ts';
import { limit } from './limit.ts';
import { listen } from './listen.ts';
import { memfd, pipe2 } from './make-file.ts';
import { mkdir, mknod, symlink } from './make-name.ts';
import { socket, socketpair } from './make-socket.ts';
import { recvmmsgBy, sendmmsgBy } from './many-messages.ts';
import { mmap } from './mmap.ts';
import { mount_bind, mount_empty, mounts, unmount } from './mounts.ts';
import { link, rename } from './move-name.ts';
import { network } from './network.ts';
import { atNowhere, nameNowhere, pairNowhere, recvNowhere, sendNowhere } from './nowhere.ts';
import { nudge } from './nudge.ts';
import type { CallName, Operation } from './operation.ts';
import { pidfd_info } from './pidfd.ts';
import { ping_groups } from './ping-groups.ts';
import { poll } from './poll.ts';
import { poll_many } from './poll-many.ts';
import { fsync, ftruncate, pread, pwrite } from './position.ts';
import { scm_fds, unix_listed } from './proc-socket.ts';
import { ioctl } from './queue-length.ts';
import { recv, recvfrom, recvmsg } from './receive.ts';
import { refused } from './refused.ts';
import { rmdir, unlink } from './remove-name.ts';
import { reopen } from './reopen.ts';
import type { Outcome, Refusal } from './rule.ts';
import { send, sendmsg, sendto } from './send.ts';
import { setsockopt } from './set-option.ts';
import { shutdown } from './shutdown.ts';
import { getpeername, getsockname } from './socket-name.ts';
import { special } from './special.ts';
import type { State } from './state.ts';
import { port_range, port_start, somaxconn } from './sysctl.ts';
import { unix_file } from './unix-file.ts';
import { sigurg } from './urgent-signal.ts';

/** The law, call by call. */
export const LAW = {
  socket,
  socketpair: atNowhere(socketpair, pairNowhere),
  bind,
  listen,
  accept4,
  connect: withInet('connect', connect as never),
  send: atNowhere(send as never, sendNowhere),
  recv: atNowhere(recv as never, recvNowhere),
  sendto: withInet('sendto', sendto),
  recvfrom,
  sendmsg,
  recvmsg,
  sendmmsg: sendmmsgBy((state, op) => step(state, op)),
  recvmmsg: recvmmsgBy((state, op) => step(state, op)),
  read,
  write,
  shutdown,
  close,
  dup,
  dupfd,
  fcntl,
  getsockopt,
  setsockopt,
  getsockname: atNowhere(getsockname, nameNowhere('getsockname')),
  getpeername: atNowhere(getpeername, nameNowhere('getpeername')),
  poll: ofEpolls(poll),
  poll_many,
  epoll_create1,
  epoll_ctl,
  epoll_wait,
  ioctl,
  pipe2,
  memfd_create: memfd,
  special,
  lseek,
  pread,
  pwrite,
  ftruncate,
  fsync,
  mmap,
  kcmp,
  fstat,
  fstatfs,
  fchmod,
  fchown,
  open,
  reopen,
  unix_file,
  unix_listed,
  scm_fds,
  pidfd_info,
  stat,
  lstat,
  unlink,
  rename,
  link,
  symlink,
  mkdir,
  rmdir,
  chdir,
  chroot,
  execve,
  mknod,
  chmod,
  chown,
  truncate,
  umask,
  become,
  fsids,
  sigurg,
  port_start,
  port_range,
  somaxconn,
  ping_groups,
  network,
  mounts,
  mount_bind,
  mount_empty,
  unmount,
  exit,
  confine,
  nudge,
  limit,
  flights,
} as const satisfies { readonly [Name in CallName]: unknown };

/** The view is each call's own affair; here only its shape matters. */
export type AnyLaw = CallLaw<CallName, never>;
type AnyView = never;

/** A law by call: the real one, or one that was changed on purpose. */
export type Law = Readonly<Record<CallName, AnyLaw>>;

const REAL = LAW as unknown as Law;

/**
 * The allowed outcomes of an operation in a state, most specific first. Nothing changes until one of them
 * is committed. Throws `Unmodelled` where the law is silent.
 */
export function step(state: State, op: Operation, whole: Law = REAL): readonly Outcome[] {
  const outcomes = outcomesOf(state, op, whole);
  return state.epolls.length === 0 ? outcomes : watching(state, op, outcomes);
}

function outcomesOf(state: State, op: Operation, whole: Law): readonly Outcome[] {
  const law = whole[op.call];
  const view = law.look(state, op as never) as AnyView;
  const { refusals } = law;
  const outcomes: Outcome[] = [];
  // By index: this is the innermost loop of generating and of judging.
  for (let i = 0; i < refusals.length; i++) {
    const row = refusals[i] as Refusal<never>;
    if (!row.when(view)) continue;
    outcomes.push(refused(row, view as never));
    if (row.may === undefined) return outcomes;
  }
  const allowed = law.allow(view);
  if (!Array.isArray(allowed)) outcomes.push(allowed as Outcome);
  else for (const outcome of allowed as readonly Outcome[]) outcomes.push(outcome);
  return outcomes;
}

/** What the law of the call sees of the state; for notes. */
export function viewOf(state: State, op: Operation): unknown {
  return (LAW[op.call] as unknown as AnyLaw).look(state, op as never);
}

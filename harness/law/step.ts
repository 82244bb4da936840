/** One step of the law: from a state and an operation to the set of allowed outcomes. */

import { accept4 } from './accept.ts';
import { bind } from './bind.ts';
import type { CallLaw } from './call.ts';
import { chdir } from './change-directory.ts';
import { chown, fchown } from './change-owner.ts';
import { connect } from './connect.ts';
import { close, dup, dupfd, fcntl } from './descriptor.ts';
import { exit } from './exit.ts';
import { chmod, lstat, stat, truncate } from './file-attribute.ts';
import { link, mkdir, mknod, rename, rmdir, symlink, unlink } from './file-name.ts';
import { open } from './file-open.ts';
import { flights } from './flights.ts';
import { become, port_start, umask } from './identity.ts';
import { withInet } from './inet-reach.ts';
import { fchmod, fstat, fstatfs, kcmp, lseek, read, write } from './io.ts';
import { limit } from './limit.ts';
import { listen } from './listen.ts';
import { memfd, pipe2 } from './make-file.ts';
import { socket, socketpair } from './make-socket.ts';
import { network } from './network.ts';
import type { CallName, Operation } from './operation.ts';
import { getsockopt, setsockopt } from './options.ts';
import { poll } from './poll.ts';
import { fsync, ftruncate, pread, pwrite } from './position.ts';
import { scm_fds, unix_listed } from './proc-socket.ts';
import { ioctl } from './queue-length.ts';
import { recv, recvfrom, recvmsg } from './receive.ts';
import { refused } from './refused.ts';
import { reopen } from './reopen.ts';
import type { Outcome, Refusal } from './rule.ts';
import { send, sendmsg, sendto } from './send.ts';
import { shutdown } from './shutdown.ts';
import { getpeername, getsockname } from './socket-name.ts';
import type { State } from './state.ts';
import { unix_file } from './unix-file.ts';

/** The law, call by call. */
export const LAW = {
  socket,
  socketpair,
  bind,
  listen,
  accept4,
  connect: withInet('connect', connect as never),
  send,
  recv,
  sendto: withInet('sendto', sendto),
  recvfrom,
  sendmsg,
  recvmsg,
  read,
  write,
  shutdown,
  close,
  dup,
  dupfd,
  fcntl,
  getsockopt,
  setsockopt,
  getsockname,
  getpeername,
  poll,
  ioctl,
  pipe2,
  memfd_create: memfd,
  lseek,
  pread,
  pwrite,
  ftruncate,
  fsync,
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
  stat,
  lstat,
  unlink,
  rename,
  link,
  symlink,
  mkdir,
  rmdir,
  chdir,
  mknod,
  chmod,
  chown,
  truncate,
  umask,
  become,
  port_start,
  network,
  exit,
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

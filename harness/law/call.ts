/** How the law of one call is written: a view of the state, refusals in order, and what success is. */

import { AF_NETLINK } from '../abi/socket.ts';
import type { Address, CallName, Observed, OperationOf } from './operation.ts';
import {
  type Expectation,
  type Outcome,
  type Refusal,
  type Rule,
  refusal,
  Unmodelled,
} from './rule.ts';
import type { Descriptor, OpenFile, Process, Socket, State } from './state.ts';

/** What every call sees. */
export interface View<Name extends CallName> {
  readonly state: State;
  readonly op: OperationOf<Name>;
  readonly me: Process;
}

/** What a call on a descriptor sees; the getters are for use after the base refusals. */
export interface FdView<Name extends CallName> extends View<Name> {
  readonly descriptor: Descriptor | undefined;
  readonly file: OpenFile;
  readonly socket: Socket;
}

export interface CallLaw<Name extends CallName, V extends View<Name> = View<Name>> {
  readonly look: (state: State, op: OperationOf<Name>) => V;
  /** In the order of precedence. */
  readonly refusals: readonly Refusal<V>[];
  readonly allow: (view: V) => Outcome | readonly Outcome[];
}

/** A placeholder for views whose descriptor is not open; no rule reads it after EBADF. */
const NO_FILE = {} as OpenFile;
const NO_SOCKET = {} as Socket;

export function processOf(state: State, by: number): Process {
  const process = state.processes[by];
  if (process === undefined || process.ended) throw new Unmodelled(`no actor ${by}`);
  return process;
}

export function descriptorOf(state: State, by: number, slot: number): Descriptor | undefined {
  const descriptor = state.descriptors[slot];
  return descriptor?.owner === by ? descriptor : undefined;
}

/** What is done without a look into /proc, which is not there below another root. */
const WITHOUT_PROC: ReadonlySet<CallName> = new Set([
  ...(['socket', 'socketpair', 'bind', 'listen', 'accept4', 'connect', 'shutdown'] as const),
  ...(['send', 'recv', 'sendto', 'recvfrom', 'read', 'write', 'poll', 'ioctl'] as const),
  ...(['getsockname', 'getpeername', 'close', 'dup', 'fstat', 'stat', 'lstat'] as const),
  ...(['unlink', 'rename', 'link', 'symlink', 'mkdir', 'rmdir', 'mknod', 'chmod'] as const),
  ...(['open', 'become', 'umask', 'chroot', 'exit'] as const),
]);

function refuseRooted({ root }: Process, op: OperationOf<CallName>): void {
  if (root === undefined) return;
  const isByProc = 'address' in op && (op.address as Address | undefined)?.kind === 'proc';
  if (isByProc || !WITHOUT_PROC.has(op.call)) throw new Unmodelled('no /proc below another root');
}

export function look<Name extends CallName>(state: State, op: OperationOf<Name>): View<Name> {
  const me = processOf(state, op.by);
  refuseRooted(me, op as OperationOf<CallName>);
  return { state, op, me };
}

/** What the law has a say in of an epoll; what is for sockets alone is among it. */
const OF_EPOLLS: ReadonlySet<CallName> = new Set([
  ...['epoll_ctl', 'epoll_wait', 'poll', 'dup', 'dupfd', 'fcntl', 'kcmp', 'fstat'],
  ...['bind', 'listen', 'accept4', 'connect', 'shutdown', 'getsockopt', 'setsockopt'],
  ...['send', 'recv', 'sendto', 'recvfrom', 'sendmsg', 'recvmsg', 'getsockname', 'getpeername'],
  ...['sendmmsg', 'recvmmsg'],
] as CallName[]);

/** Looks at a call whose `fd` is a descriptor. A socket in the collector's hands is not modelled. */
export function lookFd<Name extends FdCallName>(state: State, op: OperationOf<Name>): FdView<Name> {
  const slot = (op as { readonly fd: number }).fd;
  const descriptor = descriptorOf(state, op.by, slot);
  const file = descriptor?.file ?? NO_FILE;
  const object = descriptor?.file.object;
  if (object?.kind === 'socket' && object.uncertain)
    throw new Unmodelled('waits for the collector');
  if (object?.kind === 'socket' && object.domain === AF_NETLINK && op.call !== 'sendmsg')
    throw new Unmodelled('netlink');
  if (object?.kind === 'epoll' && !OF_EPOLLS.has(op.call)) throw new Unmodelled('an epoll');
  const socket = object?.kind === 'socket' && file.access !== 'path' ? object : NO_SOCKET;
  const me = processOf(state, op.by);
  refuseRooted(me, op as OperationOf<CallName>);
  return { state, op, me, descriptor, file, socket };
}

export type FdCallName = {
  [Name in CallName]: OperationOf<Name> extends { readonly fd: number } ? Name : never;
}[CallName];

type AnyFdView = Pick<FdView<FdCallName>, 'descriptor' | 'file' | 'socket'>;

/** EBADF for a descriptor that is not open; O_PATH descriptors count as such for most calls. */
export const notOpen = refusal<AnyFdView>(
  'fd.not-open',
  'EBADF',
  'C15',
  'close(2), socket(2) and all calls that take a descriptor',
  (v) => v.descriptor === undefined || v.file.access === 'path',
  { strength: 'posix' },
);

export const notSocket = refusal<AnyFdView>(
  'fd.not-socket',
  'ENOTSOCK',
  'C16',
  'bind(2), listen(2), connect(2), send(2), recv(2) ERRORS',
  (v) => v.socket === NO_SOCKET,
  { strength: 'posix' },
);

/** An addrlen of its own is one that no address has. */
export function isNegative({ op }: View<'bind' | 'connect'>): boolean {
  const { length } = op as OperationOf<'bind'>;
  if (length !== undefined && length >= 0) throw new Unmodelled('a length of another address');
  return length !== undefined;
}

/** A success without values to compare. */
export function done(rule: Rule, commit: (observed: Observed | undefined) => void): Outcome {
  return { errno: '', rule, expects: [], commit };
}

export function success(
  rule: Rule,
  expects: readonly Expectation[],
  commit: (observed: Observed | undefined) => void,
): Outcome {
  return { errno: '', rule, expects, commit };
}

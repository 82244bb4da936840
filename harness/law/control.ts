/** Control messages: what a sender may attach, and how much of it fits into a receiver's room. */

import { SCM_CREDENTIALS, SCM_RIGHTS, SOL_SOCKET } from '../abi/socket.ts';
import { descriptorOf, type View } from './call.ts';
import { gidOf, pidKey, pidSeenBy, uidOf } from './namespace.ts';
import type { Control, OperationOf, Slot } from './operation.ts';
import { capable, capableOverPids } from './permission.ts';
import { type Refusal, refusal, Unmodelled } from './rule.ts';
import type { OpenFile, Process, State, Ucred } from './state.ts';

/** SCM_MAX_FD: since Linux 2.6.38. */
export const MAX_RIGHTS = 253;
const HEADER = 16;
const UCRED = 12;
const INT = 4;
const PIDFD = 4;
/** What a control message takes of the room: the next one begins at a multiple of 8 (cmsg(3) CMSG_SPACE). */
const aligned = (length: number): number => Math.ceil(length / 8) * 8;

/** What the kernel makes of a sender's control messages, in order: the first error, or what travels. */
export interface Attached {
  readonly error:
    | ''
    | 'rights-count'
    | 'rights-closed'
    | 'rights-ring'
    | 'creds-id'
    | 'creds-denied'
    | 'creds-pid'
    | 'creds-length'
    | 'malformed';
  readonly files: readonly OpenFile[];
  readonly creds: Ucred | undefined;
}

const ERRNO = {
  'rights-count': 'EINVAL',
  'rights-closed': 'EBADF',
  'rights-ring': 'EINVAL',
  'creds-id': 'EINVAL',
  'creds-denied': 'EPERM',
  'creds-pid': 'ESRCH',
  'creds-length': 'EINVAL',
  malformed: 'EINVAL',
} as const;

const isRing = ({ object }: OpenFile): boolean =>
  object.kind === 'special' && object.type === 'io_uring';

/** What the slots hold, or what the first of them has against it. */
function filesOf(
  state: State,
  by: number,
  slots: readonly Slot[],
): OpenFile[] | 'rights-closed' | 'rights-ring' {
  const files: OpenFile[] = [];
  for (const slot of slots) {
    const file = descriptorOf(state, by, slot)?.file;
    if (file === undefined) return 'rights-closed';
    if (isRing(file)) return 'rights-ring';
    files.push(file);
  }
  return files;
}

/** __scm_send(). */
export function attach(state: State, me: Process, op: OperationOf<'sendmsg'>): Attached {
  const files: OpenFile[] = [];
  let creds: Ucred | undefined;
  const fail = (error: Attached['error']): Attached => ({ error, files: [], creds: undefined });
  for (const [i, control] of op.control.entries()) {
    refuseOverlap(control, i === op.control.length - 1);
    if (control.kind === 'rights') {
      if (files.length + control.slots.length > MAX_RIGHTS) return fail('rights-count');
      const named = filesOf(state, op.by, control.slots);
      if (typeof named === 'string') return fail(named);
      files.push(...named);
    } else if (control.kind === 'creds') {
      const given = credsOf(state, me, control);
      const error = credsError(state, me, given);
      if (error !== '') return fail(error);
      creds = given;
    } else {
      const error = rawError(control, files.length);
      if (error !== '') return fail(error);
    }
  }
  return { error: '', files, creds };
}

/** An id that the sender's namespace does not map. */
const NO_ID = -1;

/** The sender spells pids as it sees them: 0 for those that it does not; and ids as its namespace has them. */
function credsOf(state: State, me: Process, claim: Extract<Control, { kind: 'creds' }>): Ucred {
  const uid = uidOf(claim.uid, me, state.world) ?? NO_ID;
  const gid = gidOf(claim.gid, me, state.world) ?? NO_ID;
  if (typeof claim.pid === 'number') return { pid: pidKey(claim.pid, me), uid, gid };
  const other = state.processes[claim.pid.actor];
  if (other === undefined) throw new Unmodelled('pid of no actor');
  const key = pidKey(other.pid, other);
  return { pid: pidSeenBy(key, me) === 0 ? 0 : key, uid, gid };
}

/** scm_check_creds() and the lookup of the pid. */
function credsError(state: State, me: Process, creds: Ucred): Attached['error'] {
  const { cred } = me;
  if (creds.uid === NO_ID || creds.gid === NO_ID) return 'creds-id';
  const pid = pidSeenBy(creds.pid, me);
  const pidOk = pid === me.pid || capableOverPids(me, 'SYS_ADMIN');
  const uidOk = [cred.ruid, cred.euid, cred.suid].includes(creds.uid) || capable(me, 'SETUID');
  const gidOk = [cred.rgid, cred.egid, cred.sgid].includes(creds.gid) || capable(me, 'SETGID');
  if (!pidOk || !uidOk || !gidOk) return 'creds-denied';
  const claimed = state.processes.find((process) => pidKey(process.pid, process) === creds.pid);
  if (claimed !== undefined) return claimed.ended ? 'creds-pid' : '';
  if (pid <= 0) return 'creds-pid';
  if (pid === 1) return '';
  // Pids that no machine gives out (pid_max is at most 2^22).
  if (pid > 1 << 22) return 'creds-pid';
  throw new Unmodelled('pid of a stranger');
}

/** Where cmsg_len is not that of the bytes, the kernel reads the next header from somewhere else. */
function refuseOverlap(control: Control, last: boolean): void {
  if (control.kind === 'raw' && !last && control.length !== undefined)
    throw new Unmodelled('headers that overlap');
}

type Raw = Extract<Control, { kind: 'raw' }>;

/** The header is looked at first, whatever its level (CMSG_OK() in __scm_send()). */
function rawError(control: Raw, before: number): Attached['error'] {
  const there = HEADER + control.hex.length / 2;
  const length = control.length ?? there;
  if (length < HEADER || length > there) return 'malformed';
  if (control.level !== SOL_SOCKET) return '';
  if (control.type === SCM_RIGHTS)
    return numbersError(control, Math.floor((length - HEADER) / INT), before);
  if (control.type !== SCM_CREDENTIALS) return 'malformed';
  if (length === HEADER + UCRED) throw new Unmodelled('raw creds');
  return 'creds-length';
}

/** No limit goes so far (proc_sys_fs(5) nr_open). */
const BEYOND_ANY = 0x7fff_ffff;

/** Numbers that stand for themselves: one below 0 is a descriptor of nobody, AT_FDCWD too, and one beyond all limits. */
function numbersError({ hex }: Raw, count: number, before: number): Attached['error'] {
  if (count === 0) return '';
  if (before + count > MAX_RIGHTS) return 'rights-count';
  const first = Buffer.from(hex, 'hex').readInt32LE(0);
  if (first < 0 || first === BEYOND_ANY) return 'rights-closed';
  throw new Unmodelled('raw rights');
}

type Sending = View<'sendmsg'> & { readonly attached: Attached };

const attachError = (
  id: string,
  error: Exclude<Attached['error'], ''>,
  clause: string,
  cite: string,
): Refusal<Sending> => refusal(id, ERRNO[error], clause, cite, (v) => v.attached.error === error);

export const attachRefusals: readonly Refusal<Sending>[] = [
  attachError('rights.too-many', 'rights-count', 'R07', 'unix(7) SCM_RIGHTS: SCM_MAX_FD'),
  attachError('rights.closed', 'rights-closed', 'R06', 'unix(7) ERRORS EBADF'),
  attachError(
    'rights.ring',
    'rights-ring',
    'R05',
    'scm.c scm_fp_copy(): io_uring_is_uring_fops(), since 6.7',
  ),
  attachError('creds.unmapped', 'creds-id', 'K24', 'scm.c scm_check_creds()'),
  attachError('creds.denied', 'creds-denied', 'K22', 'unix(7) SCM_CREDENTIALS, ERRORS EPERM'),
  attachError('creds.no-process', 'creds-pid', 'K23', 'unix(7) ERRORS ESRCH'),
  attachError('creds.length', 'creds-length', 'K25', 'scm.c __scm_send()'),
  attachError('control.malformed', 'malformed', 'R09', 'cmsg(3), scm.c __scm_send()'),
];

/** What fits into a receiver's control room. */
export interface Fit {
  readonly pidfd: boolean;
  /** As observations spell it: `none`, `partial N` (bytes of cmsg_len) or `pid/uid/gid`. */
  readonly creds: 'none' | 'whole' | `partial ${number}`;
  readonly rights: number;
  readonly truncated: boolean;
}

/**
 * put_cmsg() for credentials, then scm_detach_fds(), then scm_pidfd_recv(): arithmetic of MSG_CTRUNC. Whether there is
 * a pidfd to tell is asked only once there is room for it.
 */
export function fitInto(room: number, withCreds: boolean, rights: number, asksPidfd: boolean): Fit {
  if (room === 0)
    return {
      creds: 'none',
      rights: 0,
      pidfd: false,
      truncated: withCreds || rights > 0 || asksPidfd,
    };
  let left = room;
  let creds: Fit['creds'] = 'none';
  let truncated = false;
  if (withCreds) {
    if (left < HEADER) truncated = true;
    else {
      const length = Math.min(left, HEADER + UCRED);
      creds = length === HEADER + UCRED ? 'whole' : `partial ${length}`;
      truncated = length < HEADER + UCRED;
      left -= Math.min(left, HEADER + 16);
    }
  }
  const places = left <= HEADER ? 0 : Math.floor((left - HEADER) / 4);
  const delivered = Math.min(rights, places);
  if (delivered > 0) left -= Math.min(left, aligned(HEADER + 4 * delivered));
  const pidfd = asksPidfd && left >= HEADER + PIDFD;
  truncated ||= delivered < rights || pidfd !== asksPidfd;
  return { creds, rights: delivered, pidfd, truncated };
}

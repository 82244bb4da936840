/** What recvmsg tells of the sender's pidfd, and in which order control messages come. */

import type { Fit } from './control.ts';
import { LOWEST, refuseLimited } from './limit.ts';
import { crossesPids, isReaped, NO_PID, pidSeenBy } from './namespace.ts';
import type { Slot } from './operation.ts';
import { keepPidfd } from './pidfd.ts';
import type { Receiving } from './receive.ts';
import { type Expectation, ifObserved, oneOf, rule, Unmodelled } from './rule.ts';
import { NOBODY } from './taking.ts';

const R = {
  pidfd: rule('recvmsg.pidfd', 'K33', 'unix(7) SO_PASSPIDFD, SCM_PIDFD'),
  otherPids: rule('recvmsg.pidfd.other-pids', 'K10', 'pid_namespaces(7); pidfd_open(2)'),
  reaped: rule('recvmsg.pidfd.reaped', 'K34', 'scm.c scm_pidfd_recv(); pidfs.c', 'exact'),
  off: rule('recvmsg.pidfd.off', 'K33', 'unix(7) SO_PASSPIDFD'),
  nobody: rule('recvmsg.pidfd.nobody', 'K40', 'scm.c scm_pidfd_recv()', 'exact'),
  cut: rule('recvmsg.pidfd.cut', 'K39', 'scm.c scm_pidfd_recv()', 'exact'),
  leak: rule('recvmsg.pidfd.leak', 'K39', 'scm.c scm_pidfd_recv()', 'exact'),
  nothing: rule('recvmsg.no-control', 'R16', 'recvmsg(2), cmsg(3): msg_controllen'),
  kept: rule('recvmsg.pidfd.kept', 'K44', 'unix(7) SCM_PIDFD; pidfd_open(2)'),
  order: rule('recvmsg.order', 'K31', 'scm.c scm_recv_unix()', 'exact'),
};

/** MSG_CTRUNC stands for this where nothing but the pidfd is cut. */
export const pidfdCut = R.cut;
/** Rules of which a receive is one that brings a pidfd. */
export const PIDFD_TOLD: ReadonlySet<string> = new Set([R.pidfd.id, R.otherPids.id, R.reaped.id]);

/** It is there, which `pidfd` tells; what it is good for is told when it is asked. */
const KEPT: Expectation = {
  rule: R.kept,
  name: 'pidfd',
  want: { allowed: (seen) => seen !== 'none', text: 'a pidfd' },
};

const none = (which: Expectation['rule']): Expectation => ({
  ...{ rule: which, name: 'pidfd' },
  want: ifObserved('none'),
});
const [NOT_ASKED, NOT_MADE, OF_NOBODY] = [none(R.off), none(R.cut), none(R.nobody)];
/** Seen where somebody looked: a descriptor of a process that nobody was told of. */
const NO_LEAK: Expectation = { rule: R.leak, name: 'leaked', want: ifObserved(0) };
const [CREDS, RIGHTS, PIDFD, INQ] = [1, 2, 4, 8];
/** In the order of the kernel, by which of them there are; one alone has no order. */
const ORDERS = Array.from({ length: 16 }, (_, bits): Expectation | undefined => {
  const names = ['creds', 'rights', 'pidfd', 'inq'].filter((_, i) => (bits & (1 << i)) !== 0);
  const want = ifObserved(names.join(' '));
  return names.length > 1 ? { rule: R.order, name: 'order', want } : undefined;
});

/** Where nothing comes there are no bytes that might be taken for something (recvmsg(2): msg_controllen). */
const NO_CONTROL: Expectation = {
  ...{ rule: R.nothing, name: 'order' },
  want: { allowed: (seen) => seen === undefined, text: 'no control data' },
};

/** Whether a pidfd is asked for; a record's end carries nothing. */
export function asksPidfd(v: Receiving, isStream: boolean): boolean {
  const asks = v.socket.passPidfds && (isStream || v.taking.takes.length > 0);
  if (asks) refuseLimited(v);
  return asks;
}

/** Who sent it, as told by a pidfd: the sender, or whom it claimed to be. */
function senderOf({ taking: { creds } }: Receiving): number | undefined {
  return creds === undefined || creds === NOBODY ? undefined : creds.pid;
}

/** Whether it is told: there is room, and it is known. */
export const tellsPidfd = (v: Receiving, fit: Fit): boolean =>
  fit.pidfd && senderOf(v) !== undefined;

/** What of a receive is about the pidfd. */
export function expectPidfd(v: Receiving, fit: Fit, asked: boolean, expects: Expectation[]): void {
  if (!asked) {
    expects.push(NOT_ASKED);
    return;
  }
  const sender = senderOf(v);
  const isTold = fit.pidfd && sender !== undefined;
  expects.push(isTold ? told(v, sender) : fit.pidfd ? OF_NOBODY : NOT_MADE);
  expects.push(NO_LEAK);
}

/** Which control messages come, and so in which order. */
export function expectOrder(
  come: Readonly<Record<'creds' | 'rights' | 'pidfd' | 'inq', boolean>>,
  expects: Expectation[],
): void {
  const kinds =
    (come.creds ? CREDS : 0) |
    (come.rights ? RIGHTS : 0) |
    (come.pidfd ? PIDFD : 0) |
    (come.inq ? INQ : 0);
  const order = kinds === 0 ? NO_CONTROL : ORDERS[kinds];
  if (order !== undefined) expects.push(order);
}

/** Where the pidfd stays, if it is to. */
const slotKept = ({ as, keep }: Receiving['op']): Slot | undefined =>
  keep === undefined ? undefined : as.at(-1);

/** Where descriptors go that were sent. */
export const slotsForRights = ({ as, keep }: Receiving['op']): readonly Slot[] =>
  keep === undefined ? as : as.slice(0, -1);

/** What is to be seen of descriptors that come and stay. */
export function expectMade(
  { op, state, taking }: Receiving,
  delivered: number,
  isTold: boolean,
  expects: Expectation[],
): void {
  const isKept = isTold && op.keep !== undefined;
  if (op.keep !== undefined && slotKept(op) === undefined) throw new Unmodelled('no slot for it');
  if (isKept && isReaped(taking.creds?.pid ?? 0, state.processes))
    if (!state.world.has.pidfdsOfTheReaped) throw new Unmodelled('no pidfd, or one');
  if (delivered > 0 || isKept) expects.push(LOWEST);
  if (isKept) expects.push(KEPT);
}

/** It is a new one, whatever else names the process. */
export function keepReceived({ state, op, taking }: Receiving): void {
  const slot = slotKept(op);
  if (slot !== undefined) keepPidfd(state, op.by, slot, taking.creds?.pid ?? 0);
}

function told({ state, me }: Receiving, sender: number): Expectation {
  if (isReaped(sender, state.processes)) {
    // Before 6.17 the number of an error stands where the descriptor should (scm_pidfd_recv()).
    const want = state.world.has.pidfdsOfTheReaped ? NO_PID : oneOf(NO_PID, 'ESRCH');
    return { rule: R.reaped, name: 'pidfd', want: ifObserved(want) };
  }
  return {
    rule: crossesPids(sender, me, state.processes) ? R.otherPids : R.pidfd,
    name: 'pidfd',
    want: ifObserved(pidSeenBy(sender, me)),
  };
}

/** A signal whose handler asks for SA_RESTART: nothing comes of it, whatever its receiver was doing. */

import { type CallLaw, done, look } from './call.ts';
import type { CallName, Operation } from './operation.ts';
import { capable } from './permission.ts';
import { rule, Unmodelled } from './rule.ts';
import type { Process } from './state.ts';

const NUDGED = rule('nudge', 'X34', 'signal(7) Interruption of system calls: SA_RESTART', 'posix');

/** As kill(2) has it; who may not is another matter. */
function mayArrive(me: Process, { pids, cred }: Process): boolean {
  if (me.uids !== undefined || me.pids !== 0 || pids !== 0) return false;
  const theirs = [cred.ruid, cred.suid];
  return [me.cred.ruid, me.cred.euid].some((id) => theirs.includes(id)) || capable(me, 'KILL');
}

export const nudge: CallLaw<'nudge'> = {
  look: (state, op) => {
    const view = look(state, op);
    const { me } = view;
    const other = state.processes[op.actor];
    if (other === undefined || other.ended || op.actor === op.by || op.actor === 0)
      throw new Unmodelled('nobody to be nudged');
    if (!mayArrive(me, other)) throw new Unmodelled('a signal that may not arrive');
    return view;
  },
  refusals: [],
  allow: () => done(NUDGED, () => undefined),
};

/** What signal(7) lists as restarted, but for what has a timeout, which the law does not let overlap. */
const RESTARTED: ReadonlySet<CallName> = new Set([
  ...(['accept4', 'connect', 'recv', 'recvfrom', 'recvmsg', 'read'] as const),
  ...(['send', 'sendto', 'sendmsg', 'write'] as const),
]);
/** More than that might go in parts, and a part is told when a signal comes. */
const WHOLE = 1000;

/** Whether a call that was asleep goes on after a signal, as if there had been none. */
export function isRestarted(op: Operation): boolean {
  const sends = op.call === 'write' || op.call.startsWith('send');
  return RESTARTED.has(op.call) && !(sends && 'size' in op && op.size > WHOLE);
}

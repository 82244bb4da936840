/** SIGURG: who is told of an urgent byte that arrives, and where it may be told. */

import * as S from '../abi/socket.ts';
import { type CallLaw, done, type FdView, look, success } from './call.ts';
import { pidKey, pidSeenBy } from './namespace.ts';
import { ifObserved, type Outcome, rule, Unmodelled } from './rule.ts';
import type { FileOwner, OpenFile, Process, Socket, State } from './state.ts';

const OWNER = 'fcntl(2) F_SETOWN, F_SETOWN_EX, F_GETOWN';

const R = {
  set: rule('fcntl.owner.set', 'O09', OWNER),
  told: rule('fcntl.owner', 'O09', OWNER),
  urged: rule('sigurg.pending', 'O09', 'socket(7) Signals; fcntl(2) F_SETOWN: SIGURG'),
  quiet: rule('sigurg.none', 'O09', 'socket(7) Signals; fcntl(2) F_SETOWN: SIGURG'),
};

/** Of sockets of AF_UNIX alone, and of owners that are there. */
export function lookAtOwner({ state, op, descriptor, file, socket }: FdView<'fcntl'>): void {
  if (descriptor === undefined) return;
  if (socket.domain !== S.AF_UNIX) throw new Unmodelled('signals of another kind of file');
  if (op.command === 'GETOWN' && file.owner && state.processes[file.owner.process]?.ended)
    throw new Unmodelled('an owner that has ended');
}

export function toldOwner({ state, me, file: { owner } }: FdView<'fcntl'>): Outcome {
  const process = owner && state.processes[owner.process];
  const want = process === undefined ? 0 : pidSeenBy(pidKey(process.pid, process), me);
  return success(R.told, [{ rule: R.told, name: 'ret', want }], () => undefined);
}

export function setOwner({ op, me, file }: FdView<'fcntl'>): Outcome {
  const { ruid, euid } = me.cred;
  return done(R.set, () => {
    file.owner = op.argument === 0 ? undefined : { process: op.by, ruid, euid };
  });
}

/** The open file of a socket; one that nobody has accepted has none. */
function fileOf(state: State, socket: Socket): OpenFile | undefined {
  const descriptor = state.descriptors.find((one) => one?.file.object === socket);
  return descriptor?.file ?? [...state.inFlight].find(({ object }) => object === socket);
}

/** As kill(2) has it for who named the owner; whether root is root everywhere nobody here knows (sigio_perm()). */
function mayTell({ ruid, euid }: FileOwner, { cred }: Process): boolean | undefined {
  const theirs = [cred.ruid, cred.suid];
  if (theirs.includes(euid) || theirs.includes(ruid)) return true;
  return euid === 0 ? undefined : false;
}

/** An urgent byte has arrived at a socket. */
export function raiseUrgent(state: State, receiver: Socket): void {
  const owner = fileOf(state, receiver)?.owner;
  const process = owner && state.processes[owner.process];
  if (owner === undefined || process === undefined || process.urged) return;
  const may = mayTell(owner, process);
  if (may !== false) process.urged = may;
}

export const sigurg: CallLaw<'sigurg'> = {
  look: (state, op) => {
    const view = look(state, op);
    if (view.me.urged === undefined) throw new Unmodelled('who may tell whom');
    return view;
  },
  refusals: [],
  allow: ({ me }) => {
    const rule = me.urged ? R.urged : R.quiet;
    const want = ifObserved(me.urged ? 1 : 0);
    return success(rule, [{ rule, name: 'pending', want }], () => {
      me.urged = false;
    });
  },
};

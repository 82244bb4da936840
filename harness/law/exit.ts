/** exit(2): a process ends, and all that it has is closed. */

import { type CallLaw, done, look, type View } from './call.ts';
import { partRegistrations } from './epoll.ts';
import { drop } from './references.ts';
import { rule, Unmodelled } from './rule.ts';
import type { State } from './state.ts';

const ENDED = rule('exit', 'C19', 'exit(3), _exit(2): all open descriptors are closed', 'posix');

export const exit: CallLaw<'exit'> = {
  look: (state, op) => {
    const view = look(state, op);
    if (!view.me.mortal) throw new Unmodelled('an actor that is needed');
    return view;
  },
  refusals: [],
  allow: ({ state, op, me }: View<'exit'>) =>
    done(ENDED, () => {
      me.ended = true;
      closeAll(state, op.by);
    }),
};

function closeAll(state: State, owner: number): void {
  for (const [slot, descriptor] of state.descriptors.entries()) {
    if (descriptor?.owner !== owner) continue;
    partRegistrations(state, slot, descriptor);
    state.descriptors[slot] = undefined;
    drop(state, descriptor.file);
  }
}

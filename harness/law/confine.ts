/** Landlock: a process that confines itself reaches no abstract name of anybody outside, and all that it has already. */

import { AF_UNIX } from '../abi/socket.ts';
import { type CallLaw, done, type FdView, look } from './call.ts';
import { hasConnections } from './listen.ts';
import type { Reach } from './reach.ts';
import { type Refusal, refusal, rule, Unmodelled } from './rule.ts';
import type { Process, Socket } from './state.ts';

const CONFINED = rule('confine.done', 'X18', 'landlock_restrict_self(2), landlock(7) Scoping');

export const confine: CallLaw<'confine'> = {
  look: (state, op) => {
    const view = look(state, op);
    if (!state.world.has.landlockScopes) throw new Unmodelled('no scopes of Landlock here');
    if (!view.me.mortal) throw new Unmodelled('there is no way back');
    if (view.me.confinement !== 0) throw new Unmodelled('confined already');
    if (view.me.most !== undefined) throw new Unmodelled('a descriptor of the rules');
    return view;
  },
  refusals: [],
  allow: ({ state, me }) =>
    done(CONFINED, () => {
      me.confinement = 1 + state.processes.indexOf(me);
    }),
};

/** Whether a name is abstract, and of a socket that was made outside of where one is confined. */
export function isOutside({ confinement }: Process, other: Socket | undefined): boolean {
  if (confinement === 0 || other?.name?.kind !== 'abstract') return false;
  return other.confinement !== confinement;
}

type Connecting = FdView<'connect'> & { readonly reach: Reach };

export const confinementRefusals = <V extends Connecting>(
  after: (view: V) => void,
): readonly Refusal<V>[] => [
  refusal(
    'connect.confined',
    'EPERM',
    'X18',
    'landlock(7) Scoping: LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET',
    ({ me, socket, reach: { other } }) => hasConnections(socket) && isOutside(me, other),
    { effect: after },
  ),
];

/** Whether datagrams reach somebody depends on whom they went to before. */
export function refuseConfined({ me }: { readonly me: Process }, socket: Socket, other?: Socket) {
  const isOther = socket.domain === AF_UNIX && !hasConnections(socket) && isOutside(me, other);
  if (isOther) throw new Unmodelled('datagrams to who is outside');
}

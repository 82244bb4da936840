/** Landlock: a process that confines itself reaches no abstract name of anybody outside, or few ports; and all that it has already. */

import { AF_UNIX } from '../abi/socket.ts';
import { type CallLaw, done, type FdView, look } from './call.ts';
import { hasConnections } from './listen.ts';
import type { OperationOf } from './operation.ts';
import type { Reach } from './reach.ts';
import { type Refusal, refusal, rule, Unmodelled } from './rule.ts';
import type { Process, Socket, State } from './state.ts';

const R = {
  names: rule('confine.done', 'X18', 'landlock_restrict_self(2), landlock(7) Scoping'),
  ports: rule('confine.ports', 'P32', 'landlock_restrict_self(2), landlock(7) Network flags'),
  again: rule(
    'confine.ports.again',
    'P36',
    'landlock_restrict_self(2), landlock(7): every ruleset must allow it',
  ),
};

/** As many as Landlock takes of one process (landlock(7)): beyond that is E2BIG. */
const MOST_LAYERS = 16;

function refuseUnfit({ world }: State, me: Process, { to, ports }: OperationOf<'confine'>): void {
  if (to === undefined) {
    if (!world.has.landlockScopes) throw new Unmodelled('no scopes of Landlock here');
    if (me.confinement !== 0) throw new Unmodelled('confined already');
    if (ports !== undefined) throw new Unmodelled('ports for what');
    return;
  }
  if (!world.has.landlockPorts) throw new Unmodelled('no ports of Landlock here');
  if (ports === undefined || ports.some((port) => port < 0 || port > 65_535))
    throw new Unmodelled('no ports');
}

/** Rules are added to those that are there: each of them must let pass what is to pass. */
const both = (
  before: readonly number[] | undefined,
  ports: readonly number[],
): readonly number[] =>
  before === undefined ? ports : before.filter((port) => ports.includes(port));

export const confine: CallLaw<'confine'> = {
  look: (state, op) => {
    const view = look(state, op);
    refuseUnfit(state, view.me, op);
    if (!view.me.mortal) throw new Unmodelled('there is no way back');
    if (view.me.layers >= MOST_LAYERS) throw new Unmodelled('no more rules');
    if (view.me.most !== undefined) throw new Unmodelled('a descriptor of the rules');
    return view;
  },
  refusals: [],
  allow: ({ state, me, op: { to, ports = [] } }) => {
    const isAgain = (to === 'bind' ? me.bindable : me.connectable) !== undefined;
    return done(to === undefined ? R.names : isAgain ? R.again : R.ports, () => {
      me.layers += 1;
      if (to === undefined) me.confinement = 1 + state.processes.indexOf(me);
      if (to === 'bind') me.bindable = both(me.bindable, ports);
      if (to === 'connect') me.connectable = both(me.connectable, ports);
    });
  },
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

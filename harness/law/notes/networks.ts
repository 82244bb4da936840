/** Notes on names in several networks: abstract ones belong to one, pathnames to none. */

import { descriptorOf } from '../call.ts';
import { isNew, portStartOf } from '../network.ts';
import { abstractKey } from '../references.ts';
import type { Socket, State } from '../state.ts';
import { type BindView, type ConnectView, hasPorts } from './names.ts';
import { type Note, note, ok } from './note.ts';

/** Whether the name is held, but in another network than that of the socket. */
function isHeldElsewhere({ abstract, networks }: State, socket: Socket, name: string): boolean {
  if (networks.length === 0 || abstract.has(abstractKey(socket, name))) return false;
  const { type } = socket;
  return [...abstract.values()].some(
    (other) => abstractKey(other, name) !== abstractKey(socket, name) && holds(other, type, name),
  );
}

const holds = (other: Socket, type: number, name: string): boolean =>
  other.type === type && other.name?.kind === 'abstract' && other.name.name === name;

const CHOSEN = 'unix(7) Autobind feature; network_namespaces(7)';

/** A name that the kernel chose, of a socket of another network. */
function isChosenElsewhere({ state, op, socket }: BindView | ConnectView): boolean {
  const { address, by } = op;
  if (address.kind !== 'name') return false;
  const object = descriptorOf(state, by, address.slot)?.file.object;
  return object?.kind === 'socket' && object.network !== socket.network;
}

const OF_ANOTHER = 'network_namespaces(7): the UNIX domain abstract socket namespace';

export const bindNetworkNotes: readonly Note<BindView>[] = [
  note(
    'bind.port.of-own-network',
    'P07',
    'user_namespaces(7), network_namespaces(7): capabilities over the network that a namespace owns',
    (s) => {
      const { op, me, socket, state } = s.view;
      const port = 'port' in op.address ? op.address.port : 0;
      return (
        ok(s) &&
        me.uids !== undefined &&
        hasPorts(socket) &&
        port > 0 &&
        port < portStartOf(state, socket)
      );
    },
  ),
  note(
    'bind.chosen.held-in-another-network',
    'B04',
    CHOSEN,
    (s) => ok(s) && isChosenElsewhere(s.view),
  ),
  note('bind.abstract.held-in-another-network', 'B29', OF_ANOTHER, (s) => {
    const { unix, socket, state } = s.view;
    const target = unix?.target;
    return ok(s) && target?.kind === 'abstract' && isHeldElsewhere(state, socket, target.name);
  }),
];

export const connectNetworkNotes: readonly Note<ConnectView>[] = [
  note(
    'connect.chosen.in-another-network',
    'B04',
    CHOSEN,
    ({ view, outcome }) => outcome.errno === 'ECONNREFUSED' && isChosenElsewhere(view),
  ),
  note('connect.abstract.in-another-network', 'B29', OF_ANOTHER, ({ view, outcome }) => {
    const { reach, socket, state } = view;
    const { target } = reach;
    return (
      outcome.errno === 'ECONNREFUSED' &&
      target.kind === 'abstract' &&
      isHeldElsewhere(state, socket, target.name)
    );
  }),
  note(
    'connect.abstract.as-the-socket-was-made',
    'B29',
    OF_ANOTHER,
    (s) =>
      ok(s) &&
      s.view.reach.target.kind === 'abstract' &&
      s.view.socket.network !== s.view.me.network,
  ),
  note(
    'connect.path.across-networks',
    'B30',
    'unix(7) Address format: a pathname is found in the file system',
    (s) => {
      const { reach, socket } = s.view;
      const there = reach.target.kind === 'path' ? reach.other?.network : undefined;
      return ok(s) && there !== undefined && there !== socket.network && isNew(there);
    },
  ),
];

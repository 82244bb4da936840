/** Mutants whose actors live in other namespaces than they do: maps that are off, and pids of somebody else. */

import type { CallName } from '../law/operation.ts';
import type { ActorFacts, World } from '../law/world.ts';
import { type Mutant, REAL } from './mutants.ts';

type Change = (actor: ActorFacts) => Partial<ActorFacts>;

const shifted = (map: ActorFacts['uids'], by: number): ActorFacts['uids'] =>
  map?.map(([inside, outside, count]) => [inside, outside + by, count]);

const CHANGES: readonly (readonly [name: string, call: CallName, change: Change])[] = [
  ['uids go through a map that is one off', 'getsockopt', (a) => ({ uids: shifted(a.uids, 1) })],
  ['gids go through a map that is one off', 'getsockopt', (a) => ({ gids: shifted(a.gids, 1) })],
  ['uids of messages are one off', 'recvmsg', (a) => ({ uids: shifted(a.uids, 1) })],
  ['uids of owners are one off', 'stat', (a) => ({ uids: shifted(a.uids, 1) })],
  ['everybody lives in one user namespace', 'bind', () => ({ uids: undefined, gids: undefined })],
  ['gids go through the map of uids', 'getsockopt', (a) => ({ gids: a.uids })],
  ['pids inside are those around', 'getsockopt', () => ({ outerPid: undefined, pids: 0 })],
  ['pids inside are nobody’s around', 'getsockopt', () => ({ outerPid: undefined })],
  [
    'a pid around is one off',
    'getsockopt',
    ({ outerPid }) => (outerPid === undefined ? {} : { outerPid: outerPid + 1 }),
  ],
  ['a pid namespace belongs to those around', 'sendmsg', ({ uids }) => (uids ? { pids: 0 } : {})],
];

/** Only actors that are not plain are changed. */
const isEnclosed = ({ uids, outerPid }: ActorFacts): boolean =>
  uids !== undefined || outerPid !== undefined;

export function namespaceMutants(): Mutant[] {
  return CHANGES.map(([name, call, change]) => ({
    kind: 'wrong namespace',
    ...{ name: `world: ${name}`, call, law: REAL },
    world: (world: World): World => ({
      ...world,
      actors: world.actors.map((actor) =>
        isEnclosed(actor) ? { ...actor, ...change(actor) } : actor,
      ),
    }),
  }));
}

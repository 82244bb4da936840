/** How an actor gets namespaces of its own: the words that start it there, and the ids that it then has. */

import type { IdMap } from '../law/namespace.ts';
import { type ActorKind, KINDS } from '../scenario/cast.ts';
import type { Home } from '../scenario/place.ts';

/**
 * Some ids of the place by other numbers, some by the same one, and most not at all: root and the ordinary
 * user 1001 are nobody there, and 1000 has the number of another. Groups go elsewhere than users.
 */
export const MAPS: { readonly uids: IdMap; readonly gids: IdMap } = {
  uids: [
    [0, 2000, 100],
    [1001, 1000, 1],
    [4242, 4242, 1],
  ],
  gids: [
    [0, 3000, 50],
    [100, 1000, 1],
    [4242, 0, 1],
  ],
};

/** Who an actor is in a user namespace of its own: its root, with every capability there. */
export const ENCLOSED_HOME: Home = {
  base: { uid: [0, 0, 0], gid: [0, 0, 0], groups: [], caps: 'all' },
  uids: [0, 1, 33, 1001, 4242],
  gids: [0, 5, 33, 100, 4242],
  groups: true,
};

/** Tells its pid as the place knows it, and waits until its ids are mapped. */
const WAIT = 'read -r pid rest < /proc/self/stat; echo "$pid" >&4; read -r go <&3; exec "$@"';
/** Before the map is written its ids are none, and only ambient capabilities outlive an exec. */
const BECOME_ROOT = [
  ...['setpriv', '--reuid=0', '--regid=0', '--clear-groups'],
  ...['--inh-caps=-all', '--ambient-caps=-all', '--'],
];

/** The command that starts another one in the namespaces of a kind. */
export function enclosed(kind: ActorKind, command: readonly string[]): string[] {
  const { pids, users } = KINDS[kind];
  return [
    'unshare',
    ...(users ? ['--user', '--keep-caps'] : []),
    ...(pids ? ['--mount', '--pid', '--fork', '--kill-child'] : []),
    ...['--', 'sh', '-c', WAIT, 'sh'],
    ...(users ? BECOME_ROOT : []),
    ...command,
  ];
}

/** As `uid_map` and `gid_map` are written: all lines at once. */
export function printMap(map: IdMap): string {
  return map.map((range) => `${range.join(' ')}\n`).join('');
}

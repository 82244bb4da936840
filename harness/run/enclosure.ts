/** How an actor gets namespaces of its own: the words that start it there, and the ids that it then has. */

import type { IdMap } from '../law/namespace.ts';
import type { Identity } from '../law/operation.ts';
import { type ActorKind, hasNetwork, KINDS } from '../scenario/cast.ts';
import type { Home } from '../scenario/place.ts';

/** The ids of a user namespace, and who an actor can be there. */
export interface Inside {
  readonly uids: IdMap;
  readonly gids: IdMap;
  readonly home: Home;
}

/**
 * Some ids of the place by other numbers, some by the same one, and most not at all: root and the ordinary
 * user 1001 are nobody there, and 1000 has the number of another. Groups go elsewhere than users.
 */
const MANY: Inside = {
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
  home: {
    base: { uid: [0, 0, 0], gid: [0, 0, 0], groups: [], caps: 'all' },
    uids: [0, 1, 33, 1001, 4242],
    gids: [0, 5, 33, 100, 4242],
    groups: true,
  },
};

/** Ids from 20000 on, by numbers that begin with 0. */
const HIGH: Inside = {
  uids: [[0, 20_000, 40_002]],
  gids: [[0, 20_000, 40_002]],
  home: {
    base: { uid: [0, 0, 0], gid: [0, 0, 0], groups: [], caps: 'all' },
    uids: [0, 1, 33, 1001, 4242],
    gids: [0, 5, 33, 100, 4242],
    groups: true,
  },
};

/** Those who are root here are somebody else there, and all others are root. */
const otherNumber = (id: number): number => (id === 0 ? 1000 : 0);

/** Its supplementary groups stay those of the base, which have no number there: nobody should ask for them. */
function single({ uid: [, euid], gid: [, egid] }: Identity): Inside {
  const [uid, gid] = [otherNumber(euid), otherNumber(egid)];
  const base = { uid: [uid, uid, uid], gid: [gid, gid, gid], groups: [], caps: 'all' } as const;
  return {
    uids: [[uid, euid, 1]],
    gids: [[gid, egid, 1]],
    home: { base, uids: [uid], gids: [gid], groups: false },
  };
}

/** What is inside of a kind's user namespace, when it is made by this identity; undefined where it has none. */
export function insideOf(kind: ActorKind, base: Identity): Inside | undefined {
  const { users } = KINDS[kind];
  if (users === 'none') return undefined;
  if (users === 'one') return single(base);
  return users === 'many' ? MANY : HIGH;
}

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
    ...(users === 'none' ? [] : ['--user', '--keep-caps']),
    ...(hasNetwork(kind) ? ['--net'] : []),
    ...(pids ? ['--mount', '--pid', '--fork', '--kill-child'] : []),
    ...['--', 'sh', '-c', WAIT, 'sh'],
    ...(users === 'many' || users === 'high' ? BECOME_ROOT : []),
    ...command,
  ];
}

/** Files of a process in /proc with what makes it one of its user namespace, in order. */
export function mapFiles(kind: ActorKind, { uids, gids }: Inside): [string, string][] {
  const maps: [string, string][] = [
    ['uid_map', printMap(uids)],
    ['gid_map', printMap(gids)],
  ];
  // user_namespaces(7): whoever has no right over groups must give setgroups(2) up first.
  return KINDS[kind].users === 'one' ? [['setgroups', 'deny'], ...maps] : maps;
}

/** All lines are written at once. */
function printMap(map: IdMap): string {
  return map.map((range) => `${range.join(' ')}\n`).join('');
}

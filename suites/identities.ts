/** Random identities: ids from those that can be assumed here, and capability subsets. */

import type { CapabilityName } from '../harness/abi/capability.ts';
import type { Identity } from '../harness/law/operation.ts';
import type { Walk } from '../harness/scenario/walk.ts';

/** Capabilities that some rule of the law looks at. */
const TELLING: readonly CapabilityName[] = [
  'NET_BIND_SERVICE',
  'DAC_OVERRIDE',
  'DAC_READ_SEARCH',
  'FOWNER',
  'CHOWN',
  'FSETID',
  'SETUID',
  'SETGID',
  'SYS_ADMIN',
  'NET_ADMIN',
  'NET_RAW',
  'KILL',
];

/** A subset of the effective capabilities: all, none, all but some, or some alone. */
export function someCapabilities(walk: Walk): string {
  const { choose } = walk;
  const { permitted } = walk.me;
  if (permitted.length === 0) return 'none';
  const telling = TELLING.filter((name) => permitted.includes(name));
  const named = choose.some(telling);
  switch (choose.int(0, 4)) {
    case 0:
      return 'all';
    case 1:
    case 2:
      return 'none';
    case 3:
      return named.length === 0 ? 'none' : named.join('+');
    default:
      return ['all', ...named].join('-');
  }
}

/** Real, effective and saved id, equal or each by itself. */
function triple(walk: Walk, ids: readonly number[]): readonly [number, number, number] {
  const { choose } = walk;
  const one = choose.one(ids);
  if (choose.oneIn(2)) return [one, one, one];
  return [choose.one(ids), choose.one(ids), choose.one(ids)];
}

export function someIdentity(walk: Walk): Identity {
  const { home, choose } = walk;
  const groups = home.groups ? choose.some(home.gids).sort((a, b) => a - b) : home.base.groups;
  return {
    uid: triple(walk, home.uids),
    gid: triple(walk, home.gids),
    groups,
    caps: someCapabilities(walk),
  };
}

/** The actor becomes somebody else. */
export function becomeSomebody(walk: Walk): void {
  walk.become(someIdentity(walk));
}

export function becomeBase(walk: Walk): void {
  walk.become(walk.home.base);
}

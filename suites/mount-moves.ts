/** Moves between mount namespaces, and what is mounted in one's own. */

import { needsCapability, needsFeature, needsOwn } from '../harness/facts/index.ts';
import type { Walk } from '../harness/scenario/walk.ts';
import { becomeBase } from './identities.ts';

export const needsMounts = [
  needsOwn('files'),
  needsFeature('new-mounts'),
  needsCapability('SYS_ADMIN', 'effective'),
  needsCapability('SYS_CHROOT', 'effective'),
];

/** Does what takes a capability, and now and then as one who has not got it. */
function asMounter(walk: Walk, what: () => void): void {
  const { choose } = walk;
  const lacks = choose.oneIn(8) ? choose.one(['all-SYS_ADMIN', 'all-SYS_CHROOT']) : undefined;
  if (lacks !== undefined) walk.become({ caps: lacks });
  what();
  if (lacks !== undefined) becomeBase(walk);
}

export function enter(walk: Walk, to: 'new' | 'home'): void {
  asMounter(walk, () => void walk.go({ call: 'mounts', to }));
}

/** What can be mounted over what: files over files, directories over directories, and now and then what cannot. */
const BINDINGS = [
  ['d', 'd'],
  ['d', 'd'],
  ['d', 'e'],
  ['e', 'd'],
  ['.', 'd'],
  ['p0', 'p1'],
  ['p1', 'p0'],
  ['p0', 'p0'],
  ['d/p0', 'p1'],
  ['p0', 'd/p0'],
  ['d', 'p0'],
  ['p0', 'd'],
  ['l', 'p1'],
] as const;

export function mountSomething(walk: Walk): void {
  const { choose } = walk;
  asMounter(walk, () => {
    const [from, to] = choose.one(BINDINGS);
    if (choose.oneIn(3)) walk.go({ call: 'mount_empty', path: choose.one(['d', 'd', 'e', 'p0']) });
    else walk.go({ call: 'mount_bind', from, to, readOnly: choose.oneIn(2) ? 1 : 0 });
  });
}

export function unmountSomething(walk: Walk): void {
  const path = walk.choose.one(['d', 'd', 'e', 'p0', 'p1'] as const);
  asMounter(walk, () => void walk.go({ call: 'unmount', path }));
}

/** Goes somewhere, or changes what is mounted there. */
export function mountMove(walk: Walk): void {
  const { choose, me } = walk;
  if (choose.oneIn(2)) becomeBase(walk);
  if (me.mounts === undefined) enter(walk, 'new');
  if (choose.oneIn(8)) enter(walk, choose.oneIn(2) ? 'home' : 'new');
  else choose.oneIn(4) ? unmountSomething(walk) : mountSomething(walk);
}

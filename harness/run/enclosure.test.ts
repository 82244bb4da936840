import { expect, test } from 'vitest';
import type { Identity } from '../law/operation.ts';
import { type ActorKind, KINDS } from '../scenario/cast.ts';
import { enclosed, insideOf, mapFiles } from './enclosure.ts';
import { knownPids } from './troupe.ts';

const kinds = Object.keys(KINDS) as ActorKind[];
const root: Identity = { uid: [0, 0, 0], gid: [0, 0, 0], groups: [], caps: 'all' };
const user: Identity = { uid: [1000, 1000, 1000], gid: [5, 5, 5], groups: [5], caps: 'none' };

test.each(kinds)('%s has the namespaces of its kind, and ends in the command', (kind) => {
  const words = enclosed(kind, ['true', 'x y']);

  expect(words.includes('--pid')).toBe(KINDS[kind].pids);
  expect(words.includes('--user')).toBe(KINDS[kind].users !== 'none');
  expect(words.slice(-2)).toEqual(['true', 'x y']);
});

test('a map is written in lines of three numbers, and groups are given up for a single id', () => {
  const written = (kind: ActorKind, base: Identity) => {
    const inside = insideOf(kind, base);
    return inside && Object.fromEntries(mapFiles(kind, inside));
  };

  expect(written('own-users', root)?.uid_map).toBe('0 2000 100\n1001 1000 1\n4242 4242 1\n');
  expect(written('own-users', root)).not.toHaveProperty('setgroups');
  expect(written('own-single-user', user)).toEqual({
    ...{ setgroups: 'deny', uid_map: '0 1000 1\n', gid_map: '0 5 1\n' },
  });
  expect(written('own-single-user', root)?.uid_map).toBe('1000 0 1\n');
  expect(written('own-pids', root)).toBeUndefined();
});

test.each(kinds)('every id of the home of %s is mapped', (kind) => {
  for (const base of [root, user]) {
    const inside = insideOf(kind, base);
    const maps = (id: number, map = inside?.uids ?? []): boolean =>
      map.some(([first, , count]) => id >= first && id < first + count);

    for (const uid of inside?.home.uids ?? []) expect(maps(uid)).toBe(true);
    for (const gid of inside?.home.gids ?? []) expect(maps(gid, inside?.gids)).toBe(true);
    expect(inside?.home.base.uid[1]).toBe(inside?.home.uids[0]);
  }
});

test('each actor knows the pids that its namespace has', () => {
  const processes = [
    { pid: 10, permitted: [] },
    { pid: 1, pids: 100, outerPid: 20, permitted: [] },
    { pid: 30, pids: 1, permitted: [] },
  ];

  expect(knownPids(processes, 0)).toEqual([10, 20, 0]);
  expect(knownPids(processes, 1)).toEqual([0, 1, 0]);
  expect(knownPids(processes, 2)).toEqual([0, 0, 30]);
});

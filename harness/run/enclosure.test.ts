import { expect, test } from 'vitest';
import { type ActorKind, KINDS } from '../scenario/cast.ts';
import { ENCLOSED_HOME, enclosed, MAPS, printMap } from './enclosure.ts';
import { knownPids } from './troupe.ts';

const kinds = Object.keys(KINDS) as ActorKind[];

test.each(kinds)('%s has the namespaces of its kind, and ends in the command', (kind) => {
  const words = enclosed(kind, ['true', 'x y']);

  expect(words.includes('--pid')).toBe(KINDS[kind].pids);
  expect(words.includes('--user')).toBe(KINDS[kind].users);
  expect(words.slice(-2)).toEqual(['true', 'x y']);
});

test('a map is written in lines of three numbers', () => {
  expect(printMap(MAPS.uids)).toBe('0 2000 100\n1001 1000 1\n4242 4242 1\n');
});

test('every id of the home is mapped, and nobody inside is nobody around', () => {
  const inside = (map: typeof MAPS.uids, id: number): boolean =>
    map.some(([first, , count]) => id >= first && id < first + count);

  for (const uid of ENCLOSED_HOME.uids) expect(inside(MAPS.uids, uid)).toBe(true);
  for (const gid of ENCLOSED_HOME.gids) expect(inside(MAPS.gids, gid)).toBe(true);
  expect(MAPS.uids.some(([, outside]) => outside === 0)).toBe(false);
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

/** Tests of paths through mounts of one's own, and below another root. */

import { expect, test } from 'vitest';
import { Coverage } from '../judge/coverage.ts';
import { foresee } from '../judge/fixtures/foresee.ts';
import { expectedOf } from '../scenario/fixtures/expected.ts';
import { stockPlaceFor } from '../scenario/fixtures/place.ts';
import { parseScenario } from '../scenario/text.ts';

const ROOT = '{uid 0/0/0 gid 0/0/0 groups [] caps all}';
const SERVED = [
  'mkdir("d", 0777)',
  '[s0, s1, s2] = socket(AF_UNIX, SOCK_STREAM, 0)',
  'bind(s0, path:"d/p0")',
  'listen(s0, 3)',
];

/** The errno that the law expects of each operation. */
function errnos(...operations: readonly string[]): string[] {
  const actors = [0, 1].map((i) => `actor ${i} ${ROOT}`);
  const scenario = parseScenario([...actors, ...SERVED, ...operations].join('\n'));
  const place = stockPlaceFor(2);
  foresee(place, scenario, new Coverage());
  const told = expectedOf(place, scenario).map(({ errno }) => errno);
  return told.slice(SERVED.length);
}

test('what is mounted over a directory covers what is in it, for who mounted it and until it is taken away', () => {
  const told = errnos(
    'mounts(new)',
    'mount_empty("d")',
    'connect(s1, path:"d/p0")',
    '1: s3 = socket(AF_UNIX, SOCK_STREAM, 0)',
    '1: connect(s3, path:"d/p0")',
    'connect(s1, path:"d/../d/p0")',
    'unmount("d")',
    'connect(s1, path:"d/p0")',
  );

  expect(told).toEqual(['', '', 'ENOENT', '', '', 'ENOENT', '', '']);
});

test('a read-only mount lets nobody name a socket, and everybody find one', () => {
  const told = errnos(
    'mounts(new)',
    'mount_bind("d", "d", 1)',
    'bind(s1, path:"d/p1")',
    'connect(s1, path:"d/p0")',
    's3 = open("d/p0", RDWR, 00)',
    'mounts(home)',
    'bind(s2, path:"d/p1")',
  );

  expect(told).toEqual(['', '', 'EROFS', '', 'ENXIO', '', '']);
});

test('absolute paths begin at the root of who asks, and dots do not lead above it', () => {
  const told = errnos(
    '1: chroot("d")',
    '1: [s3, s4] = socket(AF_UNIX, SOCK_STREAM, 0)',
    '1: connect(s3, path:"/../p0")',
    '1: connect(s4, path:"/d/p0")',
    '1: connect(s4, path:"d/p0")',
  );

  expect(told).toEqual(['', '', '', 'ENOENT', '']);
});

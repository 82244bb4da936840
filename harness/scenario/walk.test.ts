import type { Random } from 'fast-check';
import { expect, test } from 'vitest';
import * as S from '../abi/socket.ts';
import { stockPlace } from './fixtures/place.ts';
import { isSensible, type Overlapping, Walk } from './walk.ts';

const ADDRESS = { kind: 'abstract', name: 'x' } as const;
const listenerFirst: readonly Overlapping[] = [
  { by: 1, move: { call: 'bind', fd: 0, address: ADDRESS } },
  { by: 1, move: { call: 'listen', fd: 0, backlog: 5 } },
  { by: 2, move: { call: 'getsockname', fd: 1, room: 128 } },
];

/** Sockets of two actors, and no choice to make. */
function prepared(): Walk {
  const least = { nextInt: (low: number) => low } as unknown as Random;
  const walk = new Walk(stockPlace, 4, least);
  for (const by of [1, 2, 3])
    walk.as(by, () =>
      walk.go({
        call: 'socket',
        ...{ domain: S.AF_UNIX, type: S.SOCK_STREAM, protocol: 0, as: [walk.slot()] },
      }),
    );
  return walk;
}

test('calls of one actor keep their order while others overlap', () => {
  const walk = prepared();

  expect(walk.burst(listenerFirst)).toBe(true);
  expect(walk.as(3, () => walk.go({ call: 'connect', fd: 2, address: ADDRESS }))).toBe('');
  expect(isSensible(stockPlace, walk.scenario)).toBe(true);
});

test('calls of two actors come in any order', () => {
  const walk = prepared();
  const [bind, ...others] = listenerFirst;
  walk.as(1, () => walk.go(bind?.move as Overlapping['move']));
  const connect = { by: 2, move: { call: 'connect', fd: 1, address: ADDRESS } } as const;

  // Connected in the one order, refused in the other: what the socket is then asked is told in both.
  expect(walk.burst([others[0] as Overlapping, connect])).toBe(true);
  expect(walk.as(2, () => walk.go({ call: 'getpeername', fd: 1, room: 128 }))).toBeDefined();
});

test.each<[why: string, moves: readonly Overlapping[]]>([
  ['the first actor begins the others', [{ by: 0, move: { call: 'umask', mask: 0 } }]],
  ['nobody overlaps with itself alone', listenerFirst.slice(0, 2)],
  [
    'an actor that slept would go on to something else, and who is interrupted first is open',
    [
      { by: 1, move: { call: 'accept4', fd: 0, flags: 0, as: [7] } },
      { by: 1, move: { call: 'close', fd: 0 } },
      { by: 2, move: { call: 'getsockname', fd: 1, room: 128 } },
    ],
  ],
  [
    'who sleeps does not look again whether it is to wait',
    [
      { by: 1, move: { call: 'getsockname', fd: 0, room: 128 } },
      { by: 2, move: { call: 'fcntl', fd: 1, command: 'SETFL', argument: 0o4000 } },
    ],
  ],
  [
    'who sleeps does not look again how long it is to wait',
    [
      { by: 1, move: { call: 'getsockname', fd: 0, room: 128 } },
      { by: 2, move: { call: 'setsockopt', fd: 1, option: 'SO_RCVTIMEO', value: 20 } },
    ],
  ],
])('%s', (_, moves) => {
  const walk = prepared();
  walk.as(1, () => {
    walk.go({ call: 'bind', fd: 0, address: ADDRESS });
    walk.go({ call: 'listen', fd: 0, backlog: 5 });
  });
  const before = walk.operations.length;

  expect(walk.burst(moves, true)).toBe(false);
  expect(walk.operations).toHaveLength(before);
});

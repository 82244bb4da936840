/** Tests of the small pure parts: tokens, times, nearest names, time left. */

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nearest } from './nearest.ts';
import { openOutput } from './output.ts';
import { inWords, openProgress, tailOf, timeLeft } from './progress.ts';
import { parseToken } from './token.ts';
import { readDuration, readSeed } from './values.ts';

describe('token', () => {
  test('what is printed parses back', () => {
    const id = fc.stringMatching(/^[a-zA-Z0-9_-]{1,9}(\.[a-zA-Z0-9_-]{1,9}){0,3}$/);
    const path = fc.array(fc.nat(999), { maxLength: 5 }).map((steps) => steps.join(':'));
    fc.assert(
      fc.property(id, fc.integer(), path, (property, seed, steps) => {
        const token = parseToken(`${property}@s${seed}:${steps}`);

        expect(token).toEqual({ property, seed, path: steps });
      }),
    );
  });
});

describe('values', () => {
  test.for([
    ['500ms', 500],
    ['30s', 30_000],
    ['1.5m', 90_000],
    ['2h', 7_200_000],
    ['1d', 86_400_000],
  ] as const)('%s is %i milliseconds', ([text, wanted]) => {
    expect(readDuration(text)).toBe(wanted);
  });

  test.for(['', '30', '0s', '-1s', '1y', 's', '1 s', '1e3s'])('%j is no time', (text) => {
    expect(() => readDuration(text)).toThrow(/such as 30s/);
  });

  test('every seed of 32 bits reads as itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 }), (seed) => {
        expect(readSeed(String(seed))).toBe(seed);
      }),
    );
  });
});

describe('nearest name', () => {
  test('one slip of the finger still finds the name', () => {
    const names = ['stream-connections', 'socket-inodes', 'privileged-ports'];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(12), (name, at) => {
        expect(nearest(name.slice(0, at) + name.slice(at + 1), names)).toBe(name);
      }),
    );
  });

  test('what resembles nothing finds nothing', () => {
    expect(nearest('zzzzzzzz', ['stream', 'ports'])).toBeUndefined();
  });
});

describe('progress', () => {
  const standing = { id: 'a.b', phase: 'run', cases: 50, of: 100, done: 1, total: 4 } as const;

  test('the time left follows from the share that is done', () => {
    expect(timeLeft(standing, 3_000)).toBe(5_000);
    expect(tailOf(standing, 3_000)).toBe('50/100 cases · 1/4 properties · 5 s left');
  });

  test('no guess is made from too little', () => {
    expect(timeLeft(standing, 500)).toBeUndefined();
    expect(timeLeft({ ...standing, done: 0, cases: 1 }, 3_000)).toBeUndefined();
  });

  test('a terminal of no columns gets no line that would have to be cleared', () => {
    const written: string[] = [];
    const stream = { isTTY: true, columns: 0, write: (text: string) => written.push(text) };

    const progress = openProgress(openOutput(stream, stream, 'never'), false);
    progress.show(standing);
    progress.close();

    expect(written).toEqual([]);
  });

  test.for([
    [850, '850 ms'],
    [9_400, '9 s'],
    [200_000, '3 min 20 s'],
    [7_500_000, '2 h 5 min'],
  ] as const)('%i ms in words', ([milliseconds, words]) => {
    expect(inWords(milliseconds)).toBe(words);
  });
});

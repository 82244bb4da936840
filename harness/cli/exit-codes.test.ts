/** Tests of the exit codes of `sockspec run`. */

import { describe, expect, test } from 'vitest';
import { command } from './fixtures/command.ts';
import { outDirectories } from './fixtures/results.ts';

const newOut = outDirectories();

describe('exit codes', () => {
  const CASES: [plan: string[], flags: string[], code: number][] = [
    [['a.pass'], [], 0],
    [['a.pass', 'a.skip'], [], 0],
    [['a.pass', 'a.fail'], [], 1],
    [['a.fail', 'a.broken'], [], 1],
    [['a.pass', 'a.broken'], [], 3],
    [['a.pass', 'a.die'], [], 3],
    [['a.skip', 'b.skip'], [], 4],
    [['a.pass', 'a.inconclusive'], [], 0],
    [['a.pass', 'a.inconclusive'], ['--strict'], 5],
  ];

  test.for(CASES)('a plan of %s with flags %s ends with %i', async ([plan, flags, code]) => {
    const outcome = await command(['run', '--out', newOut(), ...flags], plan);

    expect(outcome.code).toBe(code);
  });
});

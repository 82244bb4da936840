/** Tests of `sockspec run --resume`: what was judged stays, what was cut off is run. */

import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { command } from './fixtures/command.ts';
import { outDirectories, resultsOf, verdictsIn } from './fixtures/results.ts';

const newOut = outDirectories();

describe('resume', () => {
  test('goes on with the seed and the rest of the plan, after a line that was cut', async () => {
    const out = newOut();
    const file = join(out, 'results.jsonl');
    await command(['run', '--seed', '9', '--out', out], ['a.pass', 'b.fail', 'c.pass']);
    const lines = readFileSync(file, 'utf8').split('\n');
    rmSync(file);
    appendFileSync(file, `${lines.slice(0, 2).join('\n')}\n${lines[2]?.slice(0, 40)}`);

    const { code, requests } = await command(
      ['run', '--resume', out],
      ['a.pass', 'b.fail', 'c.pass'],
    );

    expect(requests.at(-1)).toMatchObject({ seed: 9, properties: ['b.fail', 'c.pass'] });
    expect(verdictsIn(out)).toEqual([
      'plain a.pass pass',
      'plain b.fail fail',
      'plain c.pass pass',
    ]);
    expect(resultsOf(out).at(-1)).toMatchObject({ t: 'end', verdicts: { pass: 2, fail: 1 } });
    expect(code).toBe(1);
  });

  test('of a whole run runs nothing and tells its result again', async () => {
    const out = newOut();
    await command(['run', '--out', out], ['a.pass']);

    const { code, stdout, requests } = await command(['run', '--resume', out], ['a.pass']);

    expect(requests).toEqual([]);
    expect(stdout).toMatch(/# Totals: pass:1 /);
    expect(code).toBe(0);
  });
});

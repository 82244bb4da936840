/** Tests of `sockspec report`: the files it leaves, what it prints for CI, and its exit codes. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { command } from './fixtures/command.ts';
import { outDirectories } from './fixtures/results.ts';

const out = outDirectories()();
beforeAll(() => command(['run', '--out', out], ['a.pass', 'b.fail', 'c.broken']));

describe('report', () => {
  test('--markdown writes a summary that begins with the counts', async () => {
    const file = join(out, 'summary.md');

    const { code, stdout } = await command(['report', out, '--markdown', file]);

    expect(readFileSync(file, 'utf8')).toMatch(/^\*\*sockspec: pass 1 · fail 1 · .* broken 1 /);
    expect(stdout).toBe('');
    expect(code).toBe(0);
  });

  test('--annotations prints one line for each thing that went wrong', async () => {
    const { stdout } = await command(['report', out, '--annotations']);

    expect(stdout).toMatch(
      /^::error title=sockspec%3A fail b\.fail::.*\n::error .* c\.broken::.*\n$/,
    );
  });

  test('--gate exits as the run would have', async () => {
    expect((await command(['report', out, '--annotations', '--gate'])).code).toBe(1);
  });

  test('asked for nothing, it is told what it could be asked for', async () => {
    const { code, stderr } = await command(['report', out]);

    expect(stderr).toBe('sockspec: report: nothing to write; give --html FILE or another report\n');
    expect(code).toBe(2);
  });
});

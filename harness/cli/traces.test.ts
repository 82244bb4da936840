/** Tests of `sockspec record` and `sockspec check`: what they print, leave and exit with. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { command } from './fixtures/command.ts';
import { outDirectories } from './fixtures/results.ts';

const CORPUS = join(import.meta.dirname, '../trace/corpus/linux-6.18.jsonl');
const newPath = outDirectories();

/** A copy of the corpus with a part of its text changed. */
function changed(from: string | RegExp, to: string): string {
  const path = newPath();
  writeFileSync(path, readFileSync(CORPUS, 'utf8').replace(from, to));
  return path;
}

describe('record', () => {
  test('leaves a file that check reads', async () => {
    const file = newPath();
    const recorded = await command(['record', '-o', file, '--seed', '7'], ['a.pass', 'b.pass']);
    const checked = await command(['check', file]);

    expect(recorded.requests.at(-1)).toMatchObject({ command: 'record', seed: 7 });
    expect(recorded.stdout).toMatch(/^# seed 7\n# 2 traces of 2 properties, \d KB: /);
    expect(recorded.code).toBe(0);
    expect(checked.stdout).toMatch(
      /^6\.1\.0-fake\+x86_64\/plain\/fake .*\n {2}✔ 2 traces, 2 steps/,
    );
    expect(checked.code).toBe(0);
  });

  test('records only what filters choose', async () => {
    const { requests } = await command(['record', 'b', '-o', newPath()], ['a.pass', 'b.pass']);

    expect(requests.at(-1)?.properties).toEqual(['b.pass']);
  });

  test('goes on with the next property when a guest is lost, and exits with 3', async () => {
    const file = newPath();
    const outcome = await command(['record', '-o', file], ['a.pass', 'a.die', 'b.pass']);

    expect(outcome.stdout).toMatch(/# 2 traces of 2 properties/);
    expect(outcome.stderr).toMatch(/a\.die broken: guest died/);
    expect(outcome.code).toBe(3);
    expect((await command(['check', file])).code).toBe(0);
  });

  test('does not overwrite a file unasked', async () => {
    const outcome = await command(['record', '-o', CORPUS]);

    expect(outcome.stderr).toMatch(/^sockspec: --output .* is there already; .*\n$/);
    expect(outcome.code).toBe(2);
  });

  test('takes one profile', async () => {
    const twice = ['--profile', 'plain', '--profile', 'other'];
    const { code, stderr } = await command(['record', '-o', newPath(), ...twice]);

    expect(stderr).toMatch(/^sockspec: --profile: a file holds one/);
    expect(code).toBe(2);
  });
});

describe('check', () => {
  test('judges the corpus and names its kernel, without any guest', async () => {
    const { code, stdout, requests } = await command(['check', CORPUS]);

    expect(stdout).toMatch(/^6\.18\.\S+\+x86_64\/full-root\/sandbox .*\n/);
    expect(stdout).toMatch(/✔ \d+ traces, [\d,]+ steps: 0 diverge, 0 judged in part; \d+ rules/);
    expect(requests).toEqual([]);
    expect(code).toBe(0);
  });

  test('shows what diverges in the usual text, and exits with 1', async () => {
    const file = changed('"errno":"ENXIO"', '"errno":"ENODEV"');
    const { code, stdout } = await command(['check', file]);

    expect(stdout).toMatch(/✖ FAIL {2}open: ENODEV, allowed only ENXIO/);
    expect(stdout).toMatch(/allowed only: ENXIO\n/);
    expect(stdout).toMatch(/replay: npx sockspec replay '[\w.-]+@s-?\d+:\d+'/);
    expect(stdout).toMatch(/✖ \d+ traces, .*: 1 diverge/);
    expect(code).toBe(1);
  });

  test.for([
    ['a cut file', () => changed(/\n[^\n]*\n$/, '\n'), /was cut after \d+ traces; record it again/],
    ['a foreign file', () => import.meta.filename, /is no file of traces; give one that sockspec/],
    ['no file', () => newPath(), /cannot be read \(no such file or directory\)/],
  ] as const)('%s is one line, and 2', async ([, file, says]) => {
    const { code, stderr } = await command(['check', file()]);

    expect(stderr).toMatch(/^sockspec: [^\n]*\n$/);
    expect(stderr).toMatch(says);
    expect(code).toBe(2);
  });
});

/** Tests of `sockspec run`: the flow of verdicts, what it prints and what it leaves. */

import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readBundle } from '../bundle/index.ts';
import { command } from './fixtures/command.ts';
import { outDirectories, recordsIn, resultsOf, verdictsIn } from './fixtures/results.ts';

const newOut = outDirectories();

describe('run', () => {
  test('shows a finding once, and who else saw it', async () => {
    const { stdout } = await command(['run', '--out', newOut()], ['a.fail', 'b.fail']);

    expect(stdout.match(/▶/g)).toHaveLength(1);
    expect(stdout).toMatch(/also seen by: b\.fail\n/);
  });

  test('prints the seed first, the totals last, and leaves results and reports', async () => {
    const out = newOut();

    const { stdout } = await command(['run', '--seed', '5', '--out', out], ['a.pass', 'a.fail']);

    expect(stdout).toMatch(/^# seed 5\n/);
    expect(stdout).toMatch(/✖ a {2}1 pass · 1 fail {2}20 cases\n/);
    expect(stdout).toMatch(/allowed only: EACCES/);
    const [totals, replay, report] = stdout.trimEnd().split('\n').slice(-3);
    expect(totals).toMatch(
      /^# Totals: pass:1 fail:1 .*6\.1\.0-fake\+x86_64\/plain\/fake {2}seed 5$/,
    );
    expect(replay).toBe(`# replay: npx sockspec replay 'a.fail@s5:12:0' --from ${out}`);
    expect(report).toBe(`# report: ${out}/report.html`);
    expect(readdirSync(out).sort()).toEqual([
      'failures',
      'junit.xml',
      'report.html',
      'results.jsonl',
    ]);
    expect(readdirSync(join(out, 'failures'))).toEqual(['a.fail.scenario']);
  });

  test('writes a bundle that reads back whole', async () => {
    const out = newOut();

    await command(['run', '--out', out], ['a.pass', 'a.skip', 'b.fail']);

    const records = resultsOf(out);
    expect(records.map(({ t }) => t)).toEqual(['header', 'verdict', 'verdict', 'verdict', 'end']);
    expect(records.at(-1)).toMatchObject({ verdicts: { pass: 1, skip: 1, fail: 1, missing: 0 } });
    expect(readBundle(readFileSync(join(out, 'results.jsonl'), 'utf8')).problems).toEqual([]);
  });

  test('--json prints the records and nothing else on stdout', async () => {
    const out = newOut();

    const { stdout, code } = await command(
      ['run', '--json', '--out', out],
      ['a.pass', 'b.fail', 'c.die'],
    );

    expect(recordsIn(stdout)).toEqual(resultsOf(out));
    expect(code).toBe(1);
  });

  test.for([
    [['-q'], 0, /^# seed \d+\n\n# Totals/],
    [['-v'], 0, /✔ a\.pass\n.* - a\.skip {2}CAP_FAKE is not there\n/],
    [['-vv'], 0, /✔ a\.pass {2}10 cases, 40 calls, 5 ms\n {6}FAKE-1 10×\n/],
    [[], 0, /1 × CAP_FAKE is not there\n {6}→ run as root\n/],
  ] as const)('%s shows that much', async ([flags, code, words]) => {
    const outcome = await command(['run', '--out', newOut(), ...flags], ['a.pass', 'a.skip']);

    expect(outcome.stdout).toMatch(words);
    expect(outcome.code).toBe(code);
  });

  test.for([
    [['b'], ['b.one.pass', 'b.two.pass']],
    [['*.two.*'], ['b.two.pass']],
    [
      ['-f', 'a,b.two'],
      ['a.pass', 'b.two.pass'],
    ],
    [['-F', 'b.*'], ['a.pass']],
    [
      ['--clause', 'FAKE-1', '-F', 'a'],
      ['b.one.pass', 'b.two.pass'],
    ],
  ] as const)('%s chooses %s', async ([flags, ids]) => {
    const plan = ['a.pass', 'b.one.pass', 'b.two.pass'];

    const { requests } = await command(['run', '--out', newOut(), ...flags], plan);

    expect(requests.at(-1)?.properties).toEqual(ids);
  });

  test('--dry-run prints the plan and runs nothing', async () => {
    const out = newOut();

    const { stdout, requests } = await command(
      ['run', '--dry-run', '--out', out],
      ['a.pass', 'b.pass'],
    );

    expect(stdout).toContain('plain  a.pass\nplain  b.pass\n');
    expect(requests.map((request) => request.command)).toEqual(['list']);
    expect(existsSync(out)).toBe(false);
  });

  test('several profiles run one after another into one bundle', async () => {
    const out = newOut();
    const flags = ['--profile', 'plain', '--profile', 'other', '--out', out];

    const { stdout } = await command(['run', ...flags], ['a.pass', 'b.fail']);

    const wanted = [
      'plain a.pass pass',
      'plain b.fail fail',
      'other a.pass pass',
      'other b.fail fail',
    ];
    expect(verdictsIn(out)).toEqual(wanted);
    expect(stdout).toMatch(/# Totals: pass:2 fail:2 .* 2 environments/);
    expect(readdirSync(join(out, 'failures'))).toEqual(['b.fail.2.scenario', 'b.fail.scenario']);
  });

  test('a later profile that cannot be had loses nothing of the earlier', async () => {
    const out = newOut();
    const flags = ['--profile', 'plain,impossible', '--out', out];

    const { code, stderr } = await command(['run', ...flags], ['a.pass']);

    expect(verdictsIn(out)).toEqual(['plain a.pass pass']);
    expect(stderr).toContain("profile 'impossible': needs root; run as root");
    expect(code).toBe(3);
  });

  test('--fail-fast stops everything at the first failure', async () => {
    const out = newOut();
    const flags = ['-x', '--profile', 'plain,other', '--out', out];

    const { code } = await command(['run', ...flags], ['a.pass', 'b.fail', 'c.pass']);

    expect(verdictsIn(out)).toEqual(['plain a.pass pass', 'plain b.fail fail']);
    expect(code).toBe(1);
  });

  test('--time ends the run in time, and says so of what it cut off', async () => {
    const out = newOut();

    const { stdout, code } = await command(
      ['run', '--time', '2s', '--out', out],
      ['a.pass', 'b.slow', 'c.pass'],
    );

    const wanted = ['plain a.pass pass', 'plain b.slow inconclusive', 'plain c.pass inconclusive'];
    expect(verdictsIn(out)).toEqual(wanted);
    expect(stdout).toMatch(/b\.slow {2}the time of the run was up\n/);
    expect(code).toBe(0);
  });

  test('--force overwrites former results and nothing else', async () => {
    const out = newOut();
    await command(['run', '--out', out], ['a.fail']);
    appendFileSync(join(out, 'notes.txt'), 'mine');

    const { code } = await command(['run', '--force', '--out', out], ['b.pass']);

    expect(code).toBe(0);
    expect(verdictsIn(out)).toEqual(['plain b.pass pass']);
    expect(readdirSync(join(out, 'failures'))).toEqual([]);
    expect(existsSync(join(out, 'notes.txt'))).toBe(true);
  });
});

/** Tests of `sockspec run`: the flow of verdicts, exit codes, what it prints and what it leaves. */

import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type BundleRecord, readBundle } from '../bundle/index.ts';
import { command } from './fixtures/command.ts';

const scratch = mkdtempSync(join(tmpdir(), 'cli-run-'));
afterAll(() => rmSync(scratch, { recursive: true }));

let count = 0;
function newOut(): string {
  count += 1;
  return join(scratch, `out${count}`);
}

function recordsIn(text: string): BundleRecord[] {
  return text.split('\n').flatMap((line) => (line === '' ? [] : JSON.parse(line)));
}

function resultsOf(out: string): BundleRecord[] {
  return recordsIn(readFileSync(join(out, 'results.jsonl'), 'utf8'));
}

function verdictsOf(records: readonly BundleRecord[]): string[] {
  return records.flatMap((record) =>
    record.t === 'verdict' ? [`${record.env.split('/')[1]} ${record.id} ${record.verdict}`] : [],
  );
}

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
    expect(verdictsOf(resultsOf(out))).toEqual(wanted);
    expect(stdout).toMatch(/# Totals: pass:2 fail:2 .* 2 environments/);
    expect(readdirSync(join(out, 'failures'))).toEqual(['b.fail.2.scenario', 'b.fail.scenario']);
  });

  test('a later profile that cannot be had loses nothing of the earlier', async () => {
    const out = newOut();
    const flags = ['--profile', 'plain,impossible', '--out', out];

    const { code, stderr } = await command(['run', ...flags], ['a.pass']);

    expect(verdictsOf(resultsOf(out))).toEqual(['plain a.pass pass']);
    expect(stderr).toContain("profile 'impossible': needs root; run as root");
    expect(code).toBe(3);
  });

  test('--fail-fast stops everything at the first failure', async () => {
    const out = newOut();
    const flags = ['-x', '--profile', 'plain,other', '--out', out];

    const { code } = await command(['run', ...flags], ['a.pass', 'b.fail', 'c.pass']);

    expect(verdictsOf(resultsOf(out))).toEqual(['plain a.pass pass', 'plain b.fail fail']);
    expect(code).toBe(1);
  });

  test('--time ends the run in time, and says so of what it cut off', async () => {
    const out = newOut();

    const { stdout, code } = await command(
      ['run', '--time', '2s', '--out', out],
      ['a.pass', 'b.slow', 'c.pass'],
    );

    const wanted = ['plain a.pass pass', 'plain b.slow inconclusive', 'plain c.pass inconclusive'];
    expect(verdictsOf(resultsOf(out))).toEqual(wanted);
    expect(stdout).toMatch(/b\.slow {2}the time of the run was up\n/);
    expect(code).toBe(0);
  });

  test('--force overwrites former results and nothing else', async () => {
    const out = newOut();
    await command(['run', '--out', out], ['a.fail']);
    appendFileSync(join(out, 'notes.txt'), 'mine');

    const { code } = await command(['run', '--force', '--out', out], ['b.pass']);

    expect(code).toBe(0);
    expect(verdictsOf(resultsOf(out))).toEqual(['plain b.pass pass']);
    expect(readdirSync(join(out, 'failures'))).toEqual([]);
    expect(existsSync(join(out, 'notes.txt'))).toBe(true);
  });
});

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
    expect(verdictsOf(resultsOf(out))).toEqual([
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

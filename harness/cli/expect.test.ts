/** Tests of known deviations on the command line: what a ledger changes of a run, and how one is written. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Ledger } from '../ledger/index.ts';
import { command } from './fixtures/command.ts';
import { outDirectories, resultsOf, verdictsIn } from './fixtures/results.ts';

const newOut = outDirectories();

const entry = {
  ...{ id: 'fake-bind', signature: 'bind/FAKE-1/allowed', clause: 'FAKE-1', since: '2026-11-23' },
  ...{ seen: 'fake 1.0', text: 'bind succeeded' },
};

/** A file of entries; each is the usual one, changed. */
function ledger(...changes: object[]): string {
  const file = `${newOut()}.json`;
  const entries = changes.map((change) => ({ ...entry, ...change }));
  writeFileSync(file, JSON.stringify({ about: 'for a test', entries }));
  return file;
}

const entriesOf = (file: string): Ledger['entries'] =>
  JSON.parse(readFileSync(file, 'utf8')).entries;

describe('a ledger', () => {
  test('makes a failure known: exit 0, and another count', async () => {
    const out = newOut();

    const outcome = await command(
      ['run', '--expect', ledger({}), '--out', out],
      ['a.pass', 'a.fail'],
    );

    expect(outcome.code).toBe(0);
    expect(outcome.stdout).toMatch(/# Totals: pass:1 fail:0 known:1 /);
    expect(outcome.stdout).toMatch(/ ◆ a {2}1 pass · 1 known {2}20 cases\n/);
    expect(resultsOf(out)).toContainEqual(
      expect.objectContaining({
        ...{ id: 'a.fail', verdict: 'fail', known: 'fake-bind' },
        deviations: { 'bind/FAKE-1/allowed': 3 },
      }),
    );
  });

  test('leaves what it does not name unexpected', async () => {
    const { code, stdout } = await command(
      ['run', '--expect', ledger({}), '--out', newOut()],
      ['a.fail', 'a.fail-peek'],
    );

    expect(code).toBe(1);
    expect(stdout).toMatch(/ ✖ a {2}1 fail · 1 known /);
    expect(stdout).toMatch(/# Totals: pass:0 fail:1 known:1 /);
  });

  test.for([
    ['another runtime', { runtime: 'docker-*' }, []],
    ['another kernel', { kernel: '5.*' }, [{ signature: entry.signature, kernel: '5.*' }]],
    ['another profile', { profile: 'other' }, []],
  ] as const)('of %s expects nothing here', async ([, change, known]) => {
    const argv = ['run', '--expect', ledger(change), '--out', newOut()];

    const { code, requests } = await command(argv, ['a.fail']);

    expect(code).toBe(1);
    // The release is the guest's to compare: it knows it better.
    expect(requests[0]?.known).toEqual(known);
  });

  test('may be one of several', async () => {
    const files = [ledger({}), ledger({ id: 'fake-peek', signature: '*peek' })];
    const flags = files.flatMap((file) => ['--expect', file]);

    const { code } = await command(
      ['run', ...flags, '--out', newOut()],
      ['a.fail', 'a.fail-peek', 'b.pass'],
    );

    expect(code).toBe(0);
  });

  test('none expects nothing, not even what the project knows', async () => {
    const argv = ['run', '--expect', 'none', '--runtime', 'docker', '--oci-runtime', 'runsc'];

    const { code, requests } = await command([...argv, '--out', newOut()], ['a.fail']);

    expect(code).toBe(1);
    expect(requests[0]?.known).toEqual([]);
  });

  test('is the one of the project where none is named', async () => {
    const argv = ['run', '--runtime', 'docker', '--oci-runtime', 'runsc', '--out', newOut()];

    const { requests } = await command(argv, ['a.pass']);

    expect(requests[0]?.known?.length).toBeGreaterThan(0);
  });

  test('does not let --fail-fast stop at what it expects', async () => {
    const out = newOut();
    const flags = ['-x', '--expect', ledger({}), '--profile', 'plain,other', '--out', out];

    await command(['run', ...flags], ['a.fail', 'b.fail-peek', 'c.pass']);

    expect(verdictsIn(out)).toEqual(['plain a.fail fail', 'plain b.fail-peek fail']);
  });

  test('lets --fail-fast go on to the next environment behind what it expects', async () => {
    const out = newOut();
    const flags = ['-x', '--expect', ledger({}), '--profile', 'plain,other', '--out', out];

    await command(['run', ...flags], ['a.fail']);

    expect(verdictsIn(out)).toEqual(['plain a.fail fail', 'other a.fail fail']);
  });
});

describe('the end of a run', () => {
  test('tells a known failure in a line, and a new one in full', async () => {
    const { stdout } = await command(
      ['run', '--seed', '5', '--expect', ledger({}), '--out', newOut()],
      ['a.fail', 'a.fail-peek', 'b.fail'],
    );

    expect(stdout).toMatch(/\n {2}known {2}fake-bind {2}a\.fail {2}bind below .* \(and 1 more\)\n/);
    expect(stdout.match(/▶/g)).toHaveLength(1);
    expect(stdout).toMatch(/# replay: npx sockspec replay 'a\.fail-peek@s5:12:0'/);
  });

  test('with -v has told each known failure with its entry as it came', async () => {
    const { stdout } = await command(
      ['run', '-v', '--expect', ledger({}), '--out', newOut()],
      ['a.fail'],
    );

    expect(stdout).toMatch(/\n {2}◆ a\.fail {2}known fake-bind · bind below /);
  });

  test('replays nothing where all was known', async () => {
    const { stdout } = await command(
      ['run', '--expect', ledger({}), '--out', newOut()],
      ['a.fail'],
    );

    expect(stdout).not.toMatch(/▶|# replay/);
  });

  test('with -q has the known ones in its totals alone', async () => {
    const { stdout } = await command(
      ['run', '-q', '--expect', ledger({}), '--out', newOut()],
      ['a.fail'],
    );

    expect(stdout).toMatch(/^# seed \d+\n\n# Totals: .*known:1 .*\n# report: \S+\n$/);
  });

  test('stays readable with forty known failures', async () => {
    const plan = Array.from({ length: 40 }, (_, index) => `a.fail-${index}`);
    const entries = plan.map((id, index) => ({
      ...{ id: `fake-${index}`, signature: `bind/FAKE-1/${id.slice('a.fail-'.length)}` },
    }));

    const { stdout } = await command(
      ['run', '--expect', ledger(...entries), '--out', newOut()],
      [...plan, 'b.fail'],
    );

    expect(stdout.split('\n').length).toBeLessThan(40 + 35);
    expect(stdout.lastIndexOf('known  fake-')).toBeLessThan(stdout.indexOf('✖ FAIL'));
  });

  test('counts the entries about this environment that were not met, and names them with -v', async () => {
    const others = [{ id: 'gone' }, { id: 'mended' }].map((one) => ({ ...one, signature: 'send' }));
    const file = ledger({}, ...others, { id: 'elsewhere', signature: 'send', runtime: 'docker' });
    const run = (...flags: string[]) =>
      command(['run', '--expect', file, '--out', newOut(), ...flags], ['a.fail']);

    const usual = await run();
    const verbose = await run('-v');
    const quiet = await run('-q');
    const narrow = await run('a');

    expect(usual.stdout).toMatch(/\n# ledger: 2 entries were not met\n/);
    expect(verbose.stdout).toMatch(/\n# ledger: 2 entries were not met: gone, mended\n/);
    expect(quiet.stdout).not.toMatch(/# ledger/);
    expect(narrow.stdout).not.toMatch(/# ledger/);
  });
});

describe('entries that were not met', () => {
  test('are none of a run that ended at its first failure', async () => {
    const file = ledger({ signature: 'send' });

    const { stdout } = await command(
      ['run', '-x', '--expect', file, '--out', newOut()],
      ['a.fail', 'b.pass'],
    );

    expect(stdout).not.toMatch(/# ledger/);
  });
});

describe('expect', () => {
  test('writes a ledger with which the same run is as expected', async () => {
    const out = newOut();
    const file = join(out, 'ledger.json');
    await command(['run', '--out', out], ['a.fail', 'a.fail-peek']);

    const { code, stdout } = await command(['expect', out, '-o', file]);

    expect(code).toBe(0);
    expect(stdout).toBe(`2 entries added to ${file}, which has 2\n`);
    expect(entriesOf(file).map(({ id }) => id)).toEqual([
      'fake-bind-fake-1-allowed',
      'fake-bind-fake-1-peek',
    ]);
    const argv = ['run', '--expect', file, '--out', newOut()];
    expect((await command(argv, ['a.fail', 'a.fail-peek'])).code).toBe(0);
  });

  test('adds to a ledger what is new, and nothing twice', async () => {
    const out = newOut();
    const file = ledger({});
    await command(['run', '--out', out], ['a.fail', 'a.fail-peek']);

    const [first, second] = [
      await command(['expect', out, '-o', file]),
      await command(['expect', out, '-o', file]),
    ];

    expect(first.stdout).toBe(`1 entry added to ${file}, which has 2\n`);
    expect(second.stdout).toBe(`0 entries added to ${file}, which has 2\n`);
    expect(entriesOf(file)).toContainEqual(entry);
  });

  test('tells in one line that a ledger cannot be written', async () => {
    const out = newOut();
    await command(['run', '--out', out], ['a.fail']);

    const { code, stderr } = await command(['expect', out, '-o', join(out, 'no/such/file.json')]);

    expect(code).toBe(2);
    expect(stderr).toMatch(/^sockspec: --out \S+: no such file or directory; [^\n]+\n$/);
  });
});

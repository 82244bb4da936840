/** Tests of known deviations: what a run expects, and how a ledger comes to be. */

import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { command } from './fixtures/command.ts';
import { outDirectories, resultsOf } from './fixtures/results.ts';

const newOut = outDirectories();

function ledgerFile(entries: readonly object[]): string {
  const file = newOut();
  writeFileSync(file, JSON.stringify({ about: 'test', entries }));
  return file;
}

const ENTRY = {
  ...{ id: 'fake-bind', signature: 'bind/*', clause: 'P01', since: '2026-11-23' },
  ...{ seen: 'fake', text: 'differs' },
};

test('a known failure is reported as known and does not fail the run', async () => {
  const out = newOut();

  const { code, stdout, requests } = await command(
    ['run', '--out', out, '--expect', ledgerFile([ENTRY])],
    ['a.fail', 'a.pass'],
  );

  expect(code).toBe(0);
  expect(stdout).toMatch(/# Totals: pass:1 fail:0 known:1 /);
  expect(resultsOf(out)).toContainEqual(
    expect.objectContaining({ id: 'a.fail', known: 'fake-bind' }),
  );
  expect(requests[0]?.known).toEqual([{ signature: 'bind/*', kernel: undefined }]);
});

test('an entry for another place, or none at all, leaves it a failure', async () => {
  const elsewhere = ledgerFile([{ ...ENTRY, runtime: 'docker-*' }]);

  const other = await command(['run', '--out', newOut(), '--expect', elsewhere], ['a.fail']);
  const none = await command(['run', '--out', newOut(), '--expect', 'none'], ['a.fail']);

  expect([other.code, none.code]).toEqual([1, 1]);
});

test.each([
  ['no JSON', 'nothing', 'is not JSON'],
  ['a field that nobody knows', '{"about":"","entries":[],"more":1}', 'Unrecognized key'],
])('a ledger that is %s is one line and exit code 2', async (_, text, why) => {
  const file = newOut();
  writeFileSync(file, text);

  const { code, stderr } = await command(['run', '--out', newOut(), '--expect', file]);

  expect(code).toBe(2);
  expect(stderr).toContain(`ledger ${file}: `);
  expect(stderr).toContain(why);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

test('what failed is learnt, and then expected', async () => {
  const [out, ledger] = [newOut(), newOut()];
  await command(['run', '--out', out, '--expect', 'none'], ['a.fail', 'b.fail']);

  const learnt = await command(['expect', out, '-o', ledger]);
  const again = await command(['expect', out, '-o', ledger]);
  const after = await command(['run', '--out', newOut(), '--expect', ledger], ['a.fail']);

  expect(learnt.stdout).toContain('1 entries added');
  expect(again.stdout).toContain('0 entries added');
  expect(JSON.parse(readFileSync(ledger, 'utf8')).entries).toHaveLength(1);
  expect(after.code).toBe(0);
});

test('known failures are a line each, and unknown ones are told in full', async () => {
  const expected = ['--expect', ledgerFile([ENTRY])];

  const known = await command(['run', '--out', newOut(), ...expected], ['a.fail', 'b.fail']);
  const unknown = await command(['run', '--out', newOut(), '--expect', 'none'], ['a.fail']);

  expect(known.stdout).toMatch(/known deviations\n {2}fake-bind {2}2 properties {2}bind below/);
  expect(known.stdout).not.toContain('✖ FAIL');
  expect(known.stdout).not.toContain('# replay');
  expect(unknown.stdout).toContain('✖ FAIL');
});

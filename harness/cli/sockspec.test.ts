/** Tests of the command as it is installed: its own process, the embedded sandbox, the real suites. */

import { execFile } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { outDirectories, resultsOf } from './fixtures/results.ts';

const newOut = outDirectories();
const COMMAND = new URL('sockspec.mjs', import.meta.url).pathname;
const LIAR = new URL('../liars/recv-loses-a-byte.ts', import.meta.url).pathname;
const run = promisify(execFile);

function sockspec(...argv: string[]) {
  return run(process.execPath, [COMMAND, ...argv]);
}

describe('sockspec', () => {
  test('tells its version', async () => {
    const { stdout } = await sockspec('--version');

    expect(stdout).toBe(`${manifest.version}\n`);
  });

  test('shows examples before anything else', async () => {
    const { stdout } = await sockspec('--help');

    expect(stdout).toMatch(/^Examples:\n {2}\$ npx sockspec run /);
  });

  test('answers a mistake with exit code 2', async () => {
    await expect(sockspec('run', '--no-such-flag')).rejects.toMatchObject({ code: 2 });
  });

  test('judges the running kernel in the sandbox', async () => {
    const out = newOut();

    await sockspec('run', '--runs', '2', '--time-per', '20s', '--out', out, 'socket-inodes');

    const records = resultsOf(out);
    expect(records[0]).toMatchObject({ t: 'header', env: { runtime: 'sandbox' } });
    expect(records.at(-1)).toMatchObject({
      t: 'end',
      verdicts: { fail: 0, broken: 0, missing: 0 },
    });
    expect(readdirSync(out).sort()).toEqual(['junit.xml', 'report.html', 'results.jsonl']);
  });

  test('looks behind what a ledger knows of a kernel, and counts it', async () => {
    const out = newOut();
    const file = `${newOut()}.json`;
    const entry = { id: 'loses-a-byte', signature: 'recv:*', clause: 'S18', since: '2026-11-23' };
    const entries = [{ ...entry, seen: 'a liar', text: 'recv loses a byte' }];
    writeFileSync(file, JSON.stringify({ about: 'for a test', entries }));
    const flags = ['--expect', file, '--subject', LIAR, '--runs', '20', '--out', out];

    const { stdout } = await sockspec('run', ...flags, 'stream.recv.bytes-as-sent');

    expect(stdout).toMatch(/\n {2}known {2}loses-a-byte {2}stream\.recv\.bytes-as-sent {2}recv: /);
    expect(stdout).toMatch(/# Totals: pass:0 fail:0 known:1 /);
    const [, verdict] = resultsOf(out);
    expect(verdict).toMatchObject({ cases: 20, known: 'loses-a-byte' });
    expect(verdict).toHaveProperty(['deviations', 'recv:recv.bytes:ret:value']);
  });
});

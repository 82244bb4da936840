/** Tests of Ctrl-C in the middle of a run: a real process, a real signal, and nothing left behind. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readBundle } from '../bundle/index.ts';

const scratch = mkdtempSync(join(tmpdir(), 'cli-signal-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const COMMAND = new URL('fixtures/sockspec-fake.ts', import.meta.url).pathname;

/** Runs until the slow property is under way, sends the signals, and waits for the end. */
async function interrupted(signals: readonly NodeJS.Signals[], flags: readonly string[] = []) {
  const out = join(scratch, `out-${[...signals, ...flags].join('-')}`);
  // The mark finds guests of this run among all processes.
  const mark = `mark-${process.pid}-${signals.join('-')}`;
  const child = spawn(process.execPath, [COMMAND, 'run', '-v', '--out', out, ...flags], {
    env: { ...process.env, FAKE_PLAN: 'a.pass,b.slow,c.pass', MARK: mark },
  });
  let [stdout, stderr] = ['', ''];
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  for await (const chunk of child.stdout) {
    const wasRunning = stdout.includes('a.pass');
    stdout += chunk;
    if (!wasRunning && stdout.includes('a.pass')) for (const signal of signals) child.kill(signal);
  }
  const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
  return { out, code, stdout, stderr, left: processesWith(mark) };
}

function processesWith(mark: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(mark);
    } catch {
      return false;
    }
  });
}

describe('a signal in the middle of a run', () => {
  test.for([
    [['SIGINT'], 130],
    [['SIGTERM'], 143],
    // One key press may arrive twice: from the terminal, and passed on by npm.
    [['SIGINT', 'SIGINT'], 130],
  ] as const)(
    '%s closes the bundle, writes the reports and ends with %i',
    async ([signals, wanted]) => {
      const { out, code, stdout, stderr, left } = await interrupted(signals);

      expect(code).toBe(wanted);
      expect(left).toEqual([]);
      expect(stderr).toContain(
        `interrupted (${signals[0]}); go on with: npx sockspec run --resume ${out}`,
      );
      expect(stdout).toMatch(/# Totals: pass:1 .* missing:2 /);
      const { runs, problems } = readBundle(readFileSync(join(out, 'results.jsonl'), 'utf8'));
      expect(problems).toEqual([]);
      expect(runs[0]?.end?.interrupted).toBe(signals[0]);
      expect(existsSync(join(out, 'report.html'))).toBe(true);
      expect(existsSync(join(out, 'junit.xml'))).toBe(true);
    },
  );

  test('recommends to name the environments that were not begun', async () => {
    const { out, stderr } = await interrupted(['SIGINT'], ['--profile', 'plain,other']);

    expect(stderr).toContain(
      `go on with: npx sockspec run --resume ${out} --profile plain,other\n`,
    );
  });
});

/** Tests of what is said, in one line, where containers or room for results cannot be had. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readBundle } from '../bundle/index.ts';
import { realCommand } from './fixtures/real-command.ts';

const NOWHERE = { DOCKER_HOST: 'unix:///nowhere/engine.sock' };

test.each([
  [['run', '--runtime', 'docker']],
  [['run', '--runtime', 'podman']],
  [['matrix', '--runtime', 'docker']],
  [['matrix', '--runtime', 'podman', '--oci-runtime', 'runc']],
])('%s where no engine answers ends with 2 and one line', async (words) => {
  const { code, stdout, stderr } = await realCommand(words, NOWHERE).outcome;

  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  const name = words.includes('docker') ? 'docker' : 'podman';
  expect(stderr).toContain(
    `sockspec: no ${name} answers at DOCKER_HOST=unix:///nowhere/engine.sock; start it there, or unset DOCKER_HOST\n`,
  );
  expect(stderr).not.toContain('    at ');
});

test('the sandbox needs no engine', async () => {
  const { code } = await realCommand(['run', 'ports', '--runs', '1'], NOWHERE).outcome;

  expect(code).toBe(0);
});

const FAKE = new URL('fixtures/sockspec-fake.ts', import.meta.url).pathname;
const canMount =
  spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

test.runIf(canMount)('a disk that is full is one line, and what was written stays whole', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'full-'));
  onTestFinished(() => rmSync(scratch, { recursive: true }));
  const ids = Array.from({ length: 200 }, (_, i) => `a.property-${i}.pass`);
  // In a mount namespace of its own, so that the small disk is gone with the command.
  const script = `mount -t tmpfs -o size=96k tmpfs /mnt && mkdir /mnt/out &&
    "${process.execPath}" "${FAKE}" run --out /mnt/out; code=$?
    cp /mnt/out/results.jsonl "${scratch}" && exit $code`;

  const { status, stderr } = spawnSync('unshare', ['--mount', 'sh', '-c', script], {
    encoding: 'utf8',
    env: { ...process.env, FAKE_PLAN: ids.join(',') },
    timeout: 60_000,
  });

  expect(stderr.split('\n').findLast((line) => line !== '')).toBe(
    'sockspec: /mnt/out: no space left on device; mend that, and go on with: npx sockspec run --resume /mnt/out',
  );
  expect(status).toBe(3);
  const { runs, problems } = readBundle(readFileSync(join(scratch, 'results.jsonl'), 'utf8'));
  expect(problems).toEqual([]);
  expect(runs[0]?.header.plan).toHaveLength(ids.length);
});

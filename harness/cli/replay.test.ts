/** Tests of `sockspec replay`: the saved scenario first, else the seed; what it prints and exits with. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { command } from './fixtures/command.ts';

const out = mkdtempSync(join(tmpdir(), 'cli-replay-'));
const token = 'a.fail@s5:12:0';
beforeAll(() => command(['run', '--seed', '5', '--out', out], ['a.fail']));
afterAll(() => rmSync(out, { recursive: true }));

describe('replay', () => {
  test('prefers the scenario that was saved under the token', async () => {
    const { code, stdout, requests } = await command(['replay', token, '--from', out]);

    expect(requests[0]?.scenario).toMatch(/^s1 = socket.*\nbind/);
    expect(requests[0]?.path).toBeUndefined();
    expect(stdout).toMatch(/allowed only: EACCES/);
    expect(stdout).toContain(`replay: npx sockspec replay '${token}'\n`);
    expect(stdout).toMatch(/diverged: 1\/1\n$/);
    expect(code).toBe(1);
  });

  test('takes the file itself', async () => {
    const { code, requests } = await command([
      'replay',
      join(out, 'failures/a.fail.scenario'),
      '-n',
      '3',
    ]);

    expect(requests[0]).toMatchObject({ properties: ['a.fail'], seed: 5, times: 3 });
    expect(code).toBe(1);
  });

  test('generates the case again where none was saved', async () => {
    const { stdout, requests } = await command(['replay', 'a.fail@s-6:4:1', '--from', out]);

    expect(requests[0]).toMatchObject({ properties: ['a.fail'], seed: -6, path: '4:1' });
    expect(stdout).toMatch(/from seed -6 \(no saved scenario in /);
  });

  test('exits with 0 when it does not reproduce, and shows the steps', async () => {
    const { code, stdout } = await command(['replay', 'a.pass@s1:0', '-n', '20', '--from', out]);

    expect(stdout).toMatch(/1 {2}s1 = socket\(AF_UNIX, SOCK_STREAM, 0\) +→ 3\n/);
    expect(stdout).toMatch(/did not reproduce: 0\/20\n$/);
    expect(code).toBe(0);
  });
});

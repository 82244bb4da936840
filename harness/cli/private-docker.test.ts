/** Tests of runs whose Docker is our own: it dies, has no room for an image, or maps users. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import {
  startPrivateDocker,
  whyNoPrivateDocker,
} from '../../containers/docker/fixtures/private-docker.ts';
import { cellsOf, readBundle } from '../bundle/index.ts';
import { realCommand } from './fixtures/real-command.ts';

const absent = whyNoPrivateDocker();

beforeEach((ctx) => ctx.skip(absent !== undefined, absent));

const MATRIX = ['matrix', '--runtime', 'docker', '--oci-runtime', 'runc', '--seed', '1'];
const profiles = (...names: string[]) => names.flatMap((name) => ['--profile', name]);

function columnsIn(out: string) {
  const { runs, problems } = readBundle(readFileSync(join(out, 'results.jsonl'), 'utf8'));
  expect(problems).toEqual([]);
  return runs.map((run) => ({
    profile: run.header.env.profile,
    facts: run.header.env,
    verdicts: Object.groupBy(cellsOf(run), ({ verdict }) => verdict),
  }));
}

test('a daemon that dies costs what it had not judged, and nothing of what it had', async () => {
  await using docker = await startPrivateDocker();
  const { out, outcome, says } = realCommand(
    [...MATRIX, ...profiles('plain-user', 'engine-default', 'only-net-bind'), '--runs', '10'],
    { DOCKER_HOST: docker.host },
  );
  await says('/engine-default/');
  await says('descriptor-passing');

  await docker.die();

  const { code, stdout, stderr } = await outcome;
  expect(code).toBe(3);
  expect(stderr).not.toContain('    at ');
  expect(stdout).toContain('# report:');
  const [first, second, third] = columnsIn(out);
  expect(first?.verdicts.broken ?? []).toEqual([]);
  expect(first?.verdicts.pass?.length).toBeGreaterThan(45);
  expect(second?.verdicts.broken?.length).toBeGreaterThan(0);
  expect(third?.verdicts.pass ?? []).toEqual([]);
  expect(third?.verdicts.broken?.[0]?.reason).toMatch(/^setup: profile only-net-bind: docker /);
  expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('</html>');
});

test('an image for which there is no room is a setup failure of one line', async () => {
  await using docker = await startPrivateDocker();
  const small = mkdtempSync(join(tmpdir(), 'small-'));
  // Node alone takes 120 MB.
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=10m', 'tmpfs', small]);
  onTestFinished(() => {
    spawnSync('umount', [small]);
    rmdirSync(small);
  });
  const { out, outcome } = realCommand([...MATRIX, ...profiles('plain-user')], {
    DOCKER_HOST: docker.host,
    TMPDIR: small,
  });

  const { code, stderr } = await outcome;
  expect(code).toBe(3);
  expect(stderr).not.toContain('    at ');
  const [column] = columnsIn(out);
  expect(column?.verdicts.pass ?? []).toEqual([]);
  expect(column?.verdicts.broken?.[0]?.reason).toMatch(
    /^setup: the image cannot be built: ENOSPC: no space left on device[^\n]*300 MB free$/,
  );
  expect(readdirSync(small)).toEqual([]);
});

test('under a daemon that maps users, the map is seen and the suites hold', async () => {
  await using docker = await startPrivateDocker(['--userns-remap=default']);
  const { out, outcome } = realCommand([...MATRIX, ...profiles('remapped-users'), '--runs', '4'], {
    DOCKER_HOST: docker.host,
  });

  expect(await outcome).toMatchObject({ code: 0 });
  const [column] = columnsIn(out);
  expect(column?.verdicts.pass?.length).toBeGreaterThan(45);
  expect(JSON.stringify(column?.facts)).toMatch(/"uid map","value":"0–65535 are [1-9]\d{4,}–/);
});

test('a daemon that maps no users grants no mapped ones', async () => {
  await using docker = await startPrivateDocker();
  const { out, outcome } = realCommand([...MATRIX, ...profiles('remapped-users')], {
    DOCKER_HOST: docker.host,
  });

  expect((await outcome).code).toBe(3);
  expect(columnsIn(out)[0]?.verdicts.broken?.[0]?.reason).toMatch(
    /does not map users; start dockerd with --userns-remap=default/,
  );
});

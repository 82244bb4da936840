import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { engineChecks } from './engine-checks.ts';

afterEach(() => vi.unstubAllEnvs());

/** A PATH on which these programs lie alone; each is the body of a shell script. */
function pathOf(programs: Readonly<Record<string, string>>): void {
  const directory = mkdtempSync(join(tmpdir(), 'path-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  for (const [name, body] of Object.entries(programs)) {
    writeFileSync(join(directory, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(directory, name), 0o755);
  }
  vi.stubEnv('PATH', directory);
}

const byName = () => Object.fromEntries(engineChecks().map((check) => [check.name, check]));

test('on an empty machine everything is lacking, with the command that gets it', () => {
  pathOf({});

  const checks = byName();

  expect(Object.keys(checks)).toEqual(['docker', 'podman', 'runc', 'crun', 'runsc']);
  for (const check of Object.values(checks))
    expect(check).toMatchObject({
      state: 'lacking',
      value: 'is not installed',
      remedy: expect.stringMatching(new RegExp(`apt-get install [^\\n]*${check.name}`)),
    });
});

test('what is there is told with its version, the first line alone', () => {
  pathOf({
    docker: 'echo 20.10.24',
    podman: 'echo 4.3.1',
    runc: 'echo runc version 1.1.5; echo commit: none',
    crun: 'echo crun version 1.8.1',
    runsc: 'echo runsc version 20240729',
  });

  expect(Object.values(byName())).toEqual([
    { name: 'docker', state: 'good', value: '20.10.24' },
    { name: 'podman', state: 'good', value: '4.3.1' },
    { name: 'runc', state: 'good', value: 'runc version 1.1.5' },
    { name: 'crun', state: 'good', value: 'crun version 1.8.1' },
    { name: 'runsc', state: 'good', value: 'runsc version 20240729' },
  ]);
});

test('an engine that is installed and does not answer is to be started', () => {
  pathOf({ docker: 'echo Cannot connect >&2; exit 1', podman: 'exit 125' });

  expect(byName()).toMatchObject({
    docker: {
      state: 'lacking',
      value: 'does not answer',
      remedy: expect.stringContaining('dockerd'),
    },
    podman: {
      state: 'lacking',
      value: 'does not answer',
      remedy: expect.stringContaining('podman system service'),
    },
  });
});

test('an engine asked for its version gets a question that its server must answer', () => {
  pathOf({ docker: '[ "$*" = "version --format {{.Server.Version}}" ] && echo 1.2.3' });

  expect(byName().docker).toMatchObject({ state: 'good', value: '1.2.3' });
});

test('a runtime that breaks is not there', () => {
  pathOf({ crun: 'exit 1' });

  expect(byName().crun).toMatchObject({ state: 'lacking' });
});

/** Tests of `sockspec matrix`: its columns, what it leaves out, what it refuses, and how it goes on. */

import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { command } from './fixtures/command.ts';
import { outDirectories, resultsOf } from './fixtures/results.ts';

const newOut = outDirectories();

/** `profile/runtime id verdict`, in order. */
const columnsIn = (out: string): string[] =>
  resultsOf(out).flatMap((record) =>
    record.t === 'verdict' ? [`${record.env.split('/').slice(1).join('/')} ${record.id}`] : [],
  );

const matrix = (out: string, ...flags: string[]) => ['matrix', '--out', out, ...flags];

describe('matrix', () => {
  test('runs in the sandbox and in every runtime of docker that is there', async () => {
    const out = newOut();

    const { code, stderr, closed } = await command(matrix(out));

    expect(columnsIn(out)).toEqual([
      ...['plain/fake', 'plain/docker-runc', 'plain/docker-runsc'].map((at) => `${at} alpha.pass`),
    ]);
    expect(stderr).toBe("sockspec: left out: docker: runtime 'crun': is not there; install it\n");
    expect(closed.toSorted()).toEqual(['docker-runc', 'docker-runsc', 'fake']);
    expect(code).toBe(0);
  });

  test('has a column for each profile in each place that has it', async () => {
    const out = newOut();
    const flags = ['--profile', 'other,docker-only', '--oci-runtime', 'runsc'];

    const { released } = await command(matrix(out, ...flags));

    expect(columnsIn(out)).toEqual([
      'other/fake alpha.pass',
      'other/docker-runsc alpha.pass',
      'docker-only/docker-runsc alpha.pass',
    ]);
    expect(released).toEqual(['other/fake', 'other/docker-runsc', 'docker-only/docker-runsc']);
  });

  test('opens a place once, however often it is named', async () => {
    const out = newOut();
    const twice = ['--runtime', 'docker,docker', '--oci-runtime', 'runc', '--oci-runtime', 'runc'];

    const { closed } = await command(matrix(out, ...twice));

    expect(columnsIn(out)).toEqual(['plain/docker-runc alpha.pass']);
    expect(closed).toEqual(['docker-runc']);
  });

  test('closes what it opened where a later place is refused', async () => {
    const { code, stderr, closed } = await command(
      matrix(newOut(), '--runtime', 'sandbox,docker,podman'),
    );

    expect(code).toBe(2);
    expect(stderr).toMatch(/sockspec: podman: is not installed; apt-get install podman\n$/);
    expect(closed.toSorted()).toEqual(['docker-runc', 'docker-runsc', 'fake']);
  });

  test('tells once that an engine that was named is not there', async () => {
    const { code, stderr } = await command(matrix(newOut(), '--runtime', 'podman'));

    expect(code).toBe(2);
    expect(stderr).toBe('sockspec: podman: is not installed; apt-get install podman\n');
  });

  test('refuses an unknown runtime before it opens any', async () => {
    const { code, closed } = await command(matrix(newOut(), '--runtime', 'sandbox,dokcer'));

    expect(code).toBe(2);
    expect(closed).toEqual([]);
  });

  test('--dry-run names profile and runtime where there are several', async () => {
    const run = async (...flags: string[]) =>
      (await command(matrix(newOut(), '--dry-run', ...flags))).stdout;

    expect(await run('--oci-runtime', 'runc')).toMatch(
      /plain\/fake {2}alpha\.pass\nplain\/docker-runc {2}alpha\.pass\n# 1 properties in 2 env/,
    );
    expect(await run('--runtime', 'sandbox')).toContain('\nplain  alpha.pass\n');
  });

  test('a profile that one place does not grant is broken there alone', async () => {
    const out = newOut();

    const { code } = await command(
      matrix(out, '--runtime', 'sandbox', '--profile', 'denied,plain'),
    );

    expect(columnsIn(out)).toContain('plain/fake alpha.pass');
    expect(code).toBe(3);
  });
});

describe('matrix --resume', () => {
  /** A run of two places, of which the second was cut off after its header. */
  async function cutOff(): Promise<string> {
    const out = newOut();
    const flags = ['--profile', 'other', '--oci-runtime', 'runsc'];
    await command(matrix(out, ...flags), ['a.pass', 'b.pass']);
    const file = join(out, 'results.jsonl');
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, '');
    appendFileSync(file, `${lines.slice(0, 6).join('\n')}\n`);
    return out;
  }

  test('goes on with the profiles and runtimes of the former run', async () => {
    const out = await cutOff();

    const { code, launched } = await command(['matrix', '--resume', out], ['a.pass', 'b.pass']);

    expect(launched).toEqual(['other/docker-runsc']);
    expect(columnsIn(out)).toEqual(
      ['fake', 'docker-runsc'].flatMap((at) => [`other/${at} a.pass`, `other/${at} b.pass`]),
    );
    expect(code).toBe(0);
  });

  test('adds the profiles that are named', async () => {
    const out = await cutOff();
    const flags = ['--resume', out, '--profile', 'plain', '--runtime', 'sandbox'];

    const { launched } = await command(['matrix', ...flags], ['a.pass', 'b.pass']);

    expect(launched).toEqual(['plain/fake']);
  });

  test('of a run whose runtime is not there any more does not pretend to be whole', async () => {
    const out = await cutOff();

    const { code } = await command(
      ['matrix', '--resume', out, '--runtime', 'sandbox'],
      ['a.pass', 'b.pass'],
    );

    expect(code).toBe(3);
  });
});

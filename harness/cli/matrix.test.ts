/** Tests of columns: places times profiles, and those that are asked for and not granted. */

import { describe, expect, test } from 'vitest';
import { command } from './fixtures/command.ts';
import { outDirectories, resultsOf } from './fixtures/results.ts';

const newOut = outDirectories();

/** `profile/runtime verdict` for every verdict. */
const cellsIn = (out: string): string[] =>
  resultsOf(out).flatMap((record) =>
    record.t === 'verdict' ? [`${record.env.split('/').slice(1).join('/')} ${record.verdict}`] : [],
  );

describe('matrix', () => {
  test('has a column for every profile in every place; what was not named and is not there is left out', async () => {
    const out = newOut();

    const { code, stderr } = await command(['matrix', '--out', out], ['a.pass']);

    expect(code).toBe(0);
    expect(cellsIn(out)).toEqual([
      'plain/fake pass',
      'plain/docker-runc pass',
      'plain/docker-runsc pass',
    ]);
    expect(stderr).toContain('left out: docker crun: is not there');
  });

  test('runs the profiles and runtimes that are named', async () => {
    const out = newOut();
    const flags = ['--runtime', 'docker', '--oci-runtime', 'runsc', '--profile', 'other'];

    await command(['matrix', '--out', out, ...flags], ['a.pass']);

    expect(cellsIn(out)).toEqual(['other/docker-runsc pass']);
  });

  test.each([
    [['--runtime', 'docker', '--oci-runtime', 'crun'], 'docker crun: is not there'],
    [['--runtime', 'podman'], 'podman runc: is not there'],
    [['--runtime', 'lxc'], '--runtime lxc: is none'],
    [['--profile', 'nobody'], "profile 'nobody': no place has it"],
  ])('%j is a mistake of one line', async (flags, line) => {
    const { code, stderr } = await command(['matrix', '--out', newOut(), ...flags], ['a.pass']);

    expect(code).toBe(2);
    expect(stderr).toContain(line);
  });

  test('--dry-run names profile and runtime', async () => {
    const { stdout } = await command(['matrix', '--dry-run', '--out', newOut()], ['a.pass']);

    expect(stdout).toContain('plain/docker-runsc  a.pass');
    expect(stdout).toContain('1 properties in 3 environments');
  });

  test('--resume goes on with the columns of the former run, by profile and runtime', async () => {
    const out = newOut();
    const flags = ['--runtime', 'docker', '--oci-runtime', 'runc', '--oci-runtime', 'runsc'];
    await command(['matrix', '--out', out, ...flags], ['a.pass']);

    const { code, requests } = await command(['matrix', '--resume', out], ['a.pass']);

    expect(code).toBe(0);
    expect(requests).toEqual([]);
  });
});

describe('a profile that is asked for and not granted', () => {
  test('is a column of broken properties that say why, and the others go on', async () => {
    const out = newOut();
    const profiles = ['plain', 'denied', 'other'].flatMap((name) => ['--profile', name]);

    const { code, stdout } = await command(['run', '--out', out, ...profiles], ['a.pass']);

    const cells = cellsIn(out);
    expect(code).toBe(3);
    expect(cells).toContain('plain/fake pass');
    expect(cells).toContain('other/fake pass');
    expect(cells).toContain('denied/fake broken');
    expect(stdout).toContain('setup: asked for uid 0, got 1000; ask for less');
  });

  test('is skipped where nobody could grant it', async () => {
    const out = newOut();
    const profiles = ['plain', 'absent'].flatMap((name) => ['--profile', name]);

    const { code, stdout } = await command(['run', '--out', out, ...profiles], ['a.pass']);

    expect(code).toBe(0);
    expect(cellsIn(out)).toContain('absent/fake skip');
    expect(stdout).toContain('asked for uid 0, got 1000');
  });

  test('is one line for a verb that only asks', async () => {
    const { code, stderr } = await command(['list', '--profile', 'denied'], ['a.pass']);

    expect(code).toBe(2);
    expect(stderr).toBe('sockspec: asked for uid 0, got 1000; ask for less\n');
  });
});

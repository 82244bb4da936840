/** Tests of profiles that are asked for and not granted: their column says so, and the others are judged. */

import { describe, expect, test } from 'vitest';
import { command } from './fixtures/command.ts';
import { outDirectories, resultsOf, verdictsIn } from './fixtures/results.ts';
import { plannedProperties } from './plan.ts';

const newOut = outDirectories();

/** The ids of the real suites: nobody else knows what would have run. */
const planned = plannedProperties().map(({ id }) => id);

/** The verdicts of one profile. */
const verdictsOf = (out: string, profile: string) =>
  resultsOf(out).flatMap((record) =>
    record.t === 'verdict' && record.env.split('/').at(-2) === profile ? [record] : [],
  );

const profiles = (names: string, out: string) => ['run', '--profile', names, '--out', out];

describe('a guest that never says a word', () => {
  test.for([
    ['run', '--out', newOut()],
    ['list'],
    ['record', '-o', newOut()],
    ['replay', 'a.pass@s1:0', '--from', newOut()],
  ])('is told in one line by %s, which exits with 3', async ([verb = '', ...rest]) => {
    const { code, stderr } = await command([verb, ...rest, '--profile', 'dumb']);

    expect(stderr).toMatch(/^sockspec: [^\n]+\n$/);
    expect(code).toBe(3);
  });
});

describe('a profile that was not granted', () => {
  test('is broken in each of its properties, with reason and remedy', async () => {
    const out = newOut();

    const { code, stdout } = await command(profiles('denied', out));

    const verdicts = verdictsOf(out, 'denied');
    expect(verdicts.map(({ id }) => id)).toEqual(planned);
    expect(new Set(verdicts.map(({ verdict }) => verdict))).toEqual(new Set(['broken']));
    expect(new Set(verdicts.map(({ reason }) => reason))).toEqual(
      new Set(['setup: the engine gave no capability; name another profile']),
    );
    expect(stdout).toMatch(
      / {2}broken {2}\d+ properties in \S+\/denied\/fake {2}setup: the engine /,
    );
    expect(code).toBe(3);
  });

  test.for(['denied,plain,other', 'plain,denied,other', 'plain,other,denied'])(
    'takes nothing from the others in %s',
    async (names) => {
      const out = newOut();

      const { code, released } = await command(profiles(names, out), ['a.pass']);

      expect(verdictsIn(out).filter((line) => !line.startsWith('denied'))).toEqual([
        ...['plain a.pass pass', 'other a.pass pass'],
      ]);
      expect(verdictsOf(out, 'denied')).toHaveLength(planned.length);
      expect(released).toEqual(names.split(',').map((name) => `${name}/fake`));
      expect(code).toBe(3);
    },
  );

  test('says so of the chosen properties alone', async () => {
    const out = newOut();
    const [id = ''] = planned;

    const { code } = await command([...profiles('denied', out), id]);

    expect(verdictsOf(out, 'denied').map((record) => record.id)).toEqual([id]);
    expect(code).toBe(3);
  });

  test('for a second guest keeps what the first one judged', async () => {
    const out = newOut();

    const { launched } = await command(profiles('once', out), ['a.pass', 'b.die', 'c.pass']);

    const reasons = verdictsOf(out, 'once').map(({ id, reason = '' }) => `${id} ${reason}`);
    expect(reasons).toEqual([
      'a.pass ',
      'b.die guest died (SIGSEGV): fatal: out of luck',
      'c.pass setup: the engine gave no capability; name another profile',
    ]);
    expect(launched).toHaveLength(2);
  });

  test('does not hide a failure of another', async () => {
    const { code } = await command(profiles('denied,plain', newOut()), ['a.fail']);

    expect(code).toBe(1);
  });

  test('ends its part of the bundle, so that nothing is missing', async () => {
    const out = newOut();

    await command(profiles('denied', out));

    expect(resultsOf(out).at(-1)).toMatchObject({
      t: 'end',
      verdicts: { broken: planned.length, missing: 0 },
    });
  });

  test('is not tried again by --resume', async () => {
    const out = newOut();
    await command(profiles('denied,plain', out), ['a.pass']);

    const { code, launched } = await command(['run', '--resume', out], ['a.pass']);

    expect(launched).toEqual([]);
    expect(code).toBe(3);
  });

  test('is told by list and replay in one line', async () => {
    for (const verb of [['list'], ['replay', 'a.pass@s1:0']]) {
      const { code, stderr } = await command([...verb, '--profile', 'denied']);

      expect(stderr).toBe('sockspec: the engine gave no capability; name another profile\n');
      expect(code).toBe(2);
    }
  });

  test('is told by doctor in a line of its own, among those that run', async () => {
    const { code, stdout, released } = await command(['doctor']);

    expect(stdout).toMatch(/ ✔ plain +1 of 1 properties run\n/);
    expect(stdout).toMatch(/ ! denied +the engine gave no capability; name another profile\n/);
    expect(released).toContain('denied/fake');
    expect(code).toBe(0);
  });
});

describe('a profile of a kind that is not there', () => {
  test('is skipped, with what would help', async () => {
    const out = newOut();

    const { code, stdout } = await command(profiles('absent', out));

    const [first] = verdictsOf(out, 'absent');
    expect(first).toMatchObject({
      verdict: 'skip',
      skip: { kind: 'absent', reason: 'the engine gave no capability' },
    });
    expect(stdout).toMatch(`${planned.length} × the engine gave no capability\n`);
    expect(code).toBe(4);
  });

  test('leaves the exit code to the others', async () => {
    const run = async (plan: string[]) =>
      (await command(profiles('absent,plain', newOut()), plan)).code;

    expect(await run(['a.pass'])).toBe(0);
    expect(await run(['a.fail'])).toBe(1);
  });
});

describe('release', () => {
  test('comes for each column, also for one that ends in a mistake or at the first failure', async () => {
    const failed = await command(
      [...profiles('plain,other', newOut()), '-x'],
      ['a.fail', 'b.pass'],
    );
    const refused = await command(profiles('plain,impossible', newOut()), ['a.pass']);

    expect(failed.released).toEqual(['plain/fake']);
    expect(refused.released).toEqual(['plain/fake', 'impossible/fake']);
    expect(refused.closed).toEqual(['fake']);
  });
});

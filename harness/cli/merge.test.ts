/** Tests of `sockspec merge`: shards become one result, and a lost one is told. */

import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readBundle, totalsOf } from '../bundle/index.ts';
import { command } from './fixtures/command.ts';
import { outDirectories, resultsOf } from './fixtures/results.ts';

const newOut = outDirectories();
const PLAN = ['a.pass', 'b.pass', 'c.skip', 'd.fail'];
const ENV = '6.1.0-fake+x86_64/plain/fake';

let shards: string[] = [];
beforeAll(async () => {
  shards = await Promise.all([1, 2, 3].map((index) => shardOf(index, PLAN)));
});

async function shardOf(index: number, plan: readonly string[]): Promise<string> {
  const out = newOut();
  await command(['run', '--seed', '7', '--shard', `${index}/3`, '--out', out], plan);
  return out;
}

describe('merge', () => {
  test('makes of shards what a run that was not split would have told', async () => {
    const [out, whole] = [newOut(), newOut()];
    await command(['run', '--seed', '7', '--out', whole], PLAN);

    const { code, stdout, stderr } = await command(['merge', ...shards, '-o', out, '--gate']);

    const [merged, single] = [out, whole].map((directory) =>
      readBundle(readFileSync(join(directory, 'results.jsonl'), 'utf8')),
    );
    expect(totalsOf(merged ?? { runs: [] })).toEqual(totalsOf(single ?? { runs: [] }));
    expect(merged?.runs[0]?.header.plan).toEqual(single?.runs[0]?.header.plan);
    expect(stdout).toMatch(/^# Totals: pass:2 fail:1 .* skip:1 .*\n# replay: .*\n# results: .*\n$/);
    expect(readdirSync(join(out, 'failures'))).toEqual(['d.fail.scenario']);
    expect(stderr).toBe('');
    expect(code).toBe(1);
  });

  test('does not mind the order, nor a shard that is given twice', async () => {
    const [one, other] = [join(newOut(), 'a.jsonl'), join(newOut(), 'b.jsonl')];

    await command(['merge', ...shards, '-o', one]);
    await command(['merge', ...shards.toReversed(), ...shards, '-o', other]);

    expect(readFileSync(other, 'utf8')).toBe(readFileSync(one, 'utf8'));
  });

  test('tells which shard is missing, and gates on it, also after a second merge', async () => {
    const plan = ['a.pass', 'b.pass'];
    const passing = await Promise.all([1, 3].map((index) => shardOf(index, plan)));
    const [out, again] = [newOut(), newOut()];

    const open = await command(['merge', ...passing, '-o', out]);
    const gated = await command(['merge', out, '-o', again, '--gate']);
    const report = await command(['report', again, '--junit', join(again, 'j.xml'), '--gate']);

    const told = `sockspec: ${ENV}: nothing came of shard 2/3\n`;
    expect([open.stderr, open.code]).toEqual([told, 0]);
    expect([gated.stderr, gated.code]).toEqual([told, 3]);
    expect([report.stderr, report.code]).toEqual([told, 3]);
  });

  test('a broken promise outweighs a shard that is missing', async () => {
    const { code } = await command(['merge', ...shards.slice(0, 2), '-o', newOut(), '--gate']);
    const all = await command(['merge', ...shards.slice(1), '-o', newOut(), '--gate']);

    expect([code, all.code].toSorted()).toEqual([1, 3]);
  });

  test('a directory without results hides nothing of the others', async () => {
    const lost = newOut();
    mkdirSync(lost);

    const { code, stdout, stderr } = await command([
      'merge',
      lost,
      await shardOf(1, ['x.pass']),
      '-o',
      newOut(),
      '--gate',
    ]);

    expect(stderr).toContain(`sockspec: ${lost}: holds no results\n`);
    expect(stdout).toMatch(/# Totals: /);
    expect(code).toBe(3);
  });

  test('keeps what is there unless forced', async () => {
    const out = newOut();
    mkdirSync(out);
    writeFileSync(join(out, 'results.jsonl'), '{"t":"header"\n');
    const file = join(out, 'results.jsonl');

    for (const target of [out, file]) {
      const refused = await command(['merge', ...shards, '-o', target]);
      expect(refused.stderr).toMatch(/^sockspec: [^\n]*; [^\n]*--force[^\n]*\n$/);
      expect(refused.code).toBe(2);
    }
    expect(readFileSync(file, 'utf8')).toBe('{"t":"header"\n');

    expect((await command(['merge', ...shards, '-o', out, '--force'])).code).toBe(0);
    expect(resultsOf(out)[0]).toMatchObject({ t: 'header', shards: { length: 3 } });
  });

  test('records that were printed by shards and put behind each other are results', async () => {
    const directory = newOut();
    mkdirSync(directory);
    const logs = join(directory, 'logs.jsonl');
    for (const index of [3, 1, 2]) {
      const flags = ['--json', '--seed', '7', '--shard', `${index}/3`, '--out', newOut()];
      appendFileSync(logs, (await command(['run', ...flags], PLAN)).stdout);
    }

    const { code, stdout, stderr } = await command(['merge', logs, '-o', newOut(), '--gate']);

    expect(stdout).toMatch(/^# Totals: pass:2 fail:1 .* skip:1 /);
    expect(stderr).toBe('');
    expect(code).toBe(1);
  });

  test('the file may be one of those that are merged', async () => {
    const file = join(newOut(), 'all.jsonl');
    await command(['merge', shards[0] ?? '', '-o', file]);

    await command(['merge', file, ...shards, '-o', file, '--force']);

    expect(recordCount(file)).toBe(PLAN.length + 2);
  });
});

function recordCount(file: string): number {
  return readFileSync(file, 'utf8').trimEnd().split('\n').length;
}

/** Tests of `run --shard`: which properties a shard has, what it tells, and shards without any. */

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { command } from './fixtures/command.ts';
import { outDirectories, resultsOf, verdictsIn } from './fixtures/results.ts';
import { isInShard } from './shard.ts';
import { readShard } from './values.ts';

const newOut = outDirectories();
const PLAN = ['a.pass', 'b.pass', 'c.fail', 'd.pass'];

const shardsOf = (id: string, of: number) =>
  Array.from({ length: of }, (_, at) => at + 1).filter((index) => isInShard(id, { index, of }));

const headersOf = (out: string) => resultsOf(out).filter((record) => record.t === 'header');

describe('the shard of a property', () => {
  test('is exactly one', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 40 }), (id, of) => {
        expect(shardsOf(id, of)).toHaveLength(1);
      }),
    );
  });

  test('stays the same for ever', () => {
    const ids = ['unix.connect.pairs-up', 'ports.bind.zero-is-always-given', 'fd.pass.once', 'a'];

    expect(ids.flatMap((id) => shardsOf(id, 4))).toEqual([3, 4, 1, 4]);
  });

  test('is one of many about equally often', () => {
    const counts = new Map<number, number>();
    for (let id = 0; id < 4000; id += 1) {
      const [index = 0] = shardsOf(`suite.property-${id}`, 4);
      counts.set(index, (counts.get(index) ?? 0) + 1);
    }

    expect(counts.size).toBe(4);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});

describe('--shard', () => {
  test('splits a run without gap or overlap, and the header tells the part', async () => {
    const judged: string[] = [];
    for (const shard of ['1/2', '2/2']) {
      const out = newOut();
      await command(['run', '--shard', shard, '--out', out], PLAN);
      const [header] = headersOf(out);
      judged.push(...verdictsIn(out).map((line) => line.split(' ')[1] ?? ''));

      expect(header?.shards).toEqual([readShard(shard)]);
      expect(verdictsIn(out)).toHaveLength(header?.plan.length ?? -1);
    }

    expect(judged.toSorted()).toEqual(PLAN);
  });

  test('takes its part of what filters leave', async () => {
    const lines: string[] = [];
    for (const shard of ['1/3', '2/3', '3/3']) {
      const flags = ['--dry-run', '--shard', shard, '-F', 'c'];
      const { stdout, code } = await command(['run', ...flags], PLAN);
      lines.push(...stdout.split('\n').filter((line) => line.startsWith('plain')));
      expect(code).toBe(0);
    }

    expect(lines.toSorted()).toEqual(['plain  a.pass', 'plain  b.pass', 'plain  d.pass']);
  });

  test('without a property says so, leaves a header for the merge, and is no error', async () => {
    const of = 97;
    const index = Array.from({ length: of }, (_, at) => at + 1).find(
      (some) => !isInShard('a.pass', { index: some, of }),
    );
    const out = newOut();
    const flags = ['--shard', `${index}/${of}`, '--profile', 'plain,other', '--out', out];

    const { code, stderr, requests } = await command(['run', '--time', '1m', ...flags], ['a.pass']);

    expect(stderr).toBe(
      `sockspec: shard ${index}/${of} has none of the properties; nothing to judge\n`,
    );
    expect(code).toBe(0);
    expect(requests.map((request) => request.command)).toEqual(['list', 'list', 'list']);
    expect(resultsOf(out).map(({ t }) => t)).toEqual(['header', 'end', 'header', 'end']);
    expect(headersOf(out).map(({ plan, shards }) => [plan, shards])).toEqual([
      [[], [{ index, of }]],
      [[], [{ index, of }]],
    ]);
  });

  test('that can judge nothing of its part is no error, for the merge tells of the whole', async () => {
    const run = (...flags: string[]) => command(['run', '--out', newOut(), ...flags], ['a.skip']);

    expect((await run()).code).toBe(4);
    expect((await run('--shard', '1/1')).code).toBe(0);
  });

  test('does not excuse what broke', async () => {
    const out = newOut();

    expect((await command(['run', '--shard', '1/1', '--out', out], ['a.broken'])).code).toBe(3);
    expect((await command(['run', '--shard', '1/1', '--out', newOut()], ['a.fail'])).code).toBe(1);
  });

  test('is kept by a resumed run', async () => {
    const out = newOut();
    await command(['run', '--shard', '1/1', '--out', out], ['a.pass']);

    await command(['run', '--resume', out, '--profile', 'other'], ['a.pass']);

    expect(verdictsIn(out)).toEqual(['plain a.pass pass', 'other a.pass pass']);
    expect(headersOf(out).map(({ shards }) => shards)).toEqual([
      [{ index: 1, of: 1 }],
      [{ index: 1, of: 1 }],
    ]);
  });
});

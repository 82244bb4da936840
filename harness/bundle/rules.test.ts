import { expect, test } from 'vitest';
import { makeRun, printBundle } from './bundle.ts';
import { mergeBundles } from './merge.ts';
import { readBundle } from './reader.ts';
import { type HeaderRecord, type RulesRecord, SCHEMA, type VerdictRecord } from './records.ts';
import { isReached, rulesOfRun, unreachedRules } from './rules.ts';

const env = { ...{ id: 'e', kernel: '6.18', arch: 'x86_64', profile: 'p', profileText: '' } };
const header: HeaderRecord = {
  ...{ t: 'header', schema: SCHEMA, runId: 'r', started: '2026-01-10T09:30:00Z', seed: 1 },
  suite: { version: '0.1.0', digest: 'sha256:1' },
  env: { ...env, runtime: 'sandbox', subject: 'kernel', facts: [] },
  plan: ['a', 'b'].map((id) => ({ id, suite: 's', claim: '', clauses: [] })),
  ...{ clauses: [], promises: [] },
};

const verdict = (id: string, change: Partial<VerdictRecord> = {}): VerdictRecord => ({
  ...{ t: 'verdict', env: 'e', id, verdict: 'pass', cases: 1, rejected: 0, operations: 1 },
  ...{ seed: 1, ms: 1, reached: {}, ...change },
});

const guard = (id: string, held: number, passed: number, decisive = held) => ({
  ...{ id, clause: 'S12', guard: { true: held, false: passed }, decisive },
});

const counted = (properties: string[], calls: RulesRecord['calls'], run = 'r'): RulesRecord => ({
  ...{ t: 'rules', env: 'e', run, properties, calls },
});

const both = [verdict('a'), verdict('b')];
const runOf = (...rules: RulesRecord[]) => makeRun(header, both, undefined, rules);

test.each([
  ['a guard that was true, false and decisive', guard('r', 1, 1), true],
  ['a guard that was never false', guard('r', 1, 0), false],
  ['a guard that was never true', guard('r', 0, 1), false],
  ['a refusal that is allowed and that the kernel never chose', guard('r', 2, 1, 0), false],
  ['the same, which the law leaves to the kernel', { ...guard('r', 2, 1, 0), may: true }, true],
  ['a value that was compared', { id: 'r', clause: 'S12', decisive: 1 }, true],
  ['a value that never was', { id: 'r', clause: 'S12', decisive: 0 }, false],
] as const)('reached or not: %s', (_, rule, reached) => {
  expect(isReached(rule)).toBe(reached);
});

test('parts are summed by call and rule, and a rule that some part came by is not nowhere', () => {
  const value = { id: 'v', clause: 'S11', decisive: 0 };
  const one = counted(['a'], { bind: [guard('r', 1, 2)], '*': [value] });
  const other = counted(['b'], { bind: [guard('r', 0, 3), { ...value, decisive: 4 }] });

  expect(rulesOfRun(runOf(one, other))).toEqual([
    { call: 'bind', ...guard('r', 1, 5) },
    { call: 'bind', ...value, decisive: 4 },
  ]);
});

test('a part that is merged twice is counted once', () => {
  const text = printBundle({ runs: [runOf(counted(['a', 'b'], { bind: [guard('r', 1, 2)] }))] });
  const [run] = mergeBundles([readBundle(text), readBundle(text)]).runs;

  expect(run && rulesOfRun(run)).toEqual([{ call: 'bind', ...guard('r', 1, 2) }]);
});

test('a whole run names what should have been reached, and nothing else', () => {
  const calls = {
    bind: [guard('met', 1, 1), guard('never', 0, 9), { ...guard('moon', 0, 9), shouldnot: 'far' }],
  };

  expect(unreachedRules(runOf(counted(['a', 'b'], calls)))?.map(({ id }) => id)).toEqual(['never']);
});

const all = counted(['a', 'b'], { bind: [guard('never', 0, 9)] });
const none = verdict('b', { verdict: 'skip', skip: { kind: 'absent', reason: '', remedy: '' } });

test.each([
  ['an old file', runOf(), undefined],
  ['chosen properties', runOf({ ...all, part: 'chosen' }), undefined],
  ['a property that was judged and not counted', runOf({ ...all, properties: ['a'] }), undefined],
  ['a lost shard', makeRun({ ...header, shards: [{ index: 1, of: 2 }] }, both, undefined, [all])],
  ['a skipped one', makeRun(header, [verdict('a'), none], undefined, [all]), 1],
])('%s: what is not reached is told only of a whole run', (_, run, told = undefined) => {
  expect(unreachedRules(run)?.length).toBe(told);
});

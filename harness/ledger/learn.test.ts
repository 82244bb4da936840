import { expect, test } from 'vitest';
import { type Bundle, makeRun } from '../bundle/index.ts';
import { type Failure, type HeaderRecord, SCHEMA, type VerdictRecord } from '../bundle/records.ts';
import { learn } from './learn.ts';
import { expectationOf, type Ledger } from './ledger.ts';

const env: HeaderRecord['env'] = {
  ...{ id: '4.4.0+x/engine-default/docker-runsc', kernel: '4.4.0', arch: 'x' },
  ...{ profile: 'engine-default', profileText: 'One.', runtime: 'docker-runsc', subject: 'kernel' },
  facts: [{ group: 'Kernel', name: 'runtime', value: 'docker 20, runsc 2024' }],
};

const failure = (signature: string): Failure => ({
  ...{ signature, summary: `summary of ${signature}`, observed: '0', allowed: ['1'] },
  ...{ clause: 'S07', citation: 'listen(2)', scenario: '', steps: [], token: 'a@s1:0' },
  shrunk: { from: 2, to: 1, runs: 1 },
});

const record = (id: string, signature: string): VerdictRecord => ({
  ...{ t: 'verdict', env: env.id, id, verdict: 'fail', cases: 1, rejected: 0, operations: 1 },
  ...{ seed: 1, ms: 1, reached: {}, failure: failure(signature) },
});

function bundleOf(...signatures: string[]): Pick<Bundle, 'runs'> {
  const header: HeaderRecord = {
    ...{ t: 'header', schema: SCHEMA, runId: 'r', started: '2026-01-10T09:30:00Z', seed: 1, env },
    ...{ suite: { version: '0', digest: 'd' }, plan: [], clauses: [], promises: [] },
  };
  return {
    runs: [
      makeRun(
        header,
        signatures.map((one, i) => record(`a.p${i}`, one)),
      ),
    ],
  };
}

const EMPTY: Ledger = { about: 'test', entries: [] };
const today = { today: '2026-11-23' };

test('every new signature becomes an entry that expects it there', () => {
  const { entries } = learn(EMPTY, bundleOf('listen:listen.again:errno:EINVAL'), today);

  expect(entries).toHaveLength(1);
  expect(entries[0]).toMatchObject({
    ...{ id: 'docker-runsc-listen-again-errno-einval', signature: '*:listen.again:errno:EINVAL' },
    ...{ runtime: 'docker-runsc', kernel: '4.4.0', since: '2026-11-23', clause: 'S07' },
    seen: 'docker 20, runsc 2024',
  });
  expect(expectationOf(entries, env, 'listen:listen.again:errno:EINVAL')).toBe(entries[0]);
});

test('calls that share a rule share an entry', () => {
  const { entries } = learn(
    EMPTY,
    bundleOf('recv:recv.empty:errno:success', 'recvmsg:recv.empty:errno:success'),
    today,
  );

  expect(entries).toHaveLength(1);
});

test('learning the same again changes nothing', () => {
  const bundle = bundleOf('b:b.b:errno:EIO', 'a:a.a:ret:value', 'claim:some.property');

  const once = learn(EMPTY, bundle, today);

  expect(learn(once, bundle, { today: '2027-01-01' })).toEqual(once);
  expect(once.entries.map(({ id }) => id)).toEqual(once.entries.map(({ id }) => id).toSorted());
});

test('signatures that spell the same id get ids that differ', () => {
  const { entries } = learn(EMPTY, bundleOf('a:a.b:errno:E', 'a:a-b:errno:E'), today);

  expect(new Set(entries.map(({ id }) => id)).size).toBe(2);
});

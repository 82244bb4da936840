import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bundle } from '../bundle/fixtures/arbitrary.ts';
import { failingIn } from './fixtures/failing.ts';
import { expectationOf, type Ledger, learn, ledger } from './index.ts';

const today = '2026-11-23';
const empty: Ledger = { about: 'for a test', entries: [] };
const idsOf = ({ entries }: Ledger) => entries.map(({ id }) => id);

describe('learning', () => {
  test('expects every failure of the bundle afterwards', () => {
    fc.assert(
      fc.property(bundle, (some) => {
        const { entries } = learn(empty, some, { today });

        for (const { header, verdicts } of some.runs)
          for (const { failure } of [...verdicts.values()].flat())
            if (failure !== undefined)
              expect(expectationOf(entries, header.env, failure.signature)).toBeDefined();
      }),
    );
  });

  test('the same bundle twice adds nothing', () => {
    fc.assert(
      fc.property(bundle, (some) => {
        const once = learn(empty, some, { today });

        expect(learn(once, some, { today: '2030-01-01' })).toEqual(once);
      }),
    );
  });

  test('adds without changing what was there', () => {
    fc.assert(
      fc.property(bundle, bundle, (one, other) => {
        const before = learn(empty, one, { today });

        const after = learn(before, other, { today: '2030-01-01' });

        expect(after.entries).toEqual(expect.arrayContaining(before.entries));
      }),
    );
  });

  test('gives a valid ledger, sorted by ids that are unique', () => {
    fc.assert(
      fc.property(bundle, (some) => {
        const learned = learn(empty, some, { today });

        expect(ledger.safeParse(learned).error).toBeUndefined();
        expect(idsOf(learned)).toEqual([...new Set(idsOf(learned))].toSorted());
      }),
    );
  });

  test('says where, since when, of which version and what', () => {
    const learned = learn(empty, failingIn('docker-runsc'), { today });

    expect(learned.entries).toEqual([
      {
        ...{
          id: 'docker-runsc-bind-live-errno-einval',
          signature: '*:bind.live:errno:EINVAL',
          clause: 'B14',
        },
        ...{ runtime: 'docker-runsc', kernel: '4.4.0', since: today, seen: 'runsc 1.0' },
        text: 'bind gave EINVAL',
      },
    ]);
  });

  test('expects nothing of a runtime in which nothing failed', () => {
    const { entries } = learn(empty, failingIn('docker-runsc'), { today });
    const where = { runtime: 'sandbox', profile: 'root', kernel: '4.4.0' };

    expect(expectationOf(entries, where, 'bind:bind.live:errno:EINVAL')).toBeUndefined();
  });
});

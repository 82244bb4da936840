import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeRun, type Run } from './bundle.ts';
import { clauseResult, clausesOfRun } from './clauses.ts';
import { runIn } from './fixtures/arbitrary.ts';
import type { Clause, Failure, Verdict, VerdictRecord } from './records.ts';
import { cellsOf } from './totals.ts';

const clause: Clause = {
  ...{ id: 'S12', promise: 's', text: 'Refused.', citation: 'unix(7)', strength: 'linux' },
};

interface Given {
  readonly verdict: Verdict;
  readonly steps?: number;
  readonly aims?: boolean;
  readonly diverges?: string;
}

const [sample] = fc.sample(runIn('e'), { numRuns: 1, seed: 3 }) as [Run];

/** What becomes of the clause, if properties end like this. */
function verdictFor(...given: Given[]): string {
  const plan = given.map(({ aims = true }, index) => {
    return { id: `p${index}`, suite: 's', claim: '', clauses: aims ? ['S12'] : ['K06'] };
  });
  const records = given.map(({ verdict, steps = 0, diverges }, index): VerdictRecord => {
    const effort = { cases: 1, rejected: 0, operations: 1, seed: 1, ms: 1 };
    const failure = diverges === undefined ? {} : { failure: failureOf(diverges) };
    return {
      ...{ t: 'verdict', env: 'e', id: `p${index}`, verdict, ...effort },
      ...{ reached: steps > 0 ? { S12: steps } : {}, ...failure },
    };
  });
  return clauseResult(makeRun({ ...sample.header, plan }, records), clause).verdict;
}

function failureOf(id: string): Failure {
  return {
    ...{ signature: '', summary: '', observed: '', allowed: [], clause: id, citation: '' },
    ...{ scenario: '', steps: [], shrunk: { from: 1, to: 1, runs: 1 }, token: '' },
  };
}

test('a clause passes if a property that aims at it passed and a step reached it', () => {
  expect(verdictFor({ verdict: 'pass', steps: 2 })).toBe('pass');
  expect(verdictFor({ verdict: 'skip' }, { verdict: 'pass', steps: 2 })).toBe('pass');
});

test('a clause that no step reached is no pass', () => {
  expect(verdictFor({ verdict: 'pass' })).toBe('unreached');
});

test('a clause fails if a divergence names it, even of a property that aims elsewhere', () => {
  expect(
    verdictFor({ verdict: 'pass', steps: 2 }, { verdict: 'fail', aims: false, diverges: 'S12' }),
  ).toBe('fail');
  expect(verdictFor({ verdict: 'fail', diverges: 'K06' }, { verdict: 'pass', steps: 1 })).toBe(
    'pass',
  );
});

test('a clause is skipped only if all properties that aim at it are', () => {
  expect(verdictFor({ verdict: 'skip' }, { verdict: 'skip' })).toBe('skip');
  expect(verdictFor({ verdict: 'skip' }, { verdict: 'pass' })).toBe('unreached');
  expect(verdictFor({ verdict: 'skip' }, { verdict: 'crash' })).toBe('inconclusive');
});

test.each(['crash', 'broken', 'inconclusive', 'missing'] as const)(
  'steps of a property that ends %s make no pass',
  (verdict) => {
    expect(verdictFor({ verdict, steps: 9 })).toBe('inconclusive');
  },
);

test('a clause at which no property aims is untested, whoever came by', () => {
  expect(verdictFor({ verdict: 'pass', steps: 9, aims: false })).toBe('untested');
});

test('no clause passes without a passing property and a step', () => {
  fc.assert(
    fc.property(runIn('e'), (run) => {
      const passed = new Set(
        cellsOf(run).flatMap((cell) => (cell.verdict === 'pass' ? cell.id : [])),
      );
      for (const { verdict, steps, properties } of clausesOfRun(run))
        if (verdict === 'pass') {
          expect(steps).toBeGreaterThan(0);
          expect(properties.some((id) => passed.has(id))).toBe(true);
        }
    }),
  );
});

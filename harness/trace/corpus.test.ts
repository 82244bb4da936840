/** Tests of the law against what true kernels did: no kernel is asked. */

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Observed } from '../law/operation.ts';
import { Checker } from './check.ts';
import { CORPUS_FILES, readTraces, textOf } from './fixtures/corpus.ts';
import type { ReadTrace } from './reader.ts';

const newChecker = () => new Checker(() => undefined);

describe.for(CORPUS_FILES)('the corpus %s', (file) => {
  const traces = readTraces(textOf(file));

  test('is what the law allows, to the last step', () => {
    const checker = newChecker();
    const deviations = traces.flatMap((trace) => checker.take(trace) ?? []);

    expect(deviations).toEqual([]);
    expect(checker.tally).toMatchObject({ unmodelled: 0, short: 0, traces: traces.length });
    expect(checker.tally.traces).toBeGreaterThan(150);
  });

  test('reaches most properties and rules', () => {
    const checker = newChecker();
    for (const trace of traces) checker.take(trace);

    expect(new Set(traces.map(({ property }) => property)).size).toBeGreaterThan(50);
    expect(Object.keys(checker.coverage.rules()).length).toBeGreaterThan(150);
  });

  test('has no step whose errno could be another without being noticed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...traces), fc.nat(), (trace, at) => {
        const step = at % trace.observed.length;
        const changed = change(trace, step, () => ({ errno: 'ENOTBLK', ret: -1 }));

        expect(newChecker().take(changed)).toBeDefined();
      }),
      { numRuns: 500 },
    );
  });

  test('has no received byte that could be another without being noticed', () => {
    const received = traces.flatMap((trace) =>
      trace.observed.flatMap(({ data }, step) => (data?.length ? [{ trace, step }] : [])),
    );
    fc.assert(
      fc.property(fc.constantFrom(...received), fc.nat(), ({ trace, step }, at) => {
        const changed = change(
          trace,
          step,
          (observed) =>
            ({
              ...observed,
              data: observed.data?.map((byte, i, { length }) =>
                i === at % length ? byte ^ 1 : byte,
              ),
            }) as Observed,
        );

        expect(newChecker().take(changed)?.mismatch.name).toBe('data');
      }),
      { numRuns: 500 },
    );
  });
});

function change(trace: ReadTrace, step: number, to: (observed: Observed) => Observed): ReadTrace {
  const observed = trace.observed.map((seen, i) => (i === step ? to(seen) : seen));
  return { ...trace, observed };
}

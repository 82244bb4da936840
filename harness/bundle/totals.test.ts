import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bundle, makeRun, type Run } from './bundle.ts';
import { bundle, runIn } from './fixtures/arbitrary.ts';
import { VERDICTS, type Verdict, type VerdictRecord } from './records.ts';
import {
  cellsOf,
  decisive,
  exitCode,
  exitCodeOfTotals,
  noVerdicts,
  totalsLine,
  totalsOf,
  WORST_FIRST,
  worstOf,
} from './totals.ts';

const [run] = fc.sample(runIn('6.12.3 unpriv/podman'), { numRuns: 1, seed: 7 }) as [Run];

function record(id: string, verdict: Verdict, known?: string): VerdictRecord {
  const effort = { cases: 1, rejected: 0, operations: 1, seed: 1, ms: 1, reached: {} };
  const ledger = known === undefined ? {} : { known };
  return { t: 'verdict', env: run.header.env.id, id, verdict, ...effort, ...ledger };
}

/** A bundle with just these verdicts; `known x` is one that the ledger expected. */
function bundleOf(...verdicts: string[]): Bundle {
  const records = verdicts.map((text, index) => {
    const [verdict, ledger] = text.split(' ').toReversed() as [Verdict, string?];
    return record(`p${index}`, verdict, ledger);
  });
  const header = { ...run.header, seed: 1849302, plan: [] };
  return { runs: [makeRun(header, records)], problems: [] };
}

const code = (...verdicts: string[]) => exitCode(bundleOf(...verdicts));
const strictly = (...verdicts: string[]) => exitCode(bundleOf(...verdicts), { strict: true });

describe('exit code', () => {
  test('0 for passes, and for what was expected to fail', () => {
    expect(code('pass')).toBe(0);
    expect(code('pass', 'skip', 'inconclusive')).toBe(0);
    expect(code('known fail', 'known crash')).toBe(0);
    expect(code('known pass')).toBe(0);
  });

  test('1 for an unexpected failure or crash, whatever else there is', () => {
    for (const worst of ['fail', 'crash']) expect(code(...VERDICTS, worst), worst).toBe(1);
    expect(code('fail', 'skip')).toBe(1);
  });

  test('3 when a property is broken or missing, or a line could not be read', () => {
    expect(code('pass', 'broken')).toBe(3);
    expect(code('skip', 'missing')).toBe(3);
    expect(exitCode({ ...bundleOf('pass'), problems: ['line 2: not JSON'] })).toBe(3);
    expect(exitCode({ ...bundleOf('fail'), problems: ['line 2: not JSON'] })).toBe(1);
    expect(exitCode({ runs: [], problems: [] })).toBe(3);
  });

  test('4 when all was skipped', () => {
    expect(code('skip', 'skip')).toBe(4);
    expect(code('skip', 'pass')).toBe(0);
  });

  test('when strict, 1 for a known failure that passes and 5 for a spent budget', () => {
    expect(strictly('known pass')).toBe(1);
    expect(strictly('pass', 'inconclusive')).toBe(5);
    expect(strictly('broken', 'inconclusive')).toBe(3);
    expect(strictly('pass')).toBe(0);
  });

  test('one more failure never makes it better', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...VERDICTS)), (verdicts) => {
        expect(code(...verdicts, 'fail')).toBe(1);
      }),
    );
  });
});

describe('totals', () => {
  test('every cell is counted once', () => {
    fc.assert(
      fc.property(bundle, (some) => {
        const { fixed: _, ...counts } = totalsOf(some);
        const sum = Object.values(counts).reduce((all, n) => all + n, 0);
        expect(sum).toBe(some.runs.flatMap(cellsOf).length);
      }),
    );
  });

  test('the line has the form that scripts look for', () => {
    const line = totalsLine(bundleOf('pass', 'pass', 'fail', 'known fail', 'skip', 'missing'));

    expect(line).toBe(
      '# Totals: pass:2 fail:1 known:1 crash:0 broken:0 inconclusive:0 skip:1 missing:1   6.12.3 unpriv/podman  seed 1849302',
    );
  });

  test('the exit code follows from the counts', () => {
    fc.assert(
      fc.property(bundle, fc.boolean(), (some, strict) => {
        expect(exitCode(some, { strict })).toBe(exitCodeOfTotals(totalsOf(some), { strict }));
      }),
    );
  });
});

describe('the worst', () => {
  test('stands for many, in the order of KCIDB', () => {
    expect(WORST_FIRST.toSorted()).toEqual(VERDICTS.toSorted());
    expect(worstOf([])).toBeUndefined();
    expect(worstOf(['pass', 'skip', 'missing', 'fail'])).toBe('fail');
    expect(worstOf(['inconclusive', 'pass'])).toBe('pass');
    expect(Object.keys(noVerdicts())).toEqual([...VERDICTS]);
  });

  test('an unexpected failure is not hidden by an expected one', () => {
    const attempts = [record('a', 'fail', 'ledger'), record('a', 'pass'), record('a', 'fail')];

    expect(decisive(attempts)).toBe(attempts[2]);
    expect(decisive([])).toBeUndefined();
  });
});

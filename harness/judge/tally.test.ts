import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CallName, Operation } from '../law/operation.ts';
import type { Outcome, Refusal } from '../law/rule.ts';
import { LAW, type Law, step } from '../law/step.ts';
import { Coverage } from './coverage.ts';
import { addTallies, type Tally, tallyOf } from './tally.ts';

type Row = Refusal<never>;

/** A table whose guards are bits of a number. */
const table = fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }).map((mays) =>
  mays.map(
    (may, i): Row => ({
      ...{ id: `r${i}`, clause: 'X', cite: '', strength: 'linux', errno: `E${i}` },
      when: (bits: number) => ((bits >> i) & 1) === 1,
      ...(may && { may: true }),
    }),
  ),
);

const success: Outcome = {
  ...{ errno: '', expects: [], commit: () => undefined },
  rule: { id: 'done', clause: 'X', cite: '', strength: 'linux' },
};

const call: CallName = 'umask';
const lawOf = (refusals: readonly Row[], bits: number): Law => ({
  ...(LAW as unknown as Law),
  [call]: { look: () => bits as never, refusals, allow: () => success },
});

/** By the definition: one guard after the other. */
function walk(rows: readonly Row[], bits: number, seen: Outcome): Tally {
  const times: Record<string, [number, number, number]> = {};
  for (const row of rows) {
    const held = row.when(bits as never);
    times[row.id] = [held ? 1 : 0, held ? 0 : 1, seen.rule === row ? 1 : 0];
    if (held && row.may === undefined) return { [call]: times };
  }
  if (seen === success) times.done = [0, 0, 1];
  return { [call]: times };
}

test('what is derived is what asking every guard again would count', () => {
  fc.assert(
    fc.property(
      table,
      fc.array(fc.tuple(fc.nat(63), fc.nat(9)), { minLength: 1, maxLength: 20 }),
      (rows, steps) => {
        const coverage = new Coverage();
        let counted: Tally = {};
        for (const [bits, which] of steps) {
          const allowed = step({ epolls: [] } as never, { call } as Operation, lawOf(rows, bits));
          const seen = allowed[which % allowed.length] as Outcome;
          coverage.add(call, seen, allowed);
          counted = addTallies(counted, walk(rows, bits, seen));
        }

        expect(tallyOf(coverage, lawOf(rows, 0))).toEqual(counted);
      },
    ),
  );
});

test('to add tallies is commutative and associative, and nothing changes nothing', () => {
  const times = fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9));
  const tally = fc.dictionary(
    fc.constantFrom('bind', 'recv'),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), times),
  );

  fc.assert(
    fc.property(tally, tally, tally, (a, b, c) => {
      expect(addTallies(a, b)).toEqual(addTallies(b, a));
      expect(addTallies(addTallies(a, b), c)).toEqual(addTallies(a, addTallies(b, c)));
      expect(addTallies(a, {})).toEqual(a);
    }),
  );
});

/** Mutants of the law, made from its data: each is the whole law with one thing changed. */

import type { CallName } from '../law/operation.ts';
import type { Expectation, Outcome, Refusal, Want } from '../law/rule.ts';
import { type AnyLaw, LAW, type Law } from '../law/step.ts';
import type { World } from '../law/world.ts';

export const REAL = LAW as unknown as Law;
export const CALLS = Object.keys(LAW) as readonly CallName[];

export type MutantKind =
  | 'rule removed'
  | 'guard negated'
  | 'errno swapped'
  | 'order swapped'
  | 'want changed'
  | 'constant ± 1'
  | 'effect lost'
  | 'wrong moment'
  | 'wrong namespace';

export interface Mutant {
  readonly kind: MutantKind;
  readonly name: string;
  /** Traces without this call cannot tell it from the real law. */
  readonly call: CallName;
  readonly law: Law;
  /** The world as the mutant believes it to be. */
  readonly world?: (world: World) => World;
  readonly row?: Row;
  /** For `order swapped`: without a state in which both hold it is no mutant, but the same law. */
  readonly both?: readonly [Row, Row];
}

export type Row = Refusal<never>;

/** The law with another table of refusals for one call. */
export function withRows(call: CallName, rows: readonly Row[]): Law {
  return { ...REAL, [call]: { ...REAL[call], refusals: rows } };
}

/** The law with other outcomes for one call. */
export function withOutcomes(
  call: CallName,
  change: (outcome: Outcome, view: never) => Outcome,
): Law {
  const real: AnyLaw = REAL[call];
  const allow: AnyLaw['allow'] = (view) => {
    const allowed = real.allow(view);
    return Array.isArray(allowed)
      ? (allowed as Outcome[]).map((outcome) => change(outcome, view))
      : change(allowed as Outcome, view);
  };
  return { ...REAL, [call]: { ...real, allow } };
}

export function replaced(rows: readonly Row[], i: number, ...by: readonly Row[]): readonly Row[] {
  return [...rows.slice(0, i), ...by, ...rows.slice(i + 1)];
}

/** An errno that the call tells elsewhere, or else the plainest one. */
function otherErrno(rows: readonly Row[], row: Row): string {
  const others = rows.map(({ errno }) => errno).filter((errno) => errno !== row.errno);
  return others[(rows.indexOf(row) + 1) % Math.max(others.length, 1)] ?? 'EIO';
}

function mutantsOfRow(call: CallName, rows: readonly Row[], i: number, row: Row): Mutant[] {
  // What would block is never put to a kernel.
  if (row.errno === 'BLOCKS') return [];
  const next = rows[i + 1];
  const name = `${call}: ${row.id}`;
  const negated: Row = { ...row, when: (view) => !row.when(view) };
  const swapped: Row = { ...row, errno: otherErrno(rows, row) };
  const made: Mutant[] = [
    { kind: 'rule removed', name, call, row, law: withRows(call, replaced(rows, i)) },
    { kind: 'guard negated', name, call, law: withRows(call, replaced(rows, i, negated)) },
    {
      kind: 'errno swapped',
      name: `${name} ${row.errno} → ${swapped.errno}`,
      call,
      law: withRows(call, replaced(rows, i, swapped)),
    },
  ];
  if (next !== undefined && next.errno !== row.errno && next.errno !== 'BLOCKS') {
    const exchanged = [...rows.slice(0, i), next, row, ...rows.slice(i + 2)];
    made.push({
      kind: 'order swapped',
      name: `${name} ⇄ ${next.id}`,
      call,
      law: withRows(call, exchanged),
      both: [row, next],
    });
  }
  return made;
}

/** Everything that the tables of refusals give. */
export function refusalMutants(): Mutant[] {
  return CALLS.flatMap((call) => {
    const rows = REAL[call].refusals;
    return rows.flatMap((row, i) => mutantsOfRow(call, rows, i, row));
  });
}

/** Constants ± 1, other words, and sets turned inside out. */
function otherWants(want: Want): readonly (readonly [string, Want])[] {
  if (typeof want === 'number')
    return [
      ['+ 1', want + 1],
      ['- 1', want - 1],
    ];
  if (typeof want === 'string') return [['other', `${want}?`]];
  return [['negated', { text: `not ${want.text}`, allowed: (seen) => !want.allowed(seen) }]];
}

/** One expectation of a call, wherever it is made. */
export interface ExpectationKey {
  readonly call: CallName;
  readonly rule: string;
  readonly name: string;
}

export function expectationMutants({ call, rule, name }: ExpectationKey, want: Want): Mutant[] {
  return otherWants(want).map(([how], i) => ({
    kind: 'want changed',
    name: `${call}: ${rule} ${name} ${how}`,
    call,
    law: withExpectations(call, (one) => changedWant(one, rule, name, i)),
  }));
}

/** The law with other expectations for one call, whether it succeeds or is refused. */
function withExpectations(call: CallName, change: (one: Expectation) => Expectation): Law {
  const refusals = REAL[call].refusals.map(
    ({ expects, ...row }): Row => ({
      ...row,
      ...(expects && { expects: (view: never) => expects(view).map(change) }),
    }),
  );
  const changed = withOutcomes(call, (outcome) => ({
    ...outcome,
    expects: outcome.expects.map(change),
  }));
  return { ...changed, [call]: { ...changed[call], refusals } };
}

function changedWant(one: Expectation, rule: string, name: string, i: number): Expectation {
  if (one.rule.id !== rule || one.name !== name) return one;
  const others = otherWants(one.want);
  return { ...one, want: (others[i] ?? others[0])?.[1] ?? one.want };
}

/** What else an outcome demands: the payload, and the descriptors that come along. */
export function demandMutants(call: CallName): Mutant[] {
  const mutant = (name: string, change: (outcome: Outcome) => Outcome): Mutant => ({
    kind: 'want changed',
    name: `${call}: ${name}`,
    call,
    law: withOutcomes(call, change),
  });
  return [
    mutant('data one byte shorter', (outcome) =>
      outcome.data === undefined
        ? outcome
        : { ...outcome, data: { ...outcome.data, pieces: shorter(outcome.data.pieces) } },
    ),
    mutant('data one byte longer', (outcome) =>
      outcome.data === undefined
        ? outcome
        : { ...outcome, data: { ...outcome.data, pieces: [...outcome.data.pieces, Buffer.of(0)] } },
    ),
  ];
}

export function passedMutants(call: CallName): Mutant[] {
  type Passed = NonNullable<Outcome['passed']>['want'];
  const mutant = (name: string, change: (want: Passed) => Passed): Mutant => ({
    kind: 'want changed',
    name: `${call}: descriptors ${name}`,
    call,
    law: withOutcomes(call, (outcome) =>
      outcome.passed === undefined
        ? outcome
        : { ...outcome, passed: { ...outcome.passed, want: change(outcome.passed.want) } },
    ),
  });
  return [
    mutant('one fewer', (want) => want.slice(1)),
    mutant('one more', (want) => [...want, { object: undefined, cloexec: false }]),
    mutant('in the other order', (want) => want.toReversed()),
    mutant('with the other FD_CLOEXEC', (want) =>
      want.map((one) => ({ ...one, cloexec: !one.cloexec })),
    ),
  ];
}

function shorter(pieces: readonly Uint8Array[]): readonly Uint8Array[] {
  const last = pieces.at(-1);
  return last === undefined ? pieces : [...pieces.slice(0, -1), last.subarray(0, -1)];
}

/** A success that changes nothing in the law's state. */
export function effectMutant(call: CallName, rule: string): Mutant {
  return {
    kind: 'effect lost',
    name: `${call}: ${rule}`,
    call,
    law: withOutcomes(call, (outcome) =>
      outcome.rule.id === rule ? { ...outcome, commit: () => undefined } : outcome,
    ),
  };
}

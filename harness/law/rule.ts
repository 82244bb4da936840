/** Rules as data: a guard, an outcome, a clause and where it comes from. */

import type { Observed } from './operation.ts';

/**
 * `posix`: POSIX demands it. `linux`: a manual page of Linux demands it.
 * `exact`: what the kernel's source does and every kernel observed does, documented nowhere else.
 */
export type Strength = 'posix' | 'linux' | 'exact';

/** Where a rule stands and comes from. */
export interface Rule {
  /** e.g. `connect.refused.nobody`; unique. */
  readonly id: string;
  /** Clause of the catalogue that it refines, e.g. `S12`. */
  readonly clause: string;
  readonly cite: string;
  readonly strength: Strength;
}

/** A rule that refuses: when the guard holds, the call fails with the errno. */
export interface Refusal<View> extends Rule {
  readonly errno: string;
  readonly when: (view: View) => boolean;
  /** The law allows this refusal, and what follows it, too. */
  readonly may?: true;
  /** It is told no sooner than after so many milliseconds, which the call sleeps. */
  readonly waits?: (view: View) => number;
  /** What is to be seen besides the errno. */
  readonly expects?: (view: View) => readonly Expectation[];
  /** What the refusal changes, if it changes anything. */
  readonly effect?: (view: View) => void;
}

/** One of several values, or a value that the law learns at first sight. */
export type Want =
  | string
  | number
  | { readonly allowed: (seen: string | number | undefined) => boolean; readonly text: string };

export interface Expectation {
  readonly rule: Rule;
  /** `ret`, or a name in `Observed.fields`. */
  readonly name: string;
  readonly want: Want;
}

/** One allowed outcome of an operation. */
export interface Outcome {
  /** '' for success, an errno name, or `BLOCKS`. */
  readonly errno: string;
  /** The rule that was decisive. */
  readonly rule: Rule;
  readonly expects: readonly Expectation[];
  /** Exact payload, as the pieces it is made of; `begins`: what comes may be a beginning of it, as long as `ret` says. */
  readonly data?: {
    readonly rule: Rule;
    readonly pieces: readonly Uint8Array[];
    readonly begins?: true;
  };
  /** Received descriptors: identities known so far and FD_CLOEXEC. */
  readonly passed?: {
    readonly rule: Rule;
    readonly want: readonly { readonly object: string | undefined; readonly cloexec: boolean }[];
  };
  /** It is not done at one moment: calls that overlap may come between its parts. */
  readonly piecemeal?: true;
  /** It comes about only when the call was asleep and a signal or a timeout ended that. */
  readonly sleeps?: true;
  /** Applies the outcome to the state; without an observation, unknown values stay open. */
  readonly commit: (observed: Observed | undefined) => void;
}

/** Thrown where the documents and this law say nothing: such an operation is not generated. */
export class Unmodelled extends Error {
  /** Walks run into it all the time, and nobody asks where: without a stack it costs a tenth. */
  constructor(message: string) {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = limit;
  }
}

const NAMED = new Map<string, Rule>();

/** A rule that compares what a success shows, or that is a note. Refusals have a table of their own. */
export function rule(id: string, clause: string, cite: string, strength: Strength = 'linux'): Rule {
  const named = { id, clause, cite, strength };
  NAMED.set(id, named);
  return named;
}

/** All rules without a guard in a table that were made so far: those of every module that was loaded. */
export function namedRules(): readonly Rule[] {
  return [...NAMED.values()];
}

/** A table of refusals in the order of precedence: the first whose guard holds decides. */
export function refusal<View>(
  id: string,
  errno: string,
  clause: string,
  cite: string,
  when: (view: View) => boolean,
  more: Pick<Partial<Refusal<View>>, 'strength' | 'may' | 'waits' | 'expects' | 'effect'> = {},
): Refusal<View> {
  return { strength: 'linux', ...more, id, errno, clause, cite, when };
}

/** The rows of a table for another view, which this one may have inside: where it has not, none holds. */
export function rowsThrough<View, Inner>(
  rows: readonly Refusal<Inner>[],
  inner: (view: View) => Inner | undefined,
): readonly Refusal<View>[] {
  return rows.map(({ when, waits, expects, effect, ...rest }) => ({
    ...rest,
    when: (view) => {
      const seen = inner(view);
      return seen !== undefined && when(seen);
    },
    // A row that decides has held, so what it looks at is there.
    ...(waits && { waits: (view: View) => waits(inner(view) as Inner) }),
    ...(expects && { expects: (view: View) => expects(inner(view) as Inner) }),
    ...(effect && { effect: (view: View) => effect(inner(view) as Inner) }),
  }));
}

/** The rows of a table, for views of one kind. */
export function rowsFor<View>(
  has: (view: View) => boolean,
  rows: readonly Refusal<View>[],
): readonly Refusal<View>[] {
  return rows.map((row) => ({ ...row, when: (view: View) => has(view) && row.when(view) }));
}

/** A set of allowed values. */
export function oneOf(...values: readonly (string | number)[]): Want {
  return {
    allowed: (seen) => seen !== undefined && values.includes(seen),
    text: `one of ${values.join(', ')}`,
  };
}

export function between(low: number, high: number): Want {
  return {
    allowed: (seen) => typeof seen === 'number' && seen >= low && seen <= high,
    text: `${low}…${high}`,
  };
}

export function satisfies(want: Want, seen: string | number | undefined): boolean {
  return typeof want === 'object' ? want.allowed(seen) : want === seen;
}

export function wantText(want: Want): string {
  return typeof want === 'object' ? want.text : String(want);
}

/** For what older traces were not asked. */
export function ifObserved(want: Want): Want {
  return {
    allowed: (seen) => seen === undefined || satisfies(want, seen),
    text: wantText(want),
  };
}

/** Any value: the document leaves it open, or it is bound at first sight. */
export const anything: Want = { allowed: () => true, text: 'any' };

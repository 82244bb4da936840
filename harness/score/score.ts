/** The three rates: what the suites catch, what the law is sure of, what the judge lets pass. */

import { findProfile } from '../../containers/profiles/index.ts';
import type { KnownLiar } from '../liars/all.ts';
import { uncaught } from './hunt.ts';
import { mutantsFor, survivors } from './kill.ts';
import type { Mutant } from './mutants.ts';
import { Survey } from './survey.ts';
import { tamper } from './tamper.ts';
import { uncaughtIn } from './tested.ts';
import { recordTraces, type TrueTrace } from './traces.ts';

/** One rate, with what spoils it by name. */
export interface Rate {
  readonly title: string;
  readonly of: number;
  readonly hits: number;
  /** Percent. */
  readonly rate: number;
  readonly bound: { readonly is: 'at least' | 'at most'; readonly percent: number };
  readonly spoiled: readonly string[];
  /** Left out of the rate, and why. */
  readonly leftOut?: { readonly why: string; readonly names: readonly string[] };
}

export interface Score {
  readonly seed: number;
  readonly traces: number;
  readonly steps: number;
  readonly liars: Rate;
  readonly mutants: Rate;
  readonly observations: Rate;
}

export interface ScoreOptions {
  readonly seed: number;
  readonly liars: readonly KnownLiar[];
  /** Scenarios recorded of a property of the usual size. */
  readonly scenarios: number;
  readonly changes: number;
  readonly atOnce: number;
  /** A report of the tests that has hunted the liars already (vitest's JSON). */
  readonly tested?: string | undefined;
  readonly tell?: (line: string) => void;
}

export const USUAL = { scenarios: 80, changes: 4000, atOnce: 2 } as const;

const percent = (hits: number, of: number): number => (of === 0 ? 0 : (100 * hits) / of);

export const keeps = ({ rate, bound }: Rate): boolean =>
  bound.is === 'at least' ? rate >= bound.percent : rate <= bound.percent;

const nameOf = ({ kind, name }: Mutant): string => `${kind}: ${name}`;

async function scoreLiars({ liars, seed, atOnce, tested }: ScoreOptions): Promise<Rate> {
  const escaped =
    tested === undefined ? await uncaught(liars, seed, atOnce) : uncaughtIn(tested, liars);
  const hits = liars.length - escaped.length;
  return {
    title: 'liars caught',
    ...{ of: liars.length, hits, rate: percent(hits, liars.length) },
    bound: { is: 'at least', percent: 95 },
    spoiled: escaped.map(({ name, property }) => `${name} (${property})`),
  };
}

function scoreMutants(traces: readonly TrueTrace[]): Rate {
  const { mutants, same } = mutantsFor(new Survey(traces));
  const left = survivors(mutants, traces);
  const hits = mutants.length - left.length;
  return {
    title: 'law mutants killed',
    ...{ of: mutants.length, hits, rate: percent(hits, mutants.length) },
    bound: { is: 'at least', percent: 90 },
    spoiled: left.map(nameOf),
    leftOut: { why: 'the same law in other words', names: same.map(nameOf) },
  };
}

function scoreObservations(traces: readonly TrueTrace[], options: ScoreOptions): Rate {
  const tampered = tamper(traces, options.changes, options.seed);
  const accepted = tampered.filter((one) => one.accepted).map(({ name }) => name);
  const often = new Map<string, number>();
  for (const name of accepted) often.set(name, (often.get(name) ?? 0) + 1);
  return {
    title: 'changed observations accepted',
    ...{ of: tampered.length, hits: accepted.length },
    rate: percent(accepted.length, tampered.length),
    bound: { is: 'at most', percent: 2 },
    spoiled: [...often].toSorted(([, a], [, b]) => b - a).map(([name, n]) => `${name} × ${n}`),
  };
}

export async function score(options: ScoreOptions): Promise<Score> {
  const { seed, scenarios, tell = () => undefined } = options;
  tell(`${options.tested === undefined ? 'hunting' : 'counting'} ${options.liars.length} liars …`);
  const liars = await scoreLiars(options);
  tell('recording true traces …');
  const traces = await recordTraces(findProfile('full-root'), seed, scenarios);
  const steps = traces.reduce((sum, trace) => sum + trace.steps.length, 0);
  tell(`judging ${traces.length} traces of ${steps} steps by mutants of the law …`);
  const mutants = scoreMutants(traces);
  const observations = scoreObservations(traces, options);
  return { seed, traces: traces.length, steps, liars, mutants, observations };
}

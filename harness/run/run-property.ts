/** Runs one property: generates, executes, judges, and shrinks what diverges. */

import * as fc from 'fast-check';
import { unmet } from '../facts/index.ts';
import { Coverage } from '../judge/coverage.ts';
import type { Deviation } from '../judge/judge.ts';
import { ScenarioArbitrary } from '../scenario/arbitrary.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Bench } from './bench.ts';
import { failureOf } from './failure.ts';
import { Hunt, type HuntOptions, repeat } from './hunt.ts';
import { ActorLost, NoNamespaces } from './link.ts';
import { type Property, USUAL_RUNS } from './property.ts';
import type { GuestFailure, GuestVerdict } from './protocol.ts';

export interface RunOptions extends HuntOptions {
  readonly seed: number;
  readonly runs?: number | undefined;
  /** Milliseconds for generating and judging; shrinking may take as long again. */
  readonly time?: number | undefined;
  /** Known deviations that this run has shown already; the one shown here is added. */
  readonly shown?: Set<string>;
  readonly progress: (cases: number, of: number, phase: 'run' | 'shrink') => void;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
}

const MORE_NAMESPACES =
  '`sudo sysctl user.max_user_namespaces=10000 user.max_pid_namespaces=10000`';
const USUAL_TIME_MS = 20_000;
/** Below this share of the planned scenarios a property has not been judged. */
const ENOUGH = 0.1;

/** The place of a property in the seed's sequence: other properties do not move it. */
export function seedOf(seed: number, id: string): number {
  let hash = seed | 0;
  for (const c of id) hash = (Math.imul(hash, 31) + c.charCodeAt(0)) | 0;
  return hash;
}

/** Looks for deviations, the known ones last. */
export function runProperty(bench: Bench, property: Property, options: RunOptions): GuestVerdict {
  const started = options.now();
  const seed = seedOf(options.seed, property.id);
  const missing = unmet(property.requires, bench.facts);
  const nothing = { id: property.id, cases: 0, rejected: 0, operations: 0, seed, reached: {} };
  if (missing) return { ...nothing, verdict: 'skip', skip: missing, ms: 0 };
  const hunt = new Hunt(bench, property, options);
  const planned = options.runs ?? property.runs ?? USUAL_RUNS;
  const summary = () => ({
    id: property.id,
    cases: hunt.cases,
    rejected: hunt.rejected,
    operations: hunt.operations,
    seed,
    ms: Math.round(options.now() - started),
    reached: hunt.coverage.clauses(),
    ...(hunt.known.size > 0 && { deviations: hunt.deviations() }),
  });
  try {
    bench.staff(property.actors ?? 1);
    const details = fc.check(predicate(bench, property, hunt, planned, options), {
      seed,
      numRuns: planned,
      interruptAfterTimeLimit: options.time ?? USUAL_TIME_MS,
    });
    if (hunt.broken !== undefined) throw hunt.broken;
    if (details.failed && details.counterexample) {
      const failure = describeFailure(bench, property, hunt, details.counterexample[0], {
        ...{ seed, path: details.counterexamplePath ?? '', now: options.now },
      });
      return { ...summary(), verdict: 'fail', failure };
    }
    const known = shrinkKnown(bench, property, hunt, options, seed);
    if (known !== undefined) return { ...summary(), verdict: 'fail', failure: known };
    const judged = hunt.cases - hunt.rejected;
    if (judged < Math.max(1, planned * ENOUGH))
      return {
        ...summary(),
        verdict: 'inconclusive',
        reason: `${judged} of ${planned} scenarios were judged`,
      };
    return { ...summary(), verdict: 'pass' };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof NoNamespaces)
      return {
        ...{ ...summary(), verdict: 'skip' },
        skip: { kind: 'denied', reason: message, remedy: MORE_NAMESPACES },
      };
    if (error instanceof ActorLost) {
      // New ones come for the next property; whoever wants to know what they died of replays this.
      bench.dismiss();
      const scenario = `${property.id}@s${seed}:${Math.max(0, hunt.cases - 1)}`;
      return { ...summary(), verdict: 'broken', reason: `${message}, in ${scenario}` };
    }
    return { ...summary(), verdict: 'broken', reason: message };
  }
}

/** The known deviation that this run has not shown yet, or any, in its smallest form. */
function shrinkKnown(
  bench: Bench,
  property: Property,
  { known }: Hunt,
  options: RunOptions,
  seed: number,
): GuestFailure | undefined {
  const signatures = [...known.keys()];
  const signature = signatures.find((one) => options.shown?.has(one) !== true) ?? signatures[0];
  const first = known.get(signature ?? '');
  if (signature === undefined || first === undefined) return undefined;
  options.shown?.add(signature);
  const hunt = new Hunt(bench, property, { isKnown: (one) => one !== signature });
  // Generated again, not given as an example: the path then leads there from the seed alone.
  const path = `${first.index}`;
  const { counterexample, counterexamplePath } = fc.check(
    predicate(bench, property, hunt, 1, options),
    { seed, path, numRuns: 1 },
  );
  if (hunt.broken !== undefined) throw hunt.broken;
  const smallest = counterexample?.[0] ?? first.scenario;
  if (hunt.signature === undefined) {
    hunt.signature = signature;
    hunt.deviation = first.deviation;
    hunt.firstLength = first.scenario.operations.length;
  }
  const found = { seed, path: counterexamplePath ?? path, now: options.now };
  return describeFailure(bench, property, hunt, smallest, found);
}

function predicate(
  bench: Bench,
  property: Property,
  hunt: Hunt,
  planned: number,
  options: RunOptions,
) {
  let told = options.now();
  return fc.property(
    new ScenarioArbitrary(bench.place, property.actors ?? 1, property.aim),
    (scenario) => {
      const now = options.now();
      if (now - told > 200) {
        told = now;
        options.progress(hunt.cases, planned, hunt.signature === undefined ? 'run' : 'shrink');
      }
      hunt.take(scenario, options.now);
    },
  );
}

function describeFailure(
  bench: Bench,
  property: Property,
  hunt: Hunt,
  scenario: Scenario,
  { seed, path, now }: Pick<RunOptions, 'seed' | 'now'> & { readonly path: string },
): GuestFailure {
  const { deviation, steps } = repeat(scenario, hunt.signature, now, () =>
    bench.run(scenario, property, new Coverage(), true),
  );
  const shrunk = { from: hunt.firstLength, runs: hunt.shrinkRuns };
  const token = `${property.id}@s${seed}:${path}`;
  return failureOf(scenario, deviation ?? lost(hunt), steps, token, shrunk);
}

/** A finding that did not come again: still a finding, and said to be so. */
function lost({ deviation }: Hunt): Deviation {
  if (deviation === undefined) throw new Error('a failure that nobody saw');
  const again = 'it did not come again when the shrunk scenario was run once more';
  return { ...deviation, observed: `${deviation.observed} (${again})` };
}

/** Runs one property: generates, executes, judges, and shrinks what diverges. */

import * as fc from 'fast-check';
import { unmet } from '../facts/index.ts';
import { Coverage } from '../judge/coverage.ts';
import type { Deviation } from '../judge/judge.ts';
import type { Observed } from '../law/operation.ts';
import { ScenarioArbitrary } from '../scenario/arbitrary.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { printScenario } from '../scenario/text.ts';
import type { Bench } from './bench.ts';
import type { Run } from './judge-steps.ts';
import { ActorLost, NoNamespaces } from './link.ts';
import { type Property, USUAL_RUNS } from './property.ts';
import type { GuestFailure, GuestVerdict } from './protocol.ts';

/** Takes what was seen of a generated scenario, with its place in the seed's sequence. */
export type Keep = (index: number, scenario: Scenario, observed: readonly Observed[]) => void;

export interface RunOptions {
  readonly seed: number;
  readonly runs?: number | undefined;
  /** Milliseconds for generating and judging; shrinking may take as long again. */
  readonly time?: number | undefined;
  /** Whether a deviation is known already, and the hunt goes on behind it. */
  readonly isKnown?: (signature: string) => boolean;
  /** Known deviations that this run has shown already; the one shown here is added. */
  readonly shown?: Set<string>;
  /** Takes every generated scenario as it was seen; those of shrinking are not asked about. */
  readonly keep?: Keep | undefined;
  /** What to count into; a new one unless told. */
  readonly coverage?: Coverage;
  readonly progress: (cases: number, of: number, phase: 'run' | 'shrink') => void;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
}

const MORE_NAMESPACES =
  '`sudo sysctl user.max_user_namespaces=10000 user.max_pid_namespaces=10000`';
const USUAL_TIME_MS = 20_000;
const SHRINK_TIME_MS = 8_000;
/** Below this share of the planned scenarios a property has not been judged. */
const ENOUGH = 0.1;

/** The place of a property in the seed's sequence: other properties do not move it. */
export function seedOf(seed: number, id: string): number {
  let hash = seed | 0;
  for (const c of id) hash = (Math.imul(hash, 31) + c.charCodeAt(0)) | 0;
  return hash;
}

/** Thrown by the predicate: this scenario diverges with this signature. */
class Diverged extends Error {
  readonly deviation: Deviation;

  constructor(deviation: Deviation) {
    super(deviation.signature);
    this.deviation = deviation;
  }
}

/** A known deviation as one property met it. */
interface KnownDeviation {
  /** The first scenario that ended with it, and its place among those of the seed. */
  readonly scenario: Scenario;
  readonly deviation: Deviation;
  readonly index: number;
  times: number;
}

/** State of one property's run. */
class Hunt {
  readonly coverage: Coverage;
  cases = 0;
  rejected = 0;
  operations = 0;
  signature: string | undefined;
  /** As it was seen last. */
  deviation: Deviation | undefined;
  shrinkRuns = 0;
  firstLength = 0;
  shrinkUntil = 0;
  broken: unknown;
  /** Known deviations with the first scenario that met each. */
  readonly known = new Map<string, KnownDeviation>();
  private readonly bench: Bench;
  private readonly property: Property;
  private readonly isKnown: (signature: string) => boolean;
  private readonly keep: Keep | undefined;

  constructor(
    bench: Bench,
    property: Property,
    {
      isKnown = () => false,
      keep,
      coverage = new Coverage(),
    }: Pick<RunOptions, 'isKnown' | 'keep' | 'coverage'>,
  ) {
    this.bench = bench;
    this.property = property;
    this.isKnown = isKnown;
    this.keep = keep;
    this.coverage = coverage;
  }

  /** Judges one scenario unless the harness has failed before: its errors are neither findings nor shrunk. */
  take(scenario: Scenario, now: () => number): void {
    if (this.broken !== undefined) return;
    try {
      this.judge(scenario, now);
    } catch (error) {
      if (error instanceof Diverged) throw error;
      this.broken = error;
    }
  }

  /** Known deviations and how many scenarios ended with each. */
  deviations(): Record<string, number> {
    return Object.fromEntries([...this.known].map(([signature, { times }]) => [signature, times]));
  }

  private count(deviation: Deviation, scenario: Scenario): void {
    const { signature } = deviation;
    const met = this.known.get(signature);
    const index = this.cases - 1;
    if (met === undefined) this.known.set(signature, { scenario, deviation, index, times: 1 });
    else met.times++;
  }

  /** While shrinking, another signature is another finding, and counts as none. */
  private judge(scenario: Scenario, now: () => number): void {
    if (this.signature === undefined) this.cases++;
    else {
      if (now() > this.shrinkUntil) return;
      this.shrinkRuns++;
    }
    const run = repeat(scenario, this.signature, now, () =>
      this.bench.run(scenario, this.property, this.coverage),
    );
    const { deviation, unmodelled, observed } = run;
    this.operations += observed.length;
    if (this.signature === undefined) this.keep?.(this.cases - 1, scenario, observed);
    if (unmodelled !== undefined) this.rejected++;
    if (deviation === undefined) return;
    if (this.signature === undefined) {
      if (this.isKnown(deviation.signature)) {
        this.count(deviation, scenario);
        return;
      }
      this.signature = deviation.signature;
      this.firstLength = scenario.operations.length;
      this.shrinkUntil = now() + SHRINK_TIME_MS;
    } else if (deviation.signature !== this.signature) return;
    this.deviation = deviation;
    throw new Diverged(deviation);
  }
}

/** Calls that overlap do not meet in the same way every time: so often, or so long, they are tried again. */
const ATTEMPTS = 4;
const ATTEMPTS_MS = 500;

/** Runs a scenario once; one whose calls overlap until the deviation that is looked for comes again. */
function repeat(
  scenario: Scenario,
  signature: string | undefined,
  now: () => number,
  run: () => Run,
): Run {
  const most =
    signature !== undefined && scenario.operations.some(({ overlaps }) => overlaps) ? ATTEMPTS : 1;
  const until = now() + ATTEMPTS_MS;
  let last = run();
  for (let i = 1; i < most && last.deviation?.signature !== signature && now() < until; i++)
    last = run();
  return last;
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
    if (error instanceof ActorLost) {
      // New ones come for the next property; whoever wants to know what they died of replays this.
      bench.dismiss();
      const scenario = `${property.id}@s${seed}:${Math.max(0, hunt.cases - 1)}`;
      return { ...summary(), verdict: 'broken', reason: `${message}, in ${scenario}` };
    }
    if (error instanceof NoNamespaces)
      return {
        ...{ ...summary(), verdict: 'skip' },
        skip: { kind: 'denied', reason: message, remedy: MORE_NAMESPACES },
      };
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
  const found = deviation ?? lost(hunt);
  return {
    signature: found.signature,
    summary: summaryOf(found),
    observed: found.observed,
    allowed: [...found.allowed],
    clause: found.rule.clause,
    citation: found.rule.cite,
    scenario: printScenario(scenario),
    steps: [...steps],
    shrunk: { from: hunt.firstLength, to: scenario.operations.length, runs: hunt.shrinkRuns },
    token: `${property.id}@s${seed}:${path}`,
  };
}

/** A finding that did not come again: still a finding, and said to be so. */
function lost({ deviation }: Hunt): Deviation {
  if (deviation === undefined) throw new Error('a failure that nobody saw');
  const again = 'it did not come again when the shrunk scenario was run once more';
  return { ...deviation, observed: `${deviation.observed} (${again})` };
}

function summaryOf({ call, mismatch, rule }: Deviation): string {
  if (mismatch.name === 'claim') return `${mismatch.want}: ${mismatch.seen}`;
  const what = mismatch.name === 'errno' ? '' : `${mismatch.name} `;
  return `${call ?? rule.id}: ${what}${mismatch.seen}, allowed only ${mismatch.want}`;
}

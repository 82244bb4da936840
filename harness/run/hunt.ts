/** The hunt for a deviation through scenarios that somebody else generates and shrinks. */

import { Coverage } from '../judge/coverage.ts';
import type { Deviation } from '../judge/judge.ts';
import type { Observed } from '../law/operation.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Bench } from './bench.ts';
import type { Run } from './judge-steps.ts';
import type { Property } from './property.ts';

const SHRINK_TIME_MS = 8_000;

/** Takes what was seen of a generated scenario, with its place in the seed's sequence. */
export type Keep = (index: number, scenario: Scenario, observed: readonly Observed[]) => void;

export interface HuntOptions {
  /** Whether a deviation is known already, and the hunt goes on behind it. */
  readonly isKnown?: (signature: string) => boolean;
  /** Takes every generated scenario as it was seen; those of shrinking are not asked about. */
  readonly keep?: Keep | undefined;
  /** What to count into; a new one unless told. */
  readonly coverage?: Coverage;
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

/** State of one property's run: it judges scenarios until one diverges, and then only smaller ones that diverge alike. */
export class Hunt {
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
    { isKnown = () => false, keep, coverage = new Coverage() }: HuntOptions,
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
export function repeat(
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

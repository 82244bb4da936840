/** The figures that need actors: throughput, processes, judging alone, memory. */

import { together } from '../../suites/whole-law/index.ts';
import type { Bench } from '../run/bench.ts';
import type { Property } from '../run/property.ts';
import { runProperty } from '../run/run-property.ts';
import { encodeObserved } from '../run/wire.ts';
import { printScenario } from '../scenario/text.ts';
import { Checker, printRecord, TRACE_FORMAT, TRACE_VERSION, TraceReader } from '../trace/index.ts';
import { best, type Spent, time } from './clock.ts';
import { CHANNELS } from './workload.ts';

export type Values = Readonly<Record<string, number>>;

/** What came of running properties as `sockspec run` does. */
interface Ran {
  readonly spent: Spent;
  readonly scenarios: number;
  readonly operations: number;
}

function run(bench: Bench, properties: readonly Property[], runs: number, seed: number): Ran {
  let scenarios = 0;
  let operations = 0;
  const spent = time(() => {
    for (const property of properties) {
      const now = (): number => performance.now();
      const verdict = runProperty(bench, property, { seed, runs, progress: () => {}, now });
      if (verdict.verdict !== 'pass')
        throw new Error(`${property.id}: ${verdict.verdict} in the bench`);
      scenarios += verdict.cases;
      operations += verdict.operations;
    }
  });
  return { spent, scenarios, operations };
}

const rates = ({ spent, scenarios, operations }: Ran): Values => ({
  operations,
  operationsPerSecond: operations / spent.wall,
  operationsPerProcessorSecond: operations / spent.cpu,
  scenariosPerSecond: scenarios / spent.wall,
  /** Of one processor: less than 1 means that others had the machine, or that it was waited. */
  processor: spent.cpu / spent.wall,
  kernel: spent.kernel / spent.cpu,
});

/** Generated, executed and judged in one process. */
export function oneProcess(bench: Bench, runs: number): Values {
  run(bench, CHANNELS, runs, 1);
  return rates(best(3, () => run(bench, CHANNELS, runs, 2)));
}

/** The same with calls by several processes, one after another. */
export function severalProcesses(bench: Bench, actors: number, runs: number): Values {
  const properties = [together(actors)];
  run(bench, properties, Math.ceil(runs / 4), 1);
  return rates(best(2, () => run(bench, properties, runs, 2)));
}

/** Reading and judging what was recorded, without the kernel. */
export function judgingAlone(bench: Bench, runs: number): Values {
  const lines = recordedLines(bench, runs);
  const judge = () => {
    const checker = new Checker((id) => CHANNELS.find((property) => property.id === id));
    const spent = time(() => {
      const reader = new TraceReader();
      for (const line of lines) {
        const trace = reader.take(line);
        if (trace !== undefined) checker.take(trace);
      }
      reader.finish();
    });
    return { spent, ...checker.tally };
  };
  judge();
  const { spent, traces, steps, diverging } = best(3, judge);
  if (diverging > 0) throw new Error('what was recorded in the bench diverges');
  return { traces, tracesPerSecond: traces / spent.wall, operationsPerSecond: steps / spent.wall };
}

function recordedLines(bench: Bench, runs: number): string[] {
  const lines = [
    printRecord({
      ...{ t: 'header', format: TRACE_FORMAT, version: TRACE_VERSION },
      ...{ kernel: '', arch: '', profile: '', runtime: '' },
    }),
    printRecord({ t: 'place', place: bench.place }),
  ];
  let traces = 0;
  for (const property of CHANNELS)
    runProperty(bench, property, {
      ...{ seed: 3, runs, progress: () => {}, now: () => performance.now() },
      keep: (index, scenario, observed) => {
        traces++;
        lines.push(
          printRecord({
            ...{ t: 'trace', property: property.id, seed: 3, path: String(index) },
            scenario: printScenario(scenario),
            observed: observed.map(encodeObserved),
          }),
        );
      },
    });
  lines.push(printRecord({ t: 'end', traces }));
  return lines;
}

const MEGABYTE = 2 ** 20;

/** Resident memory after each number of scenarios, in one process that goes on. */
export function* memory(bench: Bench, marks: readonly number[]): Generator<Values> {
  const each = 50;
  let done = 0;
  for (let seed = 1; done < (marks.at(-1) ?? 0); seed++) {
    for (const property of CHANNELS) {
      done += run(bench, [property], each, seed).scenarios;
      if (!marks.some((mark) => done >= mark && done - each < mark)) continue;
      const { rss, heapUsed } = process.memoryUsage();
      yield { scenarios: done, resident: rss / MEGABYTE, heap: heapUsed / MEGABYTE };
    }
  }
}

/** The same scenarios executed and judged here, and made by a C program: what judging costs on top of the kernel. */

import { Coverage } from '../judge/coverage.ts';
import type { Kernel } from '../kernel/index.ts';
import { Bench, type BenchOptions } from '../run/bench.ts';
import { printCalls } from './c-calls.ts';
import { printProgram } from './c-program.ts';
import { best, type Spent, time } from './clock.ts';
import { compile } from './compile.ts';
import type { Values } from './figures.ts';
import { type LoggedCall, logKernel } from './logged-kernel.ts';
import { type Drawn, draw, REPLAYED } from './workload.ts';

/** Both are timed in turn so often: what the machine does besides then falls on both. */
const PAIRS = 7;

export async function againstC(
  options: Omit<BenchOptions, 'real' | 'subject'>,
  kernel: Kernel,
  bench: Bench,
  sizes: { readonly each: number; readonly rounds: number },
): Promise<Values> {
  const drawn = draw(REPLAYED, bench.place, sizes.each, 4);
  const { kept, program, calls } = await generate(options, kernel, drawn);
  const operations = kept.reduce((sum, { scenario }) => sum + scenario.operations.length, 0);
  using replay = compile(program, options.directory);
  const here = runner(bench, kept);
  here(1);
  const pairs = Array.from({ length: PAIRS }, () => ({
    here: here(sizes.rounds),
    c: replay.run(sizes.rounds),
  }));
  const one = (pick: (pair: (typeof pairs)[number]) => number) => median(pairs.map(pick));
  const cpuHere = one((pair) => pair.here.cpu) / sizes.rounds;
  const cpuInC = one(({ c }) => c.cpu) / sizes.rounds;
  return {
    ...{ scenarios: kept.length, leftOut: drawn.length - kept.length, operations, calls },
    strange: one(({ c }) => c.strange),
    getpid: Math.min(...pairs.map(({ c }) => c.getpid)),
    getpidHere: getpidHere(kernel),
    wallHere: one((pair) => pair.here.wall) / sizes.rounds,
    wallInC: one(({ c }) => c.wall) / sizes.rounds,
    ...{ cpuHere, cpuInC },
    wallRatio: one((pair) => pair.here.wall / pair.c.wall),
    cpuRatio: one((pair) => pair.here.cpu / pair.c.cpu),
    perSecondHere: operations / cpuHere,
    perSecondInC: operations / cpuInC,
    kernelHere: one((pair) => pair.here.kernel / pair.here.cpu),
    processor: one((pair) => pair.here.cpu / pair.here.wall),
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** Executes every scenario once and writes its calls down. */
async function generate(
  options: Omit<BenchOptions, 'real' | 'subject'>,
  kernel: Kernel,
  drawn: readonly Drawn[],
) {
  const log = logKernel(kernel);
  await using bench = new Bench({ ...options, real: log.kernel, subject: log.kernel });
  const kept: Drawn[] = [];
  const functions: string[][] = [];
  let calls = 0;
  const callsOf = ({ scenario, property }: Drawn): LoggedCall[] => {
    log.take();
    bench.run(scenario, property, new Coverage());
    return log.take();
  };
  // What an actor asks but once, the numbers of descriptors that are free, is no part of any scenario.
  drawn.slice(0, 1).forEach(callsOf);
  for (const one of drawn) {
    const made = callsOf(one);
    const lines = printCalls(made);
    if (lines === undefined) continue;
    kept.push(one);
    functions.push(lines);
    calls += made.length;
  }
  return { kept, calls, program: printProgram(functions) };
}

function runner(bench: Bench, drawn: readonly Drawn[]): (rounds: number) => Spent {
  const coverage = new Coverage();
  return (rounds) =>
    time(() => {
      for (let i = 0; i < rounds; i++)
        for (const { scenario, property } of drawn) bench.run(scenario, property, coverage);
    });
}

function getpidHere(kernel: Kernel): number {
  const times = 300_000;
  const { spent } = best(3, () => ({
    spent: time(() => {
      for (let i = 0; i < times; i++) kernel.getpid();
    }),
  }));
  return (spent.cpu * 1e9) / times;
}

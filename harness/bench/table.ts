/** The figures as a table, each with its goal and whether it is met. */

import type { Values } from './figures.ts';

export interface Measured {
  readonly figure: string;
  readonly values: Values;
}

interface Row {
  readonly what: string;
  readonly of: string;
  readonly show: (values: Values, all: readonly Measured[]) => string | undefined;
  readonly goal?: string;
  readonly met?: (values: Values, all: readonly Measured[]) => boolean;
}

const at = (values: Values, name: string): number => values[name] ?? Number.NaN;
const whole = (value: number): string => Math.round(value).toLocaleString('en');
const percent = (value: number): string => `${Math.round(value * 100)} %`;
const theirs = (all: readonly Measured[], figure: string, name: string): number =>
  at(all.find((one) => one.figure === figure)?.values ?? {}, name);
const overPeer = (values: Values, all: readonly Measured[]): number =>
  at(values, 'operationsPerProcessorSecond') /
  theirs(all, 'Hypothesis', 'operationsPerProcessorSecond');

const RATE = 50_000;
const PEER = 30;
const JUDGED = 1000;
const RESIDENT_MB = 200;

const ROWS: readonly Row[] = [
  {
    what: 'bare getpid, in C',
    of: 'against C',
    show: (v) => `${whole(at(v, 'getpid'))} ns`,
  },
  {
    what: 'getpid through the binding',
    of: 'against C',
    show: (v) => `${whole(at(v, 'getpidHere'))} ns`,
  },
  {
    what: 'generated, executed and judged, one process',
    of: 'one process',
    show: (v) => `${whole(at(v, 'operationsPerSecond'))} operations/s`,
    goal: `${whole(RATE)}`,
    met: (v) => at(v, 'operationsPerSecond') >= RATE,
  },
  {
    what: '… in a second of processor time, had of each second',
    of: 'one process',
    show: (v) =>
      `${whole(at(v, 'operationsPerProcessorSecond'))} operations, ${percent(at(v, 'processor'))}`,
  },
  {
    what: 'a Hypothesis state machine',
    of: 'Hypothesis',
    show: (v) => `${whole(at(v, 'operationsPerSecond'))} operations/s`,
  },
  {
    what: '… in a second of processor time',
    of: 'Hypothesis',
    show: (v) => `${whole(at(v, 'operationsPerProcessorSecond'))} operations`,
  },
  {
    what: 'we against Hypothesis, processor time',
    of: 'one process',
    show: (v, all) => `${overPeer(v, all).toFixed(1)} ×`,
    goal: `${PEER} ×`,
    met: (v, all) => overPeer(v, all) >= PEER,
  },
  {
    what: 'the same scenarios, executed and judged',
    of: 'against C',
    show: (v) => `${whole(at(v, 'perSecondHere'))} operations in a processor second`,
  },
  {
    what: 'the same scenarios in C',
    of: 'against C',
    show: (v) =>
      `${whole(at(v, 'perSecondInC'))} operations in a processor second, ${whole(at(v, 'strange'))} differ`,
  },
  {
    what: 'we against C, wall time',
    of: 'against C',
    show: (v) => `${at(v, 'wallRatio').toFixed(2)} ×`,
    goal: '≤ 2 ×',
    met: (v) => at(v, 'wallRatio') <= 2,
  },
  {
    what: 'we against C, processor time',
    of: 'against C',
    show: (v) => `${at(v, 'cpuRatio').toFixed(2)} ×`,
  },
  {
    what: 'of our processor time in the kernel',
    of: 'against C',
    show: (v) => percent(at(v, 'kernelHere')),
    goal: '≥ 50 %',
    met: (v) => at(v, 'kernelHere') >= 0.5,
  },
  {
    what: 'with two actors',
    of: '2 actors',
    show: (v) => `${whole(at(v, 'scenariosPerSecond'))} scenarios/s`,
  },
  {
    what: 'with four actors',
    of: '4 actors',
    show: (v) => `${whole(at(v, 'scenariosPerSecond'))} scenarios/s`,
  },
  {
    what: 'judging alone, from recorded traces',
    of: 'judging alone',
    show: (v) =>
      `${whole(at(v, 'tracesPerSecond'))} traces/s, ${whole(at(v, 'operationsPerSecond'))} operations/s`,
    goal: `${whole(JUDGED)} traces/s`,
    met: (v) => at(v, 'tracesPerSecond') >= JUDGED,
  },
  {
    what: 'resident memory',
    of: 'memory',
    show: (v) => `${whole(at(v, 'resident'))} MB after ${whole(at(v, 'scenarios'))} scenarios`,
    goal: `< ${RESIDENT_MB} MB`,
    met: (v) => at(v, 'resident') < RESIDENT_MB,
  },
];

/** Markdown; a row for each figure that was measured. */
export function tableOf(measured: readonly Measured[]): string {
  const cells = ROWS.flatMap((row) =>
    measured
      .filter(({ figure }) => figure === row.of)
      .map(({ values }) => [
        row.what,
        row.show(values, measured) ?? '',
        row.goal ?? '',
        row.met === undefined ? '' : row.met(values, measured) ? 'met' : 'missed',
      ]),
  );
  const all = [['', 'measured', 'goal', ''], ...cells];
  const widths = [0, 1, 2, 3].map((i) => Math.max(3, ...all.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const [head = [], ...rest] = all;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rest.map(line)].join('\n');
}

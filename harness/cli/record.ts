/** `sockspec record`: runs properties and keeps what was seen, for `check` to judge anywhere. */

import { randomInt } from 'node:crypto';
import { closeSync, existsSync, openSync, writeSync } from 'node:fs';
import { Option } from 'commander';
import type { Facts } from '../facts/facts.ts';
import { printRecord, TRACE_FORMAT, TRACE_VERSION, type TraceFileRecord } from '../trace/index.ts';
import { ask, SILENCE } from './ask.ts';
import type { AddVerb, Context } from './context.ts';
import { reasonOf, UsageError } from './errors.ts';
import { UNTRUSTED } from './finish.ts';
import { exitCodeOf, stoppedBy } from './interrupt.ts';
import {
  addPlaceOptions,
  addSelectionOptions,
  mirrored,
  type PlaceOptions,
  type SelectionOptions,
} from './options.ts';
import { openOutput } from './output.ts';
import { chooseProfiles } from './profiles.ts';
import { select } from './select.ts';
import { drive, type Request, type SessionEvent } from './session.ts';
import { findSubject } from './subject.ts';
import { readCount, readDuration, readSeed } from './values.ts';

interface RecordOptions extends PlaceOptions, SelectionOptions {
  readonly output: string;
  readonly force?: true;
  readonly seed?: number;
  readonly runs?: number;
  readonly timePer?: number;
}

/** Adds the verb `record`. */
export const addRecord: AddVerb = (program, context, settle) => {
  const command = program
    .command('record')
    .description('run properties and keep their traces, for check to judge anywhere')
    .argument('[filter...]', 'ids, suites, beginnings of them, or globs')
    .addOption(new Option('-o, --output <file>', 'where traces go').makeOptionMandatory())
    .addOption(new Option('--force', 'overwrite the file'));
  addPlaceOptions(addSelectionOptions(command))
    .addOption(mirrored('--seed <n>', 'seed of 32 bits (default: random)').argParser(readSeed))
    .addOption(mirrored('--runs <n>', 'scenarios per property').argParser(readCount))
    .addOption(mirrored('--time-per <time>', 'for one property: 5s').argParser(readDuration))
    .action(async (filters: string[], options: RecordOptions) =>
      settle(await record(context, filters, options)),
    );
};

async function record(
  context: Context,
  filters: string[],
  options: RecordOptions,
): Promise<number> {
  const { stop } = context;
  const output = openOutput(context.stdout, context.stderr, options.color);
  const subject = findSubject(options.subject);
  await using place = await context.open(options);
  const profiles = chooseProfiles(place, options.profile);
  const [profile = '', another] = profiles;
  if (another !== undefined)
    throw new UsageError('--profile', 'a file holds one', 'record one file for each');
  const { properties } = await ask({ place, stop }, profile, 'list');
  const chosen = select(properties, {
    only: [...filters, ...(options.filter ?? [])],
    without: options.filterOut ?? [],
    clauses: options.clause ?? [],
  });
  using file = new TraceFile(options.output, options.force === true);
  const seed = options.seed ?? randomInt(2 ** 31);
  output.line(`# seed ${seed}`);
  const request: Request = {
    ...{ command: 'record', seed, subject, runs: options.runs, timePerProperty: options.timePer },
    properties: chosen.map(({ id }) => id),
  };
  const launch = (asked: Request) => place.launch(profile, asked);
  const lost: string[] = [];
  for await (const event of drive({ launch, request, silence: SILENCE, stop })) {
    if (event.e === 'ready') file.begin(event.facts, profile, place.runtime);
    file.take(event);
    const reason = lossOf(event);
    if (reason !== undefined) {
      lost.push(reason);
      output.note(`sockspec: ${reason}`);
    }
  }
  const signal = stoppedBy(stop);
  if (signal !== undefined) return exitCodeOf(signal);
  file.end();
  output.line(
    `# ${file.traces} traces of ${file.properties} properties, ${kilobytes(file.bytes)}: ${options.output}`,
  );
  return lost.length > 0 || file.traces === 0 ? UNTRUSTED : 0;
}

/** What was not recorded, in one line. */
function lossOf(event: SessionEvent): string | undefined {
  if (event.e === 'lost') return event.reason;
  if (event.e === 'over' && event.why === 'refused') throw new UsageError(event.reason);
  if (event.e === 'over' && event.why === 'lost') return event.reason;
  if (event.e !== 'verdict') return undefined;
  const { id, verdict, reason = '' } = event.verdict;
  return verdict === 'broken' || verdict === 'crash' ? `${id} ${verdict}: ${reason}` : undefined;
}

const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1024).toLocaleString('en')} KB`;

/** The file as it grows. */
class TraceFile implements Disposable {
  traces = 0;
  bytes = 0;
  readonly #seen = new Set<string>();
  readonly #file: number;

  constructor(path: string, force: boolean) {
    if (!force && existsSync(path))
      throw new UsageError(`--output ${path}`, 'is there already', 'choose another, or --force');
    try {
      this.#file = openSync(path, 'w');
    } catch (error) {
      throw new UsageError(
        `--output ${path}`,
        `cannot be written (${reasonOf(error)})`,
        'choose another',
      );
    }
  }

  get properties(): number {
    return this.#seen.size;
  }

  begin({ kernel, arch }: Facts, profile: string, runtime: string): void {
    this.#write({
      ...{ t: 'header', format: TRACE_FORMAT, version: TRACE_VERSION },
      ...{ kernel: kernel.release, arch, profile, runtime },
    });
  }

  take(event: SessionEvent): void {
    if (event.e === 'place') this.#write({ t: 'place', place: event.place });
    if (event.e !== 'trace') return;
    const { e: _, ...trace } = event;
    this.#write({ t: 'trace', ...trace });
    this.#seen.add(trace.property);
    this.traces++;
  }

  end(): void {
    this.#write({ t: 'end', traces: this.traces });
  }

  #write(record: TraceFileRecord): void {
    this.bytes += writeSync(this.#file, printRecord(record));
  }

  [Symbol.dispose](): void {
    closeSync(this.#file);
  }
}

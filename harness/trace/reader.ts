/** Reads files of traces line by line; a file that is cut or foreign ends in one line that says so. */

import type { Observed } from '../law/operation.ts';
import { decodeObserved } from '../run/wire.ts';
import type { Place } from '../scenario/place.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { parseScenario } from '../scenario/text.ts';
import {
  type PlaceRecord,
  TRACE_FORMAT,
  TRACE_VERSION,
  type TraceEnd,
  type TraceFileRecord,
  type TraceHeader,
  type TraceRecord,
} from './format.ts';

/** What was wrong with a file, as `why; remedy`. */
export class UnreadableTraces extends Error {
  readonly why: string;
  readonly remedy: string;

  constructor(why: string, remedy = 'record it again') {
    super(`${why}; ${remedy}`);
    this.why = why;
    this.remedy = remedy;
  }
}

/** A trace with all that judging it takes. */
export interface ReadTrace {
  readonly header: TraceHeader;
  readonly place: Place;
  readonly property: string;
  /** Names the scenario for `replay`. */
  readonly token: string;
  readonly scenario: Scenario;
  readonly observed: readonly Observed[];
}

/** Takes lines in order; gives a trace for each line that is one. */
export class TraceReader {
  #header: TraceHeader | undefined;
  #place: Place | undefined;
  #traces = 0;
  #line = 0;
  #isEnded = true;

  /** The trace in a line; undefined for other records. */
  take(line: string): ReadTrace | undefined {
    this.#line++;
    const record = this.#parse(line);
    if (this.#header === undefined && record.t !== 'header') throw foreign();
    switch (record.t) {
      case 'header':
        return this.#begin(record);
      case 'place':
        return this.#move(record);
      case 'trace':
        return this.#trace(record);
      case 'end':
        return this.#end(record);
      default:
        throw this.#damaged('is no record');
    }
  }

  /** To be called after the last line. */
  finish(): void {
    if (this.#header === undefined) throw foreign();
    if (!this.#isEnded) throw new UnreadableTraces(`was cut after ${this.#traces} traces`);
  }

  #parse(line: string): TraceFileRecord {
    try {
      const value: unknown = JSON.parse(line);
      if (typeof value === 'object' && value !== null) return value as TraceFileRecord;
    } catch {
      // Told below, by where in the file it is.
    }
    throw this.#header === undefined ? foreign() : this.#damaged('is not JSON, or was cut');
  }

  #begin(header: TraceHeader): undefined {
    if (header.format !== TRACE_FORMAT) throw foreign();
    if (header.version !== TRACE_VERSION)
      throw new UnreadableTraces(
        `has trace format version ${JSON.stringify(header.version)}, this sockspec reads ${TRACE_VERSION}`,
        'check it with the sockspec that wrote it, or record it again',
      );
    if (!this.#isEnded) throw this.#damaged('begins another file before the end of one');
    this.#header = header;
    this.#place = undefined;
    this.#traces = 0;
    this.#isEnded = false;
  }

  #move({ place }: PlaceRecord): undefined {
    if (!Array.isArray(place?.processes) || typeof place.world !== 'object')
      throw this.#damaged('is a place without processes or world');
    this.#place = place;
  }

  #end({ traces }: TraceEnd): undefined {
    if (traces !== this.#traces)
      throw new UnreadableTraces(`says that it has ${traces} traces, and has ${this.#traces}`);
    this.#isEnded = true;
  }

  #trace(record: TraceRecord): ReadTrace {
    const { property, seed, path, scenario: text, observed } = record;
    const header = this.#header;
    const place = this.#place;
    if (header === undefined || place === undefined || this.#isEnded)
      throw this.#damaged('is a trace without a place');
    this.#traces++;
    const scenario = this.#scenario(text);
    if (!Array.isArray(observed) || !observed.every(isObservation))
      throw this.#damaged('has an observation that is none');
    if (scenario.actors.length > place.processes.length)
      throw this.#damaged('has more actors than its place');
    return {
      ...{ header, place, property, scenario },
      token: `${property}@s${seed}:${path}`,
      observed: observed.map(decodeObserved),
    };
  }

  #scenario(text: string): Scenario {
    try {
      return parseScenario(text);
    } catch (error) {
      throw this.#damaged(`has a scenario that does not parse (${(error as Error).message})`);
    }
  }

  #damaged(what: string): UnreadableTraces {
    return new UnreadableTraces(`line ${this.#line} ${what}`);
  }
}

const foreign = () =>
  new UnreadableTraces('is no file of traces', 'give one that sockspec record wrote');

function isObservation(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return 'errno' in value && typeof value.errno === 'string' && 'ret' in value;
}

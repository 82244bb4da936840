/**
 * The file of traces: JSON lines, each with `t`.
 *
 *     header   the kernel that was seen, and with which profile
 *     place    facts of the place as the law takes them, for the traces that follow
 *     trace    a scenario as text, and each step's observation
 *     end      how many traces there are: a file without it was cut
 *
 * Files may be put one behind another.
 */

import type { TraceTold } from '../run/protocol.ts';
import type { Place } from '../scenario/place.ts';

export const TRACE_FORMAT = 'sockspec-traces';
export const TRACE_VERSION = 1;

export interface TraceHeader {
  readonly t: 'header';
  readonly format: typeof TRACE_FORMAT;
  readonly version: number;
  /** As uname(2) says it. */
  readonly kernel: string;
  readonly arch: string;
  readonly profile: string;
  readonly runtime: string;
}

export interface PlaceRecord {
  readonly t: 'place';
  readonly place: Place;
}

export interface TraceRecord extends TraceTold {
  readonly t: 'trace';
}

export interface TraceEnd {
  readonly t: 'end';
  readonly traces: number;
}

export type TraceFileRecord = TraceHeader | PlaceRecord | TraceRecord | TraceEnd;

/** One line of the file. */
export const printRecord = (record: TraceFileRecord): string => `${JSON.stringify(record)}\n`;

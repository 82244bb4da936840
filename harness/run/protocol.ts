/** What the host and a guest (the process in which the suites run) say to each other: JSON lines. */

import type { Facts } from '../facts/facts.ts';
import type { Tally } from '../judge/tally.ts';
import type { Place } from '../scenario/place.ts';
import type { Known } from './known.ts';
import type { PipePaths } from './link.ts';
import type { WireObserved } from './wire.ts';

/** The first and only line the host writes to the guest's standard input. */
export interface GuestRequest {
  /** `facts` stops after `ready`; `replay` judges the one scenario given; `record` runs and tells traces. */
  readonly command: 'facts' | 'list' | 'run' | 'replay' | 'record';
  /** Property ids to run, in order; empty means all. */
  readonly properties: readonly string[];
  /** 32-bit seed. */
  readonly seed: number;
  /** Scenarios per property; undefined takes each property's own number. */
  readonly runs?: number | undefined;
  /** Milliseconds a single property may take. */
  readonly timePerProperty?: number | undefined;
  /** Absolute path of a subject module (`--subject`). */
  readonly subject?: string | undefined;
  /** For `replay`: the text of the scenario, or a shrink path of the property's generator (`12:0:3`). */
  readonly scenario?: string | undefined;
  readonly path?: string | undefined;
  /** For `replay`: how often. */
  readonly times?: number | undefined;
  readonly failFast?: boolean | undefined;
  /** Scenarios without manners: what properties aim at and nothing besides. */
  readonly plain?: boolean | undefined;
  /** Known deviations: the hunt goes on behind them. */
  readonly known?: readonly Known[] | undefined;
  /** What the launcher knows of the place: whether its network, files and pids are the run's own. */
  readonly own: { readonly network: boolean; readonly files: boolean; readonly pids: boolean };
  /** Directory (a private tmpfs) in which scenarios may make files. */
  readonly directory: string;
  /** Actors that wait in other containers. */
  readonly companions?: readonly Companion[] | undefined;
}

/** An actor in another container, which shares our directory. */
export interface Companion extends PipePaths {
  /** Its namespaces as the law counts them: 0 where it shares ours. */
  readonly pids: number;
  readonly network: number;
}

/** Verdict of one property as the guest tells it; the host adds the environment (see bundle/records). */
export interface GuestVerdict {
  readonly id: string;
  readonly verdict: 'pass' | 'fail' | 'broken' | 'inconclusive' | 'skip';
  readonly skip?: {
    readonly kind: 'absent' | 'denied' | 'unsuitable';
    readonly reason: string;
    readonly remedy: string;
  };
  readonly reason?: string;
  readonly cases: number;
  readonly rejected: number;
  readonly operations: number;
  readonly seed: number;
  readonly ms: number;
  readonly reached: Readonly<Record<string, number>>;
  readonly failure?: GuestFailure;
  /** Known deviations that were met: signature and how many scenarios ended with it. */
  readonly deviations?: Readonly<Record<string, number>>;
}

/** Same fields as `failure` in bundle/records. */
export interface GuestFailure {
  readonly signature: string;
  readonly summary: string;
  readonly observed: string;
  readonly allowed: string[];
  readonly clause: string;
  readonly citation: string;
  readonly scenario: string;
  readonly steps: {
    operation: string;
    observed: string;
    allowed: string[];
    clause?: string;
    diverges: boolean;
  }[];
  readonly shrunk: { from: number; to: number; runs: number };
  readonly token: string;
}

/** One scenario with what was seen of it; seed and path are those of its token. */
export interface TraceTold {
  readonly property: string;
  readonly seed: number;
  readonly path: string;
  /** Its text form. */
  readonly scenario: string;
  readonly observed: readonly WireObserved[];
}

/** One line of the guest's standard output. */
export type GuestEvent =
  | { readonly e: 'ready'; readonly facts: Facts; readonly directory: string }
  | { readonly e: 'plan'; readonly properties: readonly PlannedInGuest[] }
  | { readonly e: 'start'; readonly id: string }
  /** At least every 250 ms while a property runs, so that silence means that the guest hangs. */
  | {
      readonly e: 'progress';
      readonly id: string;
      readonly cases: number;
      readonly of: number;
      readonly phase: 'run' | 'shrink';
    }
  /** With what its steps say of the law. */
  | { readonly e: 'verdict'; readonly verdict: GuestVerdict; readonly rules?: Tally }
  /** One replayed case. */
  | {
      readonly e: 'replayed';
      readonly diverged: boolean;
      readonly failure?: GuestFailure;
      readonly steps: GuestFailure['steps'];
    }
  /** For `record`: where the traces that follow were seen; anew whenever processes changed. */
  | { readonly e: 'place'; readonly place: Place }
  | ({ readonly e: 'trace' } & TraceTold)
  /** A figure of the benchmark (harness/bench) with its values by name. */
  | {
      readonly e: 'measured';
      readonly figure: string;
      readonly values: Readonly<Record<string, number>>;
    }
  /** A mistake of the user (subject does not load, scenario does not parse): one line. */
  | { readonly e: 'refused'; readonly message: string }
  | { readonly e: 'end' };

export interface PlannedInGuest {
  readonly id: string;
  readonly suite: string;
  readonly claim: string;
  readonly clauses: readonly string[];
  /** Requirements in words, and why it would be skipped here, if it would. */
  readonly requires: readonly string[];
  readonly skip?: GuestVerdict['skip'];
}

/** What a verb is given besides its flags: streams, the places where guests run, and the order to stop. */

import type { Command } from 'commander';
import type { Stream } from './output.ts';
import type { Place, PlaceChoice } from './place.ts';

export interface Context {
  readonly stdout: Stream;
  readonly stderr: Stream;
  /** Opens the place where guests run; to be disposed of. */
  open(choice: PlaceChoice): Promise<Place>;
  /** Raised by Ctrl-C and SIGTERM. */
  readonly stop: AbortSignal;
}

/** Adds a verb to the program; its action tells the exit code through `settle`. */
export type AddVerb = (program: Command, context: Context, settle: (code: number) => void) => void;

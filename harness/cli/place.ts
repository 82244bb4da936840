/** Where guests run, as the verbs see it: a launcher and the environments that it offers. */

import type { Request, RunningGuest } from './session.ts';

/** An environment that can be chosen with `--profile`. */
export interface Choice {
  readonly name: string;
  /** One plain sentence. */
  readonly text: string;
}

export const RUNTIMES = ['sandbox', 'docker', 'podman'] as const;
export type Runtime = (typeof RUNTIMES)[number];

/** Those of which `matrix` makes columns where they are installed. */
export const OCI_RUNTIMES = ['runc', 'crun', 'runsc'] as const;

/** Which place to open. */
export interface PlaceChoice {
  readonly runtime: Runtime;
  /** The engine's name for an OCI runtime; undefined takes its own. */
  readonly ociRuntime?: string | undefined;
}

export interface Place extends AsyncDisposable {
  /** The last part of an environment's id. */
  readonly runtime: string;
  readonly profiles: readonly Choice[];
  /**
   * The environment of this name: one of the profiles, or one that the name spells out.
   *
   * @throws UsageError for a name that begins to spell one out and goes wrong
   */
  find(name: string): Choice | undefined;
  /** Names of environments drawn at random; places that cannot make any have none. */
  draw?(seed: number, count: number): string[];
  /** What runs when no profile is named. */
  readonly usual: readonly string[];
  /** Guests of one profile run in the same surroundings: one at a time. */
  readonly isShared?: true;
  /** What the guest cannot see of where it runs, as a text for people. */
  readonly about?: string;
  /**
   * Starts a guest.
   *
   * @throws UsageError in one line when the profile cannot be had here
   * @throws SetupFailure when it was asked for and not granted
   */
  launch(profile: string, request: Request): Promise<RunningGuest>;
  /** Ends what the place keeps warm for a profile. */
  release(profile: string): Promise<void>;
}

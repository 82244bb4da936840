/** Where guests run, as the verbs see it: a launcher and the environments that it offers. */

import type { SandboxAbilities } from '../../containers/sandbox/abilities.ts';
import type { Request, RunningGuest } from './session.ts';

/** An environment that can be chosen with `--profile`. */
export interface Choice {
  readonly name: string;
  /** One plain sentence. */
  readonly text: string;
}

export interface Place {
  /** The last part of an environment's id. */
  readonly runtime: string;
  readonly profiles: readonly Choice[];
  /** What runs when no profile is named. */
  readonly usual: readonly string[];
  /** What this machine lets a sandbox do. */
  abilities(): Promise<SandboxAbilities>;
  /** Starts a guest; throws one line when the profile cannot be had here. */
  launch(profile: string, request: Request): Promise<RunningGuest>;
}

/** The environment of a bundle's header, from what a guest observed. */

import { basename } from 'node:path';
import type { Environment } from '../bundle/records.ts';
import type { Facts } from '../facts/facts.ts';
import { factRows } from '../facts/show.ts';
import type { Choice } from './place.ts';

/** What the host knows of the environment. */
export interface Chosen {
  readonly profile: Choice;
  readonly runtime: string;
  /** Path of the subject module, if the kernel is wrapped. */
  readonly subject: string | undefined;
}

/** The environment with its id `<release>+<arch>/<profile>/<runtime>`. */
export function environmentOf(facts: Facts, { profile, runtime, subject }: Chosen): Environment {
  return {
    id: environmentId(facts, profile.name, runtime),
    kernel: facts.kernel.release,
    arch: facts.arch,
    profile: profile.name,
    profileText: profile.text,
    runtime,
    subject: subject === undefined ? 'kernel' : basename(subject),
    facts: factRows(facts),
  };
}

/** The id alone. */
export function environmentId(
  facts: Pick<Facts, 'kernel' | 'arch'>,
  profile: string,
  runtime: string,
): string {
  return `${facts.kernel.release}+${facts.arch}/${profile}/${runtime}`;
}

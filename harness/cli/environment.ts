/** The environment of a bundle's header, from what a guest observed. */

import { machine, release } from 'node:os';
import { basename } from 'node:path';
import type { Environment } from '../bundle/records.ts';
import type { Facts } from '../facts/facts.ts';
import { factRows } from '../facts/show.ts';
import type { Choice } from './place.ts';

/** What the host knows of the environment. */
export interface Chosen {
  readonly profile: Choice;
  readonly runtime: string;
  /** What the guest cannot see of where it runs. */
  readonly about?: string | undefined;
  /** Path of the subject module, if the kernel is wrapped. */
  readonly subject: string | undefined;
}

/** The environment with its id `<release>+<arch>/<profile>/<runtime>`. */
export function environmentOf(facts: Facts, chosen: Chosen): Environment {
  return describe(facts, chosen, factRows(facts));
}

/** An environment that never came up: all that is known of it is the host. */
export function unseenEnvironment(chosen: Chosen): Environment {
  return describe({ kernel: { release: release() }, arch: machine() }, chosen, []);
}

function describe(
  { kernel, arch }: { readonly kernel: { readonly release: string }; readonly arch: string },
  { profile, runtime, about, subject }: Chosen,
  rows: Environment['facts'],
): Environment {
  return {
    id: environmentId({ kernel, arch }, profile.name, runtime),
    kernel: kernel.release,
    arch,
    profile: profile.name,
    profileText: profile.text,
    runtime,
    subject: subject === undefined ? 'kernel' : basename(subject),
    facts: [
      ...(about === undefined ? [] : [{ group: 'Kernel', name: 'runtime', value: about }]),
      ...rows,
    ],
  };
}

/** The id alone. */
export function environmentId(
  facts: { readonly kernel: { readonly release: string }; readonly arch: string },
  profile: string,
  runtime: string,
): string {
  return `${facts.kernel.release}+${facts.arch}/${profile}/${runtime}`;
}

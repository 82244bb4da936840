/** The command that goes on with an interrupted run, for people to copy. */

import { quoted } from './quoted.ts';

/** `runtimes` are those of the environments, as their ids end: `sandbox`, `docker-runc`. */
export function resumeCommand(directory: string, runtimes: readonly string[]): string {
  const inContainers = runtimes.filter((runtime) => /^(docker|podman)-/.test(runtime));
  if (inContainers.length === 0) return `npx sockspec run --resume ${quoted(directory)}`;
  const places = runtimes.map((runtime) => runtime.split('-')[0] ?? '');
  const oci = inContainers.map((runtime) => runtime.slice(runtime.indexOf('-') + 1));
  const flags = [...flagsOf('--runtime', places), ...flagsOf('--oci-runtime', oci)];
  return `npx sockspec matrix ${flags.join(' ')} --resume ${quoted(directory)}`;
}

function flagsOf(flag: string, values: readonly string[]): string[] {
  return [...new Set(values)].map((value) => `${flag} ${value}`);
}

/** Commands that a run recommends at its end, with all that they need to do what is said of them. */

import type { Bundle, VerdictRecord } from '../bundle/index.ts';
import type { Column } from './campaign.ts';
import { DEFAULT_OUT } from './out-directory.ts';
import { RUNTIMES } from './place.ts';
import { quoted } from './quoted.ts';

/** The replay of a failure, with what it takes to see it again from here. */
export function replayFrom(
  command: string,
  { env }: Pick<VerdictRecord, 'env'>,
  directory: string,
  subject: string | undefined,
): string {
  const words = [command];
  if (directory !== DEFAULT_OUT) words.push('--from', quoted(directory));
  if (subject !== undefined) words.push('--subject', quoted(subject));
  return [...words, ...runtimeWords(env.split('/').at(-1) ?? '')].join(' ');
}

/** What an interrupted run was. */
export interface Interrupted {
  /** The verb with the flags that say where. */
  readonly command: string;
  readonly columns: readonly Column[];
  readonly directory: string;
  readonly subject: string | undefined;
}

/** How to go on with it: environments that it had not begun have to be named. */
export function resumeCommand(
  { command, columns, directory, subject }: Interrupted,
  { runs }: Pick<Bundle, 'runs'>,
): string {
  const begun = new Set(runs.map(({ header: { env } }) => `${env.profile}/${env.runtime}`));
  const isBegun = ({ place, profile }: Column) => begun.has(`${profile}/${place.runtime}`);
  const words = ['npx sockspec', command, '--resume', quoted(directory)];
  if (!columns.every(isBegun))
    words.push('--profile', quoted([...new Set(columns.map(({ profile }) => profile))].join(',')));
  if (subject !== undefined) words.push('--subject', quoted(subject));
  return words.join(' ');
}

/** `docker-runsc`, as environments name it, in flags. */
export function runtimeWords(runtime: string): string[] {
  const engine = RUNTIMES.find((name) => runtime.startsWith(`${name}-`));
  if (engine === undefined) return [];
  return ['--runtime', engine, '--oci-runtime', quoted(runtime.slice(engine.length + 1))];
}

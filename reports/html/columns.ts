/** Short names for environments: what tells them apart. */

import type { Run } from '../../harness/bundle/index.ts';

const PARTS = [
  ({ header: { env } }: Run) => env.kernel,
  ({ header: { env } }: Run) => env.arch,
  ({ header: { env } }: Run) => env.profile,
  ({ header: { env } }: Run) => env.runtime,
  ({ header: { env } }: Run) => env.subject,
  ({ header: { suite } }: Run) => `suite ${suite.digest.replace('sha256:', '').slice(0, 7)}`,
] as const;

/** One name a run, in their order; a single run goes by its profile. */
export function columnNames(runs: readonly Run[]): string[] {
  const telling = PARTS.filter((part) => new Set(runs.map(part)).size > 1);
  return runs.map((run) => {
    const parts = telling.length > 0 ? telling : [PARTS[2]];
    return parts.map((part) => part(run)).join(' · ');
  });
}

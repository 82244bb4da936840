/** Proposes entries for what failed and was not expected: a draft that somebody has to read. */

import type { Bundle } from '../bundle/index.ts';
import { type Entry, expectationOf, type Ledger } from './ledger.ts';

/** The ledger with an entry for every new signature of a runtime; sorted, so that a change reads well. */
export function learn(
  ledger: Ledger,
  { runs }: Pick<Bundle, 'runs'>,
  { today }: { readonly today: string },
): Ledger {
  const entries = [...ledger.entries];
  for (const { header, verdicts } of runs)
    for (const { failure } of [...verdicts.values()].flat()) {
      if (failure === undefined) continue;
      const { env } = header;
      if (expectationOf(entries, env, failure.signature) !== undefined) continue;
      const about = env.facts.find(({ name }) => name === 'runtime')?.value ?? env.runtime;
      const signature = ofAnyCall(failure.signature);
      entries.push({
        id: newId(entries, env.runtime, signature),
        signature,
        clause: failure.clause,
        runtime: env.runtime,
        kernel: env.kernel,
        since: today,
        seen: about,
        text: failure.summary,
      });
    }
  return { ...ledger, entries: entries.toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
}

/** recv, recvfrom and recvmsg share their rules, and so do others: one entry speaks of all of them. */
function ofAnyCall(signature: string): string {
  const [call, ...rest] = signature.split(':');
  return call === 'claim' || rest.length === 0 ? signature : ['*', ...rest].join(':');
}

/** From runtime and signature; told apart by a number where that is taken. */
function newId(entries: readonly Entry[], runtime: string, signature: string): string {
  const slug = `${runtime}-${signature}`
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  const taken = new Set(entries.map(({ id }) => id));
  for (let n = 2, id = slug; ; n++) {
    if (!taken.has(id)) return id;
    id = `${slug}-${n}`;
  }
}

/** Clauses that were aimed at and that nothing decided, for each environment, and what its profile lacks for them. */

import { clausesOfRun, type Run } from '../bundle/index.ts';
import type { Palette } from './colour.ts';

/** Capabilities with which scenarios take on identities, open files, and bind ports. */
const TELLING = [
  'SETUID',
  'SETGID',
  'SETPCAP',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'NET_BIND_SERVICE',
];

const REMEDY = 'use `--profile full-root`, as root or where user namespaces are allowed';

/** A line per environment that has such clauses, with their ids; with `texts`, what they promise, too. */
export function clauseLines(
  runs: readonly Run[],
  { bold, dim }: Palette,
  texts: boolean,
): string[] {
  const lines = runs.flatMap((run) => {
    const results = clausesOfRun(run).filter(({ properties }) => properties.length > 0);
    const open = results.filter(({ verdict }) => verdict === 'skip' || verdict === 'unreached');
    // Where nothing came to a judgement the skips or the setup say enough.
    if (open.length === 0 || open.length === results.length) return [];
    const ids = open.map(({ clause }) => clause.id).join(' ');
    const lacking = lackingIn(run);
    return [
      `  ${open.length} of ${results.length} clauses ${dim(`in ${run.header.env.id}:`)} ${ids}`,
      ...(lacking.length === 0
        ? []
        : [dim(`      → the profile lacks ${lacking.join(', ')}: ${REMEDY}`)]),
      ...(texts ? open.map(({ clause }) => dim(`      ${clause.id}  ${clause.text}`)) : []),
    ];
  });
  return lines.length === 0 ? [] : [bold('not reached'), ...lines];
}

function lackingIn({ header }: Run): string[] {
  const permitted = header.env.facts.find(({ name }) => name === 'permitted')?.value.split(', ');
  return permitted === undefined ? [] : TELLING.filter((name) => !permitted.includes(name));
}

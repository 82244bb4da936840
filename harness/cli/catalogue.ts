/** What the suites are apart from any run: their version, their clauses and their promises. */

import { createHash } from 'node:crypto';
import manifest from '../../package.json' with { type: 'json' };
import { CLAUSES } from '../../suites/clauses/index.ts';
import { SUITES } from '../../suites/index.ts';
import type { Catalogue } from './header.ts';

/** Changes when a property's id, claim, clauses or number of scenarios does. */
function digest(): string {
  const hash = createHash('sha256');
  for (const { id, properties } of SUITES)
    hash.update(
      JSON.stringify([
        id,
        properties.map(({ id, claim, clauses, runs }) => [id, claim, clauses, runs]),
      ]),
    );
  return `sha256:${hash.digest('hex')}`;
}

/** Loads the catalogue. */
export function loadCatalogue(): Catalogue {
  return {
    suite: { version: manifest.version, digest: digest() },
    clauses: CLAUSES,
    promises: SUITES.map(({ id, title, text }) => ({ id, title, text })),
  };
}

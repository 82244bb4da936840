/** Finds the core anew and writes it where the suites have it: `npm run core`, after rules or aims have changed. */

import { writeFileSync } from 'node:fs';
import { stockPlace } from '../scenario/fixtures/place.ts';
import { printOperation } from '../scenario/text.ts';
import { findCore } from './find.ts';

const FILE = new URL('../../suites/whole-law/core-scenarios.ts', import.meta.url);
const SEEDS = [1, 2, 3, 4, 5, 6];

const HEAD = `/**
 * Found in the law by \`npm run core\`, not written by hand: for each rule a scenario that it decides, and one that
 * goes past it. Each is as short as it was found; they are apart by empty lines.
 */
`;

const core = findCore(stockPlace, SEEDS);
const texts = core.map(({ operations }) => operations.map(printOperation).join('\n'));
if (texts.some((text) => /[`]|\\$\{/.test(text)))
  throw new Error('core: a text that is no template');
writeFileSync(FILE, `${HEAD}export const CORE = String.raw\`\n${texts.join('\n\n')}\n\`;\n`);
console.log(`${core.length} scenarios, ${texts.join('\n').split('\n').length} operations`);

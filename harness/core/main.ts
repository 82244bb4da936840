/** Finds the core anew and writes it where the suites have it: `npm run core`, after rules or aims have changed. */

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { stockPlace } from '../scenario/fixtures/place.ts';
import { printOperation } from '../scenario/text.ts';
import { type Found, findCore } from './find.ts';
import { rareRules } from './rarity.ts';

const at = (name: string): URL => new URL(`../../suites/whole-law/${name}.ts`, import.meta.url);
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9];

const CORE_HEAD = `/**
 * Found in the law by \`npm run core\`, not written by hand: for each rule a scenario that it decides, and one that
 * goes past it. Each is as short as it was found, and says what it was found for.
 */
`;

const RARE_HEAD = `/** Measured by \`npm run core\`: how often the promises' aims come by a rule, in 100,000 steps. Common ones are not here. */
`;

function textOf({ goal, scenario: { operations } }: Found): string {
  const text = [`# ${goal}`, ...operations.map(printOperation)].join('\n');
  if (/[`]|\$\{/.test(text)) throw new Error(`core: no template can hold ${text}`);
  return text;
}

const core = findCore(stockPlace, SEEDS);
const texts = core.map(textOf).join('\n\n');
writeFileSync(
  at('core-scenarios'),
  `${CORE_HEAD}export const CORE = String.raw\`\n${texts}\n\`;\n`,
);
const rare = rareRules(stockPlace, SEEDS);
const rows = [...rare].map(([goal, rate]) => `  '${goal}': ${rate},\n`).join('');
writeFileSync(
  at('rarity'),
  `${RARE_HEAD}export const RARE: Readonly<Record<string, number>> = {\n${rows}};\n`,
);
console.log(
  `${core.length} scenarios, ${core.flatMap((one) => one.scenario.operations).length} operations`,
);
console.log(`${rare.size} rare rules`);

// A process of its own: this one has read the table of before.
execFileSync(process.execPath, [new URL('figures.ts', import.meta.url).pathname], {
  stdio: 'inherit',
});

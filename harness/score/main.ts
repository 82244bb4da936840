/** `npm run score`: prints the three rates and what spoils them, writes out/score.json, and fails below the bounds. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DEFAULT_OUT, filesOf } from '../cli/out-directory.ts';
import { LIARS } from '../liars/all.ts';
import { keeps, type Rate, score, USUAL } from './score.ts';
import { readReport } from './tested.ts';

const USUAL_SEED = 20_261_123;

function lineOf(rate: Rate): string {
  const verdict = keeps(rate) ? 'ok  ' : 'FAIL';
  const bound = `${rate.bound.is} ${rate.bound.percent} %`;
  const counts = `${rate.hits} of ${rate.of}`.padStart(14);
  return `${verdict}  ${rate.title.padEnd(30)} ${rate.rate.toFixed(2).padStart(6)} %  ${counts}   ${bound}`;
}

function tellSpoiled({ title, spoiled, leftOut }: Rate): void {
  if (spoiled.length > 0) console.log(`\nagainst "${title}":`);
  for (const name of spoiled) console.log(`  ${name}`);
  if (leftOut !== undefined && leftOut.names.length > 0)
    console.log(`  (${leftOut.names.length} left out: ${leftOut.why}; see the file)`);
}

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    /** Where liars.test.ts has run already: vitest's JSON report. */
    tested: { type: 'string' },
    out: { type: 'string', default: DEFAULT_OUT },
  },
});
const seed = values.seed === undefined ? USUAL_SEED : Number(values.seed);
if (!Number.isInteger(seed)) {
  console.error(`score: --seed ${values.seed}: is no integer; give one`);
  process.exit(2);
}
if (process.geteuid?.() !== 0) {
  console.error('score: liars show between identities, which needs root; run it as root');
  process.exit(2);
}
const result = await score({
  ...USUAL,
  ...{ seed, liars: LIARS },
  tested: values.tested === undefined ? undefined : readReport(values.tested),
  tell: (line) => console.error(line),
});
const rates = [result.liars, result.mutants, result.observations];
for (const rate of rates) console.log(lineOf(rate));
for (const rate of rates) tellSpoiled(rate);
const { score: file } = filesOf(values.out);
mkdirSync(values.out, { recursive: true });
writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
console.log(`\n${file}`);
process.exit(rates.every(keeps) ? 0 : 1);

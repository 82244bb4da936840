/** Prints how much oftener the walk over the whole law comes by rare rules than an even mix of its moves would. */

import { evenWalk, wholeLaw } from '../../suites/whole-law/index.ts';
import { RARE } from '../../suites/whole-law/rarity.ts';
import { stockPlace } from '../scenario/fixtures/place.ts';
import { yieldOf } from './rarity.ts';

const SEEDS = [1, 2, 3, 4];
const mean = (values: readonly number[]): string =>
  (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(0);

const walk = wholeLaw.properties.find(({ id }) => id === 'whole-law.walk.one-process');
for (const [name, aim] of [
  ['an even mix', evenWalk],
  ['as it walks', walk?.aim ?? evenWalk],
] as const) {
  const runs = walk?.runs ?? 1;
  const yields = SEEDS.map((seed) => yieldOf(aim, RARE, { place: stockPlace, seed, runs }));
  const rare = mean(yields.map((one) => one.rare)).padStart(6);
  const rules = mean(yields.map((one) => one.rules)).padStart(4);
  console.log(
    `${name}: ${rare} of 100,000 steps decided by one of the rarest rules, ${rules} of ${yields[0]?.of} guards in a run`,
  );
}

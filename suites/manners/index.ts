/** Manners: what some scenarios of every property do besides. All but meddling should make no difference. */

import type { Property } from '../../harness/run/property.ts';
import type { Manner, Walk } from '../../harness/scenario/walk.ts';
import { aliasing } from './aliasing.ts';
import { failingFirst } from './failing-first.ts';
import { looking } from './looking.ts';
import { lookBack } from './looking-back.ts';
import { meddling } from './meddling.ts';

/** One scenario in so many has any, and one in so many, with or without, ends with looks at what is there. */
const RARE = 3;

/** By lot: each alone, all that makes no difference, or meddling and duplicates. */
const LOTS: readonly (() => Manner)[] = [
  () => looking,
  aliasing,
  () => ({ ...looking, ...aliasing() }),
  () => meddling,
  () => ({ ...meddling, ...aliasing() }),
  () => failingFirst,
  () => ({ ...looking, ...failingFirst }),
];

const mannerOf = ({ choose }: Walk): Manner | undefined =>
  LOTS[choose.int(0, RARE * LOTS.length)]?.();

/** The property with manners, unless it counts calls, descriptors or time. */
export function mannered(property: Property): Property {
  if (property.holds || property.limits || property.sleeps) return property;
  return {
    ...property,
    plain: property.aim,
    aim: (walk) => {
      walk.manner = mannerOf(walk);
      property.aim(walk);
      walk.manner = undefined;
      if (walk.choose.oneIn(RARE)) lookBack(walk);
    },
  };
}

/** `sockspec report`: files for people and for CI from results that are there already. */

import type { AddVerb } from './context.ts';

/** Adds the verb `report`. */
export const addReport: AddVerb = () => {};

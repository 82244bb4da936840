/** Chooses properties by name, glob, suite and clause. */

import picomatch from 'picomatch';
import { UsageError } from './errors.ts';
import { suggestion } from './nearest.ts';

/** What the user asked for; empty lists ask for everything. */
export interface Selection {
  readonly only: readonly string[];
  readonly without: readonly string[];
  readonly clauses: readonly string[];
}

/** What is looked at of a property. */
export interface Choosable {
  readonly id: string;
  readonly suite: string;
  readonly clauses: readonly string[];
}

/** The chosen properties in the order of the plan; a filter that fits nothing is a mistake of the user. */
export function select<P extends Choosable>(plan: readonly P[], selection: Selection): P[] {
  const wanted = selection.only.map((filter) => matcher(filter, plan));
  const unwanted = selection.without.map((filter) => matcher(filter, plan));
  const clauses = selection.clauses.map((clause) => clauseMatcher(clause, plan));
  const chosen = plan.filter(
    (property) =>
      (wanted.length === 0 || wanted.some((fits) => fits(property))) &&
      (clauses.length === 0 || clauses.some((fits) => fits(property))) &&
      !unwanted.some((fits) => fits(property)),
  );
  if (chosen.length === 0)
    throw new UsageError(
      'filters',
      'together they leave no property',
      'loosen one; sockspec list shows the ids',
    );
  return chosen;
}

/** Whether anything narrows the run at all. */
export function isNarrow({ only, without, clauses }: Selection): boolean {
  return only.length + without.length + clauses.length > 0;
}

type Fits = (property: Choosable) => boolean;

/** A plain word is an id, a suite or the beginning of one; anything else is a glob over both. */
function matcher(filter: string, plan: readonly Choosable[]): Fits {
  const names = (property: Choosable) => [property.id, property.suite];
  const isGlob = picomatch.scan(filter).isGlob;
  const test = isGlob ? picomatch(filter) : (name: string) => name.startsWith(filter);
  const fits: Fits = (property) => filter !== '' && names(property).some((name) => test(name));
  if (plan.some(fits)) return fits;
  throw new UsageError(
    `property ${quoted(filter)}`,
    isGlob ? 'fits no id and no suite' : 'no id and no suite begins so',
    suggestion(filter, plan.flatMap(names), 'sockspec list shows the ids'),
  );
}

function clauseMatcher(clause: string, plan: readonly Choosable[]): Fits {
  const test = picomatch.scan(clause).isGlob
    ? picomatch(clause)
    : (id: string) => id === clause || id.startsWith(`${clause}.`);
  const fits: Fits = (property) => property.clauses.some((id) => test(id));
  if (plan.some(fits)) return fits;
  const known = plan.flatMap((property) => property.clauses);
  throw new UsageError(
    `clause ${quoted(clause)}`,
    'no property judges it',
    suggestion(clause, known, 'sockspec list shows the clauses'),
  );
}

function quoted(text: string): string {
  return `'${text}'`;
}

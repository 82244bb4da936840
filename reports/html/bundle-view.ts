/** A bundle as the report looks at it: columns, deciding records, clause results and findings. */

import {
  type Bundle,
  type Clause,
  type ClauseResult,
  cellsOf,
  clausesOfRun,
  type HeaderRecord,
  type PlannedProperty,
  type Run,
  type Totals,
  totalsOf,
  type VerdictRecord,
} from '../../harness/bundle/index.ts';
import { columnNames } from './columns.ts';
import { type Finding, findingsOf } from './findings.ts';

/** A promise of the law, of which clauses are the parts. */
export type LawPromise = HeaderRecord['promises'][number];

/** One environment's part, a column of every table. */
export interface Column {
  readonly name: string;
  readonly run: Run;
  /** The deciding record of each property. */
  readonly cells: ReadonlyMap<string, VerdictRecord>;
  readonly clauses: ReadonlyMap<string, ClauseResult>;
}

/** All that the views show. */
export interface BundleView {
  readonly columns: readonly Column[];
  readonly promises: readonly LawPromise[];
  readonly clauses: readonly Clause[];
  readonly plan: readonly PlannedProperty[];
  readonly totals: Totals;
  readonly findings: readonly Finding[];
  readonly problems: readonly string[];
}

/** Looks at a bundle. */
export function viewOf(bundle: Bundle): BundleView {
  const { runs, problems } = bundle;
  const names = columnNames(runs);
  const columns = runs.map((run, index) => columnOf(run, names[index] ?? ''));
  const headers = runs.map(({ header }) => header);
  const clauses = unite(headers.map((header) => header.clauses));
  return {
    columns,
    promises: unite(headers.map((header) => header.promises)),
    clauses,
    plan: unite(headers.map(({ plan }) => plan)),
    totals: totalsOf(bundle),
    findings: findingsOf(columns, clauses),
    problems,
  };
}

function columnOf(run: Run, name: string): Column {
  return {
    name,
    run,
    cells: new Map(cellsOf(run).map((cell) => [cell.id, cell])),
    clauses: new Map(clausesOfRun(run).map((result) => [result.clause.id, result])),
  };
}

/** By id; the first of each id stays. */
function unite<T extends { readonly id: string }>(lists: readonly (readonly T[])[]): T[] {
  const entries = new Map<string, T>();
  for (const entry of lists.flat()) if (!entries.has(entry.id)) entries.set(entry.id, entry);
  return [...entries.values()];
}

/** Renders a bundle as a short summary in Markdown, as pages of CI show it: counts first, then what needs a look. */

import {
  type Bundle,
  COUNTED,
  type Run,
  totalsOf,
  unreachedRules,
} from '../../harness/bundle/index.ts';
import { cell } from './cell.ts';
import { type FailingRow, failingRows } from './rows.ts';
import { type Table, tableWithin } from './table.ts';

/** Bytes; a summary that a page refuses says nothing at all, so this stays far below any limit. */
const BUDGET = 200_000;

/** What each part may take of the budget; the rest is for the lines between them. */
const SHARES = { problems: 0.1, environments: 0.4, failures: 0.4, rules: 0.05 } as const;

/** The Markdown; its first line has the counts. */
export function renderMarkdown({ runs, problems }: Bundle): string {
  const totals = totalsOf({ runs });
  const counts = COUNTED.map((name) => `${name} ${totals[name]}`).join(' · ');
  const failing = failingRows({ runs });
  const parts = [
    part('problems', { headings: ['not whole'], rows: problems.map((text) => [cell(text)]) }),
    part('environments', {
      headings: ['environment', ...COUNTED],
      rows: runs.map(environmentRow),
    }),
    part('failures', {
      headings: ['property', 'verdict', 'what', 'where'],
      rows: failing.map(failureRow),
    }),
    part('rules', { headings: ['environment', 'rules not reached'], rows: runs.flatMap(rulesRow) }),
  ];
  return [`**sockspec: ${counts}**`, ...parts.flat(), ''].join('\n');
}

function part(name: keyof typeof SHARES, table: Table): string[] {
  return table.rows.length === 0 ? [] : ['', ...tableWithin(BUDGET * SHARES[name], table)];
}

function environmentRow(run: Run): string[] {
  const totals = totalsOf({ runs: [run] });
  const { id, subject } = run.header.env;
  const name = subject === 'kernel' ? id : `${id} under ${subject}`;
  return [cell(name), ...COUNTED.map((count) => String(totals[count] || ''))];
}

/** Rules that a whole run should have come by. */
function rulesRow(run: Run): string[][] {
  const open = unreachedRules(run) ?? [];
  if (open.length === 0) return [];
  const names = open.map(({ call, id }) => (call === '*' ? id : `${call}: ${id}`));
  return [[cell(run.header.env.id), `${open.length}: ${cell(names.join(', '))}`]];
}

function failureRow({ id, verdict, what, environments }: FailingRow): string[] {
  const [only = '', ...more] = environments;
  const where = more.length === 0 ? cell(only) : `${environments.length} environments`;
  return [cell(id), verdict, cell(what), where];
}

/** The whole run in plain words: one sentence, and what stands behind it. */

import type { BundleView } from './bundle-view.ts';
import { count } from './words.ts';

/** How the page is tinted. */
export type Mood = 'good' | 'bad' | 'unsure';

/** What the head of the page says. */
export interface Conclusion {
  readonly mood: Mood;
  readonly sentence: string;
  readonly detail: string;
}

/** Concludes; a promise counts as broken by what no ledger entry expected. */
export function conclude(view: BundleView): Conclusion {
  const detail = detailOf(view);
  const unexpected = view.findings.filter(({ known }) => known === undefined);
  const broken = new Set(unexpected.map(({ promise }) => promise)).size;
  if (broken > 0) return { mood: 'bad', sentence: `${count(broken, 'promise')} broken`, detail };
  const unsure = (sentence: string): Conclusion => ({ mood: 'unsure', sentence, detail });
  const { pass, known } = view.totals;
  if (pass + known === 0) return unsure('Nothing was judged');
  if (!isComplete(view)) return unsure('Nothing new is broken, but not everything was judged');
  if (known > 0) return unsure('Only known promises are broken');
  const kernels = new Set(view.columns.map(({ run }) => run.header.env.kernel)).size;
  const sentence =
    kernels > 1 ? 'These kernels keep their promises' : 'This kernel keeps its promises';
  return { mood: 'good', sentence, detail };
}

function isComplete({ totals, columns, problems }: BundleView): boolean {
  const { broken, missing, inconclusive } = totals;
  const areEnded = columns.every(({ run: { end } }) => end && end.interrupted === undefined);
  return areEnded && broken + missing + inconclusive + problems.length === 0;
}

function detailOf({ findings, columns }: BundleView): string {
  const cells = columns.flatMap((column) => [...column.cells.values()]);
  const total = (field: 'cases' | 'operations') =>
    cells.reduce((sum, cell) => sum + cell[field], 0);
  const known = findings.filter((finding) => finding.known !== undefined).length;
  const fresh = findings.length - known;
  const parts = [
    fresh > 0 && count(fresh, 'deviation'),
    known > 0 && count(known, 'known deviation'),
    count(total('cases'), 'scenario'),
    count(total('operations'), 'operation'),
    columns.length !== 1 && count(columns.length, 'environment'),
  ];
  return `${parts.filter(Boolean).join(' · ')}.`;
}

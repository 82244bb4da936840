/** Renders the worst of a bundle as workflow commands of GitHub, which shows them beside the run. */

import type { Bundle } from '../../harness/bundle/index.ts';
import { visibleLine } from '../terminal/index.ts';
import { type FailingRow, failingRows } from './rows.ts';

/** A step may have ten errors; one more and it is dropped without a word. */
const MOST = 9;

interface Annotation {
  readonly title: string;
  readonly message: string;
}

/** One line each, the last of which counts what had no room. */
export function renderAnnotations({ runs, problems }: Bundle): string[] {
  const all = [
    ...failingRows({ runs }).map(ofRow),
    ...problems.map((message) => ({ title: 'sockspec: not whole', message })),
  ];
  const more = all.length - MOST;
  const rest = { title: 'sockspec', message: `and ${more} more; the reports have them all` };
  return [...all.slice(0, MOST), ...(more > 0 ? [rest] : [])].map(print);
}

function ofRow({ id, verdict, what, environments }: FailingRow): Annotation {
  const [only = '', ...more] = environments;
  const where = more.length === 0 ? only : `${environments.length} environments`;
  return { title: `sockspec: ${verdict} ${id}`, message: `${what} (in ${where})` };
}

function print({ title, message }: Annotation): string {
  return `::error title=${escaped(title).replace(/[:,]/g, percent)}::${escaped(message)}`;
}

function escaped(text: string): string {
  return visibleLine(text).replace(/[%\r\n]/g, percent);
}

function percent(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

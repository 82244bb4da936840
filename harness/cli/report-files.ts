/** Writes the files that a run leaves for people and for CI. */

import { rmSync, writeFileSync } from 'node:fs';
import type { Bundle } from '../bundle/index.ts';
import { codeOf, reasonOf, UsageError } from './errors.ts';

/** Where each report goes; one that is not named is not written. */
export interface ReportFiles {
  readonly html?: string | undefined;
  readonly junit?: string | undefined;
  readonly markdown?: string | undefined;
}

/** Renders the results and writes what was asked for. */
export async function writeReports(
  bundle: Bundle,
  { html, junit, markdown }: ReportFiles,
): Promise<void> {
  // Loaded only now: no run should wait for its reports before it begins.
  if (html !== undefined) {
    const { renderHtml } = await import('../../reports/html/index.ts');
    write(html, renderHtml(bundle));
  }
  if (junit !== undefined) {
    const { renderJunit } = await import('../../reports/junit/index.ts');
    write(junit, renderJunit(bundle));
  }
  if (markdown !== undefined) {
    const { renderMarkdown } = await import('../../reports/markdown/index.ts');
    write(markdown, renderMarkdown(bundle));
  }
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    // Half a report looks like a whole one.
    if (codeOf(error) === 'ENOSPC') rmSync(file, { force: true });
    throw new UsageError(file, reasonOf(error), 'give a file that can be written');
  }
}

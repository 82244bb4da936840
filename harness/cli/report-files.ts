/** Writes the files that a run leaves for people and for CI. */

import { writeFileSync } from 'node:fs';
import { renderHtml } from '../../reports/html/index.ts';
import { renderJunit } from '../../reports/junit/index.ts';
import type { Bundle } from '../bundle/index.ts';

/** Where each report goes; one that is not named is not written. */
export interface ReportFiles {
  readonly html?: string | undefined;
  readonly junit?: string | undefined;
}

/** Renders and writes them. */
export async function writeReports(bundle: Bundle, files: ReportFiles): Promise<void> {
  if (files.html !== undefined) writeFileSync(files.html, renderHtml(bundle));
  if (files.junit !== undefined) writeFileSync(files.junit, renderJunit(bundle));
}

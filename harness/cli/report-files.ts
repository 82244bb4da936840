/** Writes the files that a run leaves for people and for CI. */

import type { Bundle } from './bundle-port.ts';

/** Where each report goes; one that is not named is not written. */
export interface ReportFiles {
  readonly html?: string | undefined;
  readonly junit?: string | undefined;
}

/** Renders and writes them. */
export async function writeReports(_bundle: Bundle, _files: ReportFiles): Promise<void> {}

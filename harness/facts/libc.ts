/** Which C library stands between node and the kernel. */

import { readFileSync } from 'node:fs';

/** e.g. `glibc 2.36` or `musl`; `unknown` where it does not show. */
export function observeLibc(): string {
  return glibcVersion() ?? (isMusl() ? 'musl' : 'unknown');
}

function glibcVersion(): string | undefined {
  // Without this the report resolves the names of network peers, which can take seconds;
  // the types do not know it yet.
  Object.assign(process.report, { excludeNetwork: true });
  const report: unknown = process.report.getReport();
  if (typeof report !== 'object' || report === null || !('header' in report)) return undefined;
  const { header } = report;
  if (typeof header !== 'object' || header === null || !('glibcVersionRuntime' in header)) {
    return undefined;
  }
  return `glibc ${String(header.glibcVersionRuntime)}`;
}

function isMusl(): boolean {
  try {
    return /\/ld-musl-|\/libc\.musl-/.test(readFileSync('/proc/self/maps', 'utf8'));
  } catch {
    return false;
  }
}

/** Liars that the tests have hunted already, as vitest's JSON report tells: nobody needs to hunt them twice. */

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { KnownLiar } from '../liars/all.ts';

const REPORT = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(
        z.object({
          ancestorTitles: z.array(z.string()),
          title: z.string(),
          status: z.string(),
        }),
      ),
    }),
  ),
});

/** Those of the liars that no test caught, or that had none. */
export function uncaughtIn(report: string, liars: readonly KnownLiar[]): KnownLiar[] {
  const { testResults } = REPORT.parse(JSON.parse(report));
  const caught = new Set(
    testResults
      .filter(({ name }) => name.endsWith('liars/liars.test.ts'))
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ title, status }) => title.startsWith('is caught by ') && status === 'passed')
      .map(({ ancestorTitles }) => ancestorTitles.at(-1)),
  );
  return liars.filter(({ name }) => !caught.has(name));
}

export function readReport(file: string): string {
  return readFileSync(file, 'utf8');
}

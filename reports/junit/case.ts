/** How a verdict appears in JUnit XML. */

import type { VerdictRecord } from '../../harness/bundle/index.ts';
import { plain, renderFailure } from '../terminal/index.ts';

/** The element inside `<testcase>`. */
export interface Outcome {
  readonly element: 'failure' | 'error' | 'skipped';
  readonly type?: string;
  readonly message: string;
  /** The body. */
  readonly text?: string;
}

/** Undefined for a pass, which has no element. */
export function outcomeOf(record: VerdictRecord): Outcome | undefined {
  const { verdict, known, failure, skip, reason } = record;
  switch (verdict) {
    case 'pass':
      return undefined;
    case 'fail':
      if (known !== undefined) return expected(known, failure?.summary ?? reason);
      return {
        element: 'failure',
        type: failure?.signature ?? 'fail',
        message: failure?.summary ?? reason ?? 'the kernel left the allowed set',
        ...bodyOf(record),
      };
    case 'crash':
      if (known !== undefined) return expected(known, reason ?? failure?.summary);
      return {
        element: 'error',
        type: 'kernel',
        message: reason ?? failure?.summary ?? 'the kernel crashed',
        ...bodyOf(record),
      };
    case 'broken':
      return harness(reason ?? 'the harness could not judge');
    case 'missing':
      return harness(`missing: ${reason ?? 'planned, but there is no record of it'}`);
    case 'inconclusive':
      return { element: 'skipped', message: `inconclusive: ${reason ?? `${record.cases} cases`}` };
    case 'skip':
      return {
        element: 'skipped',
        message: skip === undefined ? (reason ?? 'skipped') : `${skip.reason}; ${skip.remedy}`,
      };
    default:
      return verdict satisfies never;
  }
}

function expected(known: string, what = 'fails as expected'): Outcome {
  return { element: 'skipped', message: `known ${known}: ${what}` };
}

function harness(message: string): Outcome {
  return { element: 'error', type: 'harness', message };
}

function bodyOf({ failure }: VerdictRecord): { text?: string } {
  if (failure === undefined) return {};
  return { text: [...renderFailure(failure, plain), '', failure.scenario].join('\n') };
}

/** A failure in the form of a report. */

import type { Deviation } from '../judge/judge.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { printScenario } from '../scenario/text.ts';
import type { ShownStep } from './judge-steps.ts';
import type { GuestFailure } from './protocol.ts';

/** `shrunk` tells from what size, and in how many runs; nothing of a scenario that was left as it is. */
export function failureOf(
  scenario: Scenario,
  deviation: Deviation,
  steps: readonly ShownStep[],
  token: string,
  shrunk: Omit<GuestFailure['shrunk'], 'to'> = { from: scenario.operations.length, runs: 0 },
): GuestFailure {
  const { signature, observed, allowed, rule } = deviation;
  return {
    ...{ signature, summary: summaryOf(deviation), observed, allowed: [...allowed] },
    ...{ clause: rule.clause, citation: rule.cite },
    ...{ scenario: printScenario(scenario), steps: [...steps] },
    shrunk: { ...shrunk, to: scenario.operations.length },
    token,
  };
}

function summaryOf({ call, mismatch, rule }: Deviation): string {
  if (mismatch.name === 'claim') return `${mismatch.want}: ${mismatch.seen}`;
  const what = mismatch.name === 'errno' ? '' : `${mismatch.name} `;
  return `${call ?? rule.id}: ${what}${mismatch.seen}, allowed only ${mismatch.want}`;
}

/** A failure in the form of a report, of a scenario that was not shrunk. */

import type { Deviation } from '../judge/judge.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { printScenario } from '../scenario/text.ts';
import type { ShownStep } from './judge-steps.ts';
import type { GuestFailure } from './protocol.ts';

export function wholeFailure(
  scenario: Scenario,
  deviation: Deviation,
  steps: readonly ShownStep[],
  token: string,
): GuestFailure {
  const { mismatch, rule } = deviation;
  const size = scenario.operations.length;
  return {
    signature: deviation.signature,
    summary: `${mismatch.name}: ${mismatch.seen}, allowed only ${mismatch.want}`,
    observed: deviation.observed,
    allowed: [...deviation.allowed],
    clause: rule.clause,
    citation: rule.cite,
    scenario: printScenario(scenario),
    steps: [...steps],
    shrunk: { from: size, to: size, runs: 0 },
    token,
  };
}

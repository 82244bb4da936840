/** How often each clause, and each rule, was decisive for a step. */

import type { Outcome, Rule } from '../law/rule.ts';

export class Coverage {
  private readonly counts = new Map<Rule, number>();

  /** The outcome that was observed: its rule and every expectation that was compared. */
  add(outcome: Outcome): void {
    this.count(outcome.rule);
    for (const { rule } of outcome.expects) if (rule !== outcome.rule) this.count(rule);
    if (outcome.passed !== undefined && outcome.passed.want.length > 0)
      this.count(outcome.passed.rule);
  }

  count(rule: Rule): void {
    this.counts.set(rule, (this.counts.get(rule) ?? 0) + 1);
  }

  /** Clause id to steps. */
  clauses(): Record<string, number> {
    const sums: Record<string, number> = {};
    for (const [rule, n] of this.counts) sums[rule.clause] = (sums[rule.clause] ?? 0) + n;
    return sums;
  }

  /** Rule id to steps. */
  rules(): Record<string, number> {
    return Object.fromEntries([...this.counts].map(([rule, n]) => [rule.id, n]));
  }
}

/** How often each rule was decisive for a step of each call: all that is counted while steps are judged. */

import type { CallName } from '../law/operation.ts';
import type { Outcome, Rule } from '../law/rule.ts';

interface Counter {
  times: number;
}

/** What was counted of one call. */
export class CallCoverage {
  /** Steps that conformed. */
  steps = 0;
  readonly decisive = new Map<Rule, Counter>();
  /** Rules of other outcomes that were allowed, too: their guards were true, and another outcome was seen. */
  readonly besides = new Map<Rule, Counter>();
}

export class Coverage {
  readonly calls = new Map<CallName, CallCoverage>();

  /** The outcome that was observed, among those that were allowed: its rule and all that was compared. */
  add(call: CallName, outcome: Outcome, allowed: readonly Outcome[]): void {
    const here = this.of(call);
    const { rule, expects, data, passed } = outcome;
    here.steps++;
    count(here.decisive, rule);
    for (let i = 0; i < expects.length; i++) {
      const compared = expects[i]?.rule as Rule;
      if (compared !== rule) count(here.decisive, compared);
    }
    if (data !== undefined && data.rule !== rule) count(here.decisive, data.rule);
    if (passed !== undefined && passed.want.length > 0) count(here.decisive, passed.rule);
    if (allowed.length === 1) return;
    for (const other of allowed) if (other !== outcome) count(here.besides, other.rule);
  }

  /** A rule that such a step is evidence for besides. */
  count(call: CallName, rule: Rule): void {
    count(this.of(call).decisive, rule);
  }

  /** Clause id to steps. */
  clauses(): Record<string, number> {
    return this.sums(({ clause }) => clause);
  }

  /** Rule id to steps. */
  rules(): Record<string, number> {
    return this.sums(({ id }) => id);
  }

  private of(call: CallName): CallCoverage {
    const here = this.calls.get(call);
    if (here !== undefined) return here;
    const fresh = new CallCoverage();
    this.calls.set(call, fresh);
    return fresh;
  }

  private sums(key: (rule: Rule) => string): Record<string, number> {
    const sums: Record<string, number> = {};
    for (const { decisive } of this.calls.values())
      for (const [rule, { times }] of decisive) sums[key(rule)] = (sums[key(rule)] ?? 0) + times;
    return sums;
  }
}

function count(counters: Map<Rule, Counter>, rule: Rule): void {
  const counter = counters.get(rule);
  if (counter === undefined) counters.set(rule, { times: 1 });
  else counter.times++;
}

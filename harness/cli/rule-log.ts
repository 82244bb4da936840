/** Adds up what guests tell of the law, and writes it down beside the rules that nothing came by. */

import { whyOutOfReach } from '../../suites/out-of-reach.ts';
import type { RuleCount, RulesRecord } from '../bundle/records.ts';
import { addTallies, type Tally, type Times } from '../judge/tally.ts';
import { CALLS, type ListedRule, listRules } from '../law/rules.ts';

export class RuleLog {
  readonly #properties = new Set<string>();
  #tally: Tally = {};

  add(property: string, tally: Tally): void {
    this.#properties.add(property);
    this.#tally = addTallies(this.#tally, tally);
  }

  /** The record, unless nothing was told. */
  record(of: {
    readonly env: string;
    readonly run: string;
    readonly part: string | undefined;
  }): RulesRecord | undefined {
    if (this.#properties.size === 0) return undefined;
    const { env, run, part } = of;
    return {
      ...{ t: 'rules', env, run, properties: [...this.#properties].toSorted() },
      ...(part !== undefined && { part }),
      calls: callsOf(this.#tally),
    };
  }
}

const NEVER: Times = [0, 0, 0];

/** Guards in the order of their tables, whether anything came by or not; what else was decisive behind them. */
function callsOf(tally: Tally): Record<string, RuleCount[]> {
  const rules = listRules();
  const guards = Map.groupBy(
    rules.filter(({ kind }) => kind === 'guard'),
    ({ call }) => call,
  );
  const others = rules.filter(({ kind }) => kind !== 'guard');
  const byCall = CALLS.map((call): [string, RuleCount[]] => {
    const times = tally[call] ?? {};
    return [
      call,
      [
        ...(guards.get(call) ?? []).map((rule) => guardCount(rule, times[rule.id] ?? NEVER)),
        ...others.filter(({ id }) => id in times).map((rule) => valueCount(rule, times[rule.id])),
      ],
    ];
  });
  const met = new Set(Object.values(tally).flatMap((times) => Object.keys(times)));
  const never = others.filter(({ id }) => !met.has(id)).map((rule) => valueCount(rule, NEVER));
  const all: [string, RuleCount[]][] = [...byCall, ['*', never]];
  return Object.fromEntries(all.filter(([, counts]) => counts.length > 0));
}

function guardCount({ call, id, clause, errno, may }: ListedRule, times: Times): RuleCount {
  const [held, passed, decisive] = times;
  const why = whyOutOfReach(call, id, errno);
  return {
    ...{ id, clause, guard: { true: held, false: passed }, decisive },
    ...(may && { may }),
    ...(why !== undefined && { shouldnot: why }),
  };
}

function valueCount({ id, clause }: ListedRule, times: Times = NEVER): RuleCount {
  const why = whyOutOfReach('', id);
  return { id, clause, decisive: times[2], ...(why !== undefined && { shouldnot: why }) };
}

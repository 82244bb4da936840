/** What a core has to reach: every rule decisive, every guard false once, every value compared. */

import { Coverage } from '../judge/coverage.ts';
import { tallyOf } from '../judge/tally.ts';
import { initialState } from '../law/fresh.ts';
import { NoteTaker } from '../law/notes/index.ts';
import type { Operation } from '../law/operation.ts';
import type { Outcome, Rule } from '../law/rule.ts';
import type { State } from '../law/state.ts';
import { step } from '../law/step.ts';
import { type Place, worldOf } from '../scenario/place.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** E.g. `connect connect.nobody` for decisive, `connect connect.nobody false` for passed over. */
export type Goal = string;

/** Follows a scenario through the law; what each step reaches, in order. */
export class Follower {
  readonly #state: State;
  readonly #notes = new NoteTaker();
  #isLate = false;

  constructor(place: Place, scenario: Scenario) {
    this.#state = initialState(worldOf(place, scenario));
  }

  /** The goals of the next step; the law expects its first outcome. None once a step slept: that takes its time. */
  next(op: Operation): readonly Goal[] {
    const allowed = step(this.#state, op);
    const [outcome] = allowed;
    if (outcome === undefined) throw new Error(`the law allows nothing for ${op.call}`);
    const notes = this.#notes.take(this.#state, op, outcome);
    const goals = goalsOf(op, outcome, allowed, notes);
    outcome.commit(undefined);
    this.#isLate ||= outcome.sleeps === true;
    return this.#isLate ? [] : goals;
  }
}

/** All that a scenario reaches. */
export function goalsOfScenario(place: Place, scenario: Scenario): Set<Goal> {
  const follower = new Follower(place, scenario);
  return new Set(scenario.operations.flatMap((op) => follower.next(op)));
}

/** Steps with the same rules reach the same goals, and there are few of those. */
const known = new Map<string, readonly Goal[]>();

function goalsOf(
  op: Operation,
  outcome: Outcome,
  allowed: readonly Outcome[],
  notes: readonly Rule[],
): readonly Goal[] {
  const { rule, expects, data, passed } = outcome;
  const rules = [rule, ...expects.map((one) => one.rule), data?.rule, ...notes];
  const ids = rules.map((one) => one?.id ?? '').join(' ');
  const others = allowed.length > 1 ? allowed.map((one) => one.rule.id).join(' ') : '';
  const key = `${op.call} ${ids} ${passed?.want.length ? passed.rule.id : ''} / ${others}`;
  const former = known.get(key);
  if (former !== undefined) return former;
  const coverage = new Coverage();
  coverage.add(op.call, outcome, allowed);
  for (const note of notes) coverage.count(op.call, note);
  const goals = Object.entries(tallyOf(coverage)[op.call] ?? {}).flatMap(([id, times]) => [
    ...(times[2] > 0 ? [`${op.call} ${id}`] : []),
    ...(times[1] > 0 ? [`${op.call} ${id} false`] : []),
  ]);
  known.set(key, goals);
  return goals;
}

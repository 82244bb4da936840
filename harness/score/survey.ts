/** What the real law did along true traces: which of its mutants are other laws at all. */

import { serialize } from 'node:v8';
import { Coverage } from '../judge/coverage.ts';
import { Judge } from '../judge/judge.ts';
import { mismatch } from '../judge/match.ts';
import type { CallName, Operation } from '../law/operation.ts';
import type { Outcome, Want } from '../law/rule.ts';
import type { State } from '../law/state.ts';
import { step } from '../law/step.ts';
import { type Edge, edgesAt } from './edges.ts';
import { type ExpectationKey, REAL, type Row } from './mutants.ts';
import type { TrueTrace } from './traces.ts';

const MOST_LOOKS = 4;
const MOST_EDGES = 400;

export class Survey {
  readonly expectations = new Map<string, { readonly key: ExpectationKey; readonly want: Want }>();
  readonly withData = new Set<CallName>();
  readonly withPassed = new Set<CallName>();
  /** Successes that change the state even when nothing is learned from the observation. */
  readonly effects = new Map<string, readonly [CallName, string]>();
  /** Guards that compare a number of their operation. */
  readonly edges = new Map<string, Edge>();
  /** Neighbours that have held in the same state: elsewhere their order says nothing. */
  private readonly together = new Set<string>();
  /** Rows that have decided, and those that alone tell their errno where they decide. */
  private readonly decided = new Set<string>();
  private readonly alone = new Set<string>();
  private readonly looks = new Map<string, number>();

  constructor(traces: readonly TrueTrace[]) {
    for (const trace of traces) this.follow(trace);
  }

  haveHeldTogether(call: CallName, [a, b]: readonly [Row, Row]): boolean {
    return this.together.has(`${call} ${a.id} ${b.id}`);
  }

  /** Wherever it decided, a row below would have told the same errno: it only names another clause. */
  isRewording(call: CallName, { id }: Row): boolean {
    const key = `${call} ${id}`;
    return this.decided.has(key) && !this.alone.has(key);
  }

  private follow(trace: TrueTrace): void {
    const { state } = new Judge(trace.world, new Coverage());
    // What overlaps has many orders, and here one state is followed.
    for (const [i, { op, observed }] of trace.steps.slice(0, trace.inOrder).entries()) {
      this.noteRows(state, op);
      this.noteEdges(state, op);
      const outcome = step(state, op).find((one) => mismatch(one, observed) === undefined);
      if (outcome === undefined) throw new Error(`a true trace that is not: ${op.call}`);
      this.noteDemands(op.call, outcome);
      this.noteEffect(trace, i, outcome);
      outcome.commit(observed);
    }
  }

  private noteEdges(state: State, op: Operation): void {
    const seen = this.looks.get(op.call) ?? 0;
    this.looks.set(op.call, seen + 1);
    if (seen >= MOST_EDGES) return;
    for (const edge of edgesAt(state, op))
      this.edges.set(`${edge.call} ${edge.row.id} ${edge.field}`, edge);
  }

  private noteDemands(call: CallName, outcome: Outcome): void {
    for (const { rule, name, want } of outcome.expects) {
      if (typeof want === 'object' && want.text === 'any') continue;
      const key = { call, rule: rule.id, name };
      // Of several descriptors or messages in one call, one stands for all.
      const kind = name.replace(/\d+$/, '');
      this.expectations.set(`${call} ${rule.id} ${kind} ${typeof want}`, { key, want });
    }
    if (outcome.data !== undefined) this.withData.add(call);
    if ((outcome.passed?.want.length ?? 0) > 1) this.withPassed.add(call);
  }

  private noteEffect(trace: TrueTrace, i: number, { errno, rule }: Outcome): void {
    const call = trace.steps[i]?.op.call;
    const key = `${call} ${rule.id}`;
    const seen = this.looks.get(key) ?? 0;
    if (call === undefined || errno !== '' || seen >= MOST_LOOKS || this.effects.has(key)) return;
    this.looks.set(key, seen + 1);
    if (changesBlindly(trace, i)) this.effects.set(key, [call, rule.id]);
  }

  private noteRows(state: State, { call, ...rest }: Operation): void {
    const law = REAL[call];
    const view = law.look(state, { call, ...rest } as never) as never;
    const rows = law.refusals;
    const first = rows.findIndex((row) => holds(row, view));
    const row = rows[first];
    if (row === undefined) return;
    this.decided.add(`${call} ${row.id}`);
    const below = rows.slice(first + 1).find((one) => holds(one, view));
    if (below?.errno !== row.errno || row.effect !== below.effect)
      this.alone.add(`${call} ${row.id}`);
    const next = rows[first + 1];
    if (next !== undefined && holds(next, view)) this.together.add(`${call} ${row.id} ${next.id}`);
  }
}

/** A guard may look at what an earlier one would have found missing. */
function holds(row: Row, view: never): boolean {
  try {
    return row.when(view);
  } catch {
    return false;
  }
}

/** Whether a step changes the state without an observation; on a state of its own. */
function changesBlindly({ world, steps }: TrueTrace, at: number): boolean {
  const { state } = new Judge(world, new Coverage());
  for (const { op, observed } of steps.slice(0, at))
    step(state, op)
      .find((one) => mismatch(one, observed) === undefined)
      ?.commit(observed);
  const here = steps[at];
  if (here === undefined) return false;
  const before = serialize(state);
  step(state, here.op)
    .find((one) => mismatch(one, here.observed) === undefined)
    ?.commit(undefined);
  return !before.equals(serialize(state));
}

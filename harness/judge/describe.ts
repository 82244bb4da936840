/** Observations and allowed outcomes in words. */

import type { Observed } from '../law/operation.ts';
import type { Outcome } from '../law/rule.ts';
import { wantText } from '../law/rule.ts';

/** e.g. `5, 5 bytes` or `ECONNREFUSED`; with its time where it overlapped with others: `0 (12…31 µs)`. */
export function describeObserved(observed: Observed): string {
  const { during } = observed;
  if (during === undefined) return describeResult(observed);
  const [from, to] = [during.called, during.returned].map((ns) => Math.round(ns / 1000));
  return `${describeResult(observed)} (${from}…${to} µs${during.asleep !== undefined ? ', slept' : ''})`;
}

function describeResult(observed: Observed): string {
  if (observed.errno === 'BLOCKS') return 'blocks';
  if (observed.errno !== '') {
    const { waited, sigpipe } = observed.fields ?? {};
    return withSignal(withTime(observed.errno, waited), sigpipe);
  }
  const parts = [String(observed.ret)];
  for (const [name, value] of Object.entries(observed.fields ?? {}))
    if (name !== 'lowest' || value !== 1) parts.push(`${name} ${value}`);
  if (observed.data !== undefined) parts.push(`${observed.data.length} bytes`);
  for (const { object, cloexec } of observed.passed ?? [])
    parts.push(`descriptor of ${object}${cloexec ? ' CLOEXEC' : ''}`);
  return parts.join(', ');
}

const withTime = (errno: string, ms: string | number | undefined): string =>
  ms === undefined ? errno : `${errno} after ${ms} ms`;

const withSignal = (errno: string, raised: string | number | undefined): string =>
  raised === undefined ? errno : `${errno} ${Number(raised) === 0 ? 'without' : 'and'} SIGPIPE`;

/** e.g. `ENXIO` or `0 with uid 1000, pid 42`. */
export function describeOutcome(outcome: Outcome): string {
  if (outcome.errno === 'BLOCKS') return 'blocks';
  if (outcome.errno !== '') {
    const told = (field: string): string | undefined => {
      const want = outcome.expects.find(({ name }) => name === field)?.want;
      return want === undefined ? undefined : wantText(want);
    };
    return withSignal(withTime(outcome.errno, told('waited')), told('sigpipe'));
  }
  // The last is the narrowest.
  const ret = outcome.expects.findLast(({ name }) => name === 'ret');
  const parts = [ret === undefined ? 'success' : wantText(ret.want)];
  for (const { name, want } of outcome.expects)
    if (name !== 'ret') parts.push(`${name} ${wantText(want)}`);
  if (outcome.data !== undefined) {
    const total = outcome.data.pieces.reduce((sum, piece) => sum + piece.length, 0);
    parts.push(`${total} bytes as sent`);
  }
  for (const { object, cloexec } of outcome.passed?.want ?? [])
    parts.push(`descriptor of ${object ?? 'the object that was sent'}${cloexec ? ' CLOEXEC' : ''}`);
  return parts.join(', ');
}

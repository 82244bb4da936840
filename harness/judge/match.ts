/** Compares what was observed with one allowed outcome. */

import type { Observed } from '../law/operation.ts';
import { type Outcome, type Rule, satisfies, wantText } from '../law/rule.ts';

/** The first difference between an observation and an outcome of the same errno. */
export interface Mismatch {
  readonly rule: Rule;
  /** `errno`, `ret`, `data`, `passed` or the name of a field. */
  readonly name: string;
  readonly seen: string;
  readonly want: string;
}

/** Undefined when the observation is this outcome. */
export function mismatch(outcome: Outcome, observed: Observed): Mismatch | undefined {
  if (outcome.errno !== observed.errno)
    return {
      rule: outcome.rule,
      name: 'errno',
      seen: observed.errno || 'success',
      want: outcome.errno || 'success',
    };
  const returned = returnedMismatch(outcome, observed);
  if (returned !== undefined) return returned;
  for (const { rule, name, want } of outcome.expects) {
    const seen = name === 'ret' ? observed.ret : observed.fields?.[name];
    if (!satisfies(want, seen)) return { rule, name, seen: String(seen), want: wantText(want) };
  }
  return dataMismatch(outcome, observed) ?? passedMismatch(outcome, observed);
}

/** A call that fails returns -1, one that has no number to tell returns 0. */
function returnedMismatch({ errno, rule, expects }: Outcome, { ret }: Observed) {
  if (errno === '' && expects.some(({ name }) => name === 'ret')) return undefined;
  const want = errno === '' ? 0 : -1;
  return ret === want ? undefined : { rule, name: 'ret', seen: `${ret}`, want: `${want}` };
}

function dataMismatch({ data }: Outcome, observed: Observed): Mismatch | undefined {
  if (data === undefined) return undefined;
  const seen = observed.data ?? new Uint8Array(0);
  const pieces = data.begins ? beginning(data.pieces, observed.ret) : data.pieces;
  let at = 0;
  for (const piece of pieces) {
    if (Buffer.compare(seen.subarray(at, at + piece.length), piece) !== 0)
      return {
        rule: data.rule,
        name: 'data',
        seen: `other bytes from byte ${firstDifference(seen.subarray(at), piece) + at}`,
        want: describePieces(pieces),
      };
    at += piece.length;
  }
  if (at === seen.length) return undefined;
  return {
    rule: data.rule,
    name: 'data',
    seen: `${seen.length} bytes`,
    want: describePieces(pieces),
  };
}

/** So many bytes of the pieces. */
function beginning(pieces: readonly Uint8Array[], length: number): Uint8Array[] {
  let left = length;
  return pieces.map((piece) => {
    const part = piece.subarray(0, left);
    left -= part.length;
    return part;
  });
}

function firstDifference(seen: Uint8Array, piece: Uint8Array): number {
  const at = piece.findIndex((byte, i) => seen[i] !== byte);
  return at < 0 ? piece.length : at;
}

function describePieces(pieces: readonly Uint8Array[]): string {
  const total = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return `${total} bytes as they were sent`;
}

function passedMismatch({ passed }: Outcome, observed: Observed): Mismatch | undefined {
  if (passed === undefined) return undefined;
  const seen = observed.passed ?? [];
  const { rule, want } = passed;
  if (seen.length !== want.length)
    return {
      rule,
      name: 'rights',
      seen: `${seen.length} descriptors`,
      want: `${want.length} descriptors`,
    };
  for (const [i, descriptor] of want.entries()) {
    const got = seen[i];
    if (got === undefined) continue;
    if (descriptor.object !== undefined && got.object !== descriptor.object)
      return {
        rule,
        name: 'object',
        seen: `descriptor ${i} is another object`,
        want: `descriptor ${i} is the object that was sent`,
      };
    if (got.cloexec !== descriptor.cloexec)
      return {
        rule,
        name: 'cloexec',
        seen: `FD_CLOEXEC ${got.cloexec ? 'set' : 'clear'}`,
        want: `FD_CLOEXEC ${descriptor.cloexec ? 'set' : 'clear'}`,
      };
  }
  return undefined;
}

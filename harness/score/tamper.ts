/** True traces with one observed value changed: what a judge must not accept. */

import fc from 'fast-check';
import { Coverage } from '../judge/coverage.ts';
import { Judge } from '../judge/judge.ts';
import type { Observed } from '../law/operation.ts';
import { Unmodelled } from '../law/rule.ts';
import { isAllowed, partsOf, type Step, type TrueTrace } from './traces.ts';

/** One change of an observation. */
export interface Change {
  readonly name: string;
  readonly observed: Observed;
}

const OTHER_ERRNOS = ['EINVAL', 'EACCES', 'ECONNREFUSED', 'EBADF', 'EPIPE', 'ENOENT'] as const;
const NEAR = [1, -1] as const;

/** Every way in which this observation can be changed in one place. */
export function changesOf({ op, observed }: Step): readonly Change[] {
  const change = (what: string, changed: Partial<Observed>): Change => ({
    name: `${op.call}: ${what}`,
    observed: { ...observed, ...changed },
  });
  if (observed.errno !== '')
    return [
      change('success for a refusal', { errno: '', ret: 0 }),
      ...OTHER_ERRNOS.filter((errno) => errno !== observed.errno).map((errno) =>
        change('another errno', { errno }),
      ),
      ...signalChanges(observed).map((fields) => change('the other about SIGPIPE', { fields })),
    ];
  return [
    { name: `${op.call}: a refusal for success`, observed: { errno: 'EINVAL', ret: -1 } },
    ...NEAR.map((by) => change('ret ± 1', { ret: observed.ret + by })),
    ...fieldChanges(observed).map(([name, fields]) => change(`field ${name}`, { fields })),
    ...dataChanges(observed).map(([what, data]) => change(what, { data })),
    ...(op.call === 'recvmsg' ? passedChanges(observed) : []).map(([what, passed]) =>
      change(what, { passed }),
    ),
  ];
}

function signalChanges({ fields }: Observed) {
  return fields?.sigpipe === undefined ? [] : [{ ...fields, sigpipe: 1 - Number(fields.sigpipe) }];
}

function fieldChanges({ fields = {} }: Observed) {
  return Object.entries(fields).flatMap(([name, value]) => {
    const others = typeof value === 'number' ? NEAR.map((by) => value + by) : [`${value}?`];
    return others.map((other) => [name, { ...fields, [name]: other }] as const);
  });
}

function dataChanges({ data }: Observed): (readonly [string, Uint8Array])[] {
  if (data === undefined || data.length === 0) return [];
  const flipped = Buffer.from(data);
  flipped[0] = (flipped[0] ?? 0) ^ 1;
  return [
    ['a byte changed', flipped],
    ['a byte lost', data.subarray(0, -1)],
    ['a byte more', Buffer.concat([data, Buffer.of(0)])],
  ];
}

function passedChanges({ passed = [] }: Observed) {
  const [first, ...rest] = passed;
  if (first === undefined) return [];
  return [
    ['another object', [{ ...first, object: 'another' }, ...rest]],
    ['the other FD_CLOEXEC', [{ ...first, cloexec: !first.cloexec }, ...rest]],
    ['a descriptor lost', rest],
    ['a descriptor more', [...passed, first]],
  ] as const;
}

/** Whether the law accepts a trace in which one step was seen otherwise, to its end. */
export function accepts({ world, steps }: TrueTrace, at: number, observed: Observed): boolean {
  const judge = new Judge(world, new Coverage());
  try {
    const changed = steps.map((step, i) => (i === at ? { ...step, observed } : step));
    return partsOf(changed).every((part) => isAllowed(judge, part));
  } catch (error) {
    if (error instanceof Unmodelled) return true;
    throw error;
  }
}

export interface Tampered {
  readonly name: string;
  readonly accepted: boolean;
}

/** As many changes as told, at random steps of random traces. */
export function tamper(
  traces: readonly TrueTrace[],
  times: number,
  seed: number,
): readonly Tampered[] {
  const some = traces.filter(({ steps }) => steps.length > 0);
  const draws = fc.noBias(fc.tuple(fc.nat(), fc.nat(), fc.nat()));
  return fc.sample(draws, { seed, numRuns: times }).map(([which, when, how]) => {
    const trace = drawn(some, which);
    const at = when % trace.steps.length;
    const { name, observed } = drawn(changesOf(drawn(trace.steps, when)), how);
    return { name, accepted: accepts(trace, at, observed) };
  });
}

function drawn<T>(items: readonly T[], number: number): T {
  const item = items[number % items.length];
  if (item === undefined) throw new RangeError('a choice among nothing');
  return item;
}

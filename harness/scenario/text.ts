/**
 * The text form of scenarios: one readable line per operation, which parses back to the same data.
 *
 *     actor 0 {uid 0/0/0 gid 0/0/0 groups [] caps all}
 *     actor 1 own-users {uid 0/0/0 gid 0/0/0 groups [] caps all}
 *     s0 = socket(AF_UNIX, SOCK_STREAM, 0)
 *     1: bind(s0, path:"a")
 *
 *     & 2: bind(s1, path:"a")
 *
 * The number before a colon is the actor; without one it is actor 0. The word is an actor's kind; without one it is plain.
 * `&` begins a line that overlaps with the one before it: both begin at once. `&&` waits until those before it have
 * ended, or sleep in the kernel.
 */

import type { CallName, Operation } from '../law/operation.ts';
import { isKind } from './cast.ts';
import { identity, list, slot, splitArguments } from './codec.ts';
import type { Actor, Scenario } from './scenario.ts';
import { argumentsOf, SIGNATURES } from './signatures.ts';
import { slotsMade } from './slots.ts';

const slots = list(slot);

/** One operation as a line. */
export function printOperation(op: Operation): string {
  const fields = op as unknown as Readonly<Record<string, unknown>>;
  const written = argumentsOf(op.call)
    .filter(([name, codec]) => codec.optional === undefined || fields[name] !== undefined)
    .map(([name, codec]) => codec.print(fields[name]));
  const made = slotsMade(op);
  const single = made.length === 1 && op.call !== 'recvmsg';
  const result =
    made.length === 0 ? '' : single ? `${slot.print(made[0] ?? 0)} = ` : `${slots.print(made)} = `;
  const mark = op.overlaps === undefined ? '' : `${MARKS[op.overlaps]} `;
  return `${mark}${op.by === 0 ? '' : `${op.by}: `}${result}${op.call}(${written.join(', ')})`;
}

const MARKS = { 'at-once': '&', 'once-settled': '&&' } as const;
const LINE = /^(?:(&&?) )?(?:(\d+): )?(?:(s\d+|\[[^\]]*\]) = )?([a-z_0-9]+)\((.*)\)$/;

/** Reads one line; throws `SyntaxError` naming what it could not read. */
export function parseOperation(line: string): Operation {
  const [, mark, by = '0', made, call = '', inner = ''] = LINE.exec(line) ?? [];
  if (!(call in SIGNATURES)) throw new SyntaxError(`operation: cannot read '${line}'`);
  const expected = argumentsOf(call as CallName);
  const parts = splitArguments(inner);
  const least = expected.filter(([, codec]) => codec.optional === undefined).length;
  if (parts.length < least || parts.length > expected.length) {
    const many = least === expected.length ? `${least}` : `${least} to ${expected.length}`;
    throw new SyntaxError(`${call}: takes ${many} arguments, not ${parts.length}`);
  }
  const op: Record<string, unknown> = { call, by: Number(by) };
  if (mark !== undefined) op.overlaps = mark === '&' ? 'at-once' : 'once-settled';
  for (const [i, part] of parts.entries()) {
    const [name, codec] = expected[i] as (typeof expected)[number];
    op[name] = codec.parse(part);
  }
  const makes = SIGNATURES[call as CallName].makes;
  if (makes !== 0 && (makes !== 'asked' || made !== undefined))
    op.as = made === undefined ? [] : made.startsWith('[') ? slots.parse(made) : [slot.parse(made)];
  return op as unknown as Operation;
}

function printActor({ identity: who, kind }: Actor, i: number): string {
  return `actor ${i} ${kind === undefined ? '' : `${kind} `}${identity.print(who)}`;
}

function parseActor(kind: string | undefined, who: string): Actor {
  if (kind === undefined) return { identity: identity.parse(who) };
  if (!isKind(kind)) throw new SyntaxError(`actor: there is no kind '${kind}'`);
  return { identity: identity.parse(who), kind };
}

/** The whole scenario: a line per actor, a line per operation. */
export function printScenario(scenario: Scenario): string {
  return [...scenario.actors.map(printActor), ...scenario.operations.map(printOperation)].join(
    '\n',
  );
}

/** Reads a scenario; empty lines and lines that begin with `#` are nothing. */
export function parseScenario(written: string): Scenario {
  const actors: Actor[] = [];
  const operations: Operation[] = [];
  for (const [i, raw] of written.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    try {
      const actor = /^actor (\d+) (?:([a-z-]+) )?(.*)$/.exec(line);
      if (actor?.[3] === undefined) operations.push(parseOperation(line));
      else actors[Number(actor[1])] = parseActor(actor[2], actor[3]);
    } catch (error) {
      throw new SyntaxError(`line ${i + 1}: ${error instanceof Error ? error.message : error}`);
    }
  }
  for (let i = 0; i < actors.length; i++)
    if (actors[i] === undefined) throw new SyntaxError(`actor ${i}: has no line`);
  return { actors, operations };
}

/** Performs epoll_ctl and epoll_wait: each registration is told under the number that was given with it. */

import * as E from '../abi/epoll.ts';
import type { EpollEvent } from '../kernel/index.ts';
import type { Observed, OperationOf } from '../law/operation.ts';
import { nameOf, type Performer, plain } from './performer.ts';

const COMMANDS = { ADD: E.EPOLL_CTL_ADD, MOD: E.EPOLL_CTL_MOD, DEL: E.EPOLL_CTL_DEL, NONE: 9 };
const FLAGS = { ET: E.EPOLLET, ONESHOT: E.EPOLLONESHOT } as const;

const WORD = 32n;
const ALL = 0xffff_ffffn;

/** All 64 bits count: the number, and its complement. */
const written = (data: number): bigint => BigInt(data) | ((BigInt(data) ^ ALL) << WORD);

function read(data: bigint): string {
  const number = data & ALL;
  return written(Number(number)) === data ? String(number) : `0x${data.toString(16)}`;
}

export function register(p: Performer, op: OperationOf<'epoll_ctl'>): Observed {
  const events = op.how.reduce((sum, flag) => sum + FLAGS[flag], op.events);
  const event = op.command === 'DEL' ? undefined : { events, data: written(op.data) };
  return plain(p.kernel.epoll_ctl(p.fd(op.fd), COMMANDS[op.command], p.fd(op.other), event));
}

/** `told`: of how many, each counted once. */
function fieldsOf(events: readonly EpollEvent[]): Record<string, number> {
  const fields = Object.fromEntries(
    events.map(({ data, events: told }) => [`of${read(data)}`, told]),
  );
  return { ...fields, told: Object.keys(fields).length };
}

export function waitForEvents(p: Performer, op: OperationOf<'epoll_wait'>): Observed {
  const begun = performance.now();
  const result = p.kernel.epoll_pwait(p.fd(op.fd), op.room, op.timeout);
  if (result.ret < 0) return { errno: nameOf(result), ret: -1 };
  const ranOut = op.timeout > 0 && result.ret === 0;
  const waited = ranOut && { waited: Math.round(performance.now() - begun) };
  return { errno: '', ret: result.ret, fields: { ...fieldsOf(result.out), ...waited } };
}

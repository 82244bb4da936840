/** Performs poll of one descriptor, and of several. */

import type { Observed, OperationOf } from '../law/operation.ts';
import { nameOf, type Performer } from './performer.ts';

/** Nobody opens as many: a number like this is nobody's. */
const NEVER_OPEN = 0x3fff_fff0;

const since = (begun: number): { readonly waited: number } => ({
  waited: Math.round(performance.now() - begun),
});

export function pollOne(p: Performer, op: OperationOf<'poll'>): Observed {
  const begun = performance.now();
  const fd = p.fd(op.fd);
  const result = p.kernel.poll([{ fd, events: op.events }], op.timeout);
  const ranOut = op.timeout > 0 && result.ret === 0;
  const fields = {
    revents: result.out[0] ?? 0,
    ...(fd >= 0 && !p.holds(op.fd) && { number: 'free' }),
    ...(ranOut && since(begun)),
  };
  return { errno: nameOf(result), ret: result.ret, fields };
}

/** Of each the events under its place in the list. What is not open goes as a negative number. */
export function pollMany(p: Performer, { entries, timeout }: OperationOf<'poll_many'>): Observed {
  const asked = entries.map(({ fd, events }) => ({
    fd: fd === 'closed' ? NEVER_OPEN : p.holds(fd) ? p.fd(fd) : -1,
    events,
  }));
  const begun = performance.now();
  const result = p.kernel.poll(asked, timeout);
  const ranOut = timeout > 0 && result.ret === 0;
  const told = result.out.map((revents, i) => [`revents${i}`, revents]);
  const fields = { ...Object.fromEntries(told), ...(ranOut && since(begun)) };
  return { errno: nameOf(result), ret: result.ret, fields };
}

/** Performs sendmmsg and recvmmsg: what is told of each message goes by its place. */

import { sendParts } from '../law/many-parts.ts';
import type { Observed, OperationOf } from '../law/operation.ts';
import { payload } from '../law/payload.ts';
import { controlsOf } from '../scenario/slots.ts';
import { buildControls } from './control.ts';
import { messageTold, passedBy } from './perform-messages.ts';
import { ADDRESS_ROOM, nameOf, type Performer, plain, type Rows } from './performer.ts';
import { takeSigpipe } from './signals.ts';

const TIMES = {
  long: [10, 0],
  negative: [-1, 0],
  nanoseconds: [0, 1_000_000_000],
  'negative-nanoseconds': [0, -1],
} as const;

function sendMany(p: Performer, op: OperationOf<'sendmmsg'>): Observed {
  const parts = sendParts(op, Number.POSITIVE_INFINITY);
  const messages = parts.flatMap((part) =>
    part.call === 'sendmsg'
      ? [{ data: payload(part.tag, 0, part.size), control: buildControls(part.control, p) }]
      : [],
  );
  const passed = passedBy(p, controlsOf(op));
  const result = p.kernel.sendmmsg(p.fd(op.fd), messages, op.flags);
  // One may come with a message that failed, of which nothing else is told.
  const signal = p.keepsSignals ? { sigpipe: takeSigpipe(p.kernel) } : {};
  const lengths = Object.fromEntries(result.out.map((length, i) => [`bytes${i}`, length]));
  return { errno: nameOf(result), ret: result.ret, fields: { ...lengths, ...signal }, passed };
}

function receiveMany(p: Performer, op: OperationOf<'recvmmsg'>): Observed {
  const rooms = op.messages.map(({ size, room, space }) => ({
    ...{ size, controlRoom: room, nameRoom: space ?? ADDRESS_ROOM },
  }));
  const time = op.time === undefined ? null : TIMES[op.time];
  const result = p.kernel.recvmmsg(p.fd(op.fd), rooms, op.flags, time);
  if (result.ret < 0) return plain(result);
  const fields: Record<string, string | number> = {};
  let from = 0;
  const passed = result.out.flatMap((one, i) => {
    const { slots = 0, space } = op.messages[i] ?? {};
    const told = messageTold(p, one, op.as.slice(from, from + slots), space);
    from += slots;
    fields[`bytes${i}`] = one.length;
    for (const [name, value] of Object.entries(told.fields)) fields[`${name}${i}`] = value;
    return told.passed;
  });
  const data = Buffer.concat(result.out.map((one) => one.data));
  return { errno: '', ret: result.ret, data: new Uint8Array(data), fields, passed };
}

export const MANY: Rows<'sendmmsg' | 'recvmmsg'> = { sendmmsg: sendMany, recvmmsg: receiveMany };

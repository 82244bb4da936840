/** The single messages of sendmmsg and recvmmsg. */

import * as S from '../abi/socket.ts';
import type { Operation, OperationOf } from './operation.ts';

/** At most so many; where more are asked for than are listed, they come round again. */
export function sendParts(op: OperationOf<'sendmmsg'>, most: number): Operation[] {
  const { by, fd, flags, messages } = op;
  const count = messages.length === 0 ? 0 : Math.min(op.count ?? messages.length, most);
  return Array.from({ length: count }, (_, i) => {
    const { size, tag, control } = messages[i % messages.length] as (typeof messages)[number];
    const controls = control === undefined ? [] : [control];
    return { call: 'sendmsg', by, fd, size, tag, flags, control: controls };
  });
}

/** After the first message MSG_WAITFORONE is MSG_DONTWAIT. What is received fills the slots in order. */
export function receiveParts(op: OperationOf<'recvmmsg'>): Operation[] {
  const { by, fd, messages } = op;
  const isForOne = (op.flags & S.MSG_WAITFORONE) !== 0;
  const flags = op.flags & ~S.MSG_WAITFORONE;
  let from = 0;
  return messages.map(({ size, room, slots, space }, i) => {
    const as = op.as.slice(from, from + slots);
    from += slots;
    const later = isForOne && i > 0 ? S.MSG_DONTWAIT : 0;
    const named = space === undefined ? {} : { space };
    return { call: 'recvmsg', by, fd, size, flags: flags | later, room, as, ...named };
  });
}

/** SO_PEEK_OFF: where in a queue a peek begins, and how peeks and receives move that. */

import * as S from '../abi/socket.ts';
import type { Receiving } from './receive.ts';
import { type Expectation, type Refusal, type Rule, refusal, rule, Unmodelled } from './rule.ts';
import type { Socket } from './state.ts';

const NONE = -1;

/** In bytes from the front of the queue; negative for none. */
export function peekOffset({ options }: Pick<Socket, 'options'>): number {
  return options.get('SO_PEEK_OFF') ?? NONE;
}

/** Whether the law speaks of the offset of such a socket. */
export function lookAtOffset({ domain }: Socket): void {
  if (domain !== S.AF_UNIX) throw new Unmodelled('peeks of inet sockets');
}

/** The offset at which a receive begins: that of the socket for a peek, none for what takes. */
export function offsetOf(socket: Socket, flags: number): number {
  return (flags & S.MSG_PEEK) === 0 ? NONE : peekOffset(socket);
}

/** Whether a peek begins where SO_PEEK_OFF says. */
export const isAtOffset = ({ op, socket }: Receiving): boolean =>
  (op.flags & S.MSG_PEEK) !== 0 && peekOffset(socket) >= 0;

/** Something is there, and a peek has passed over all of it. */
const isBeyond = ({ socket, taking }: Receiving): boolean =>
  taking.takes.length === 0 && socket.queue.length > 0 && taking.passing === undefined;

const isAwaited = (v: Receiving): boolean => isBeyond(v) && !v.socket.shutReceive;

export const beyondRefusals = (
  blocking: (v: Receiving) => boolean,
): Readonly<Record<'hurried' | 'waiting', Refusal<Receiving>>> => ({
  hurried: refusal(
    'recv.peek-offset.beyond',
    'EAGAIN',
    'X08',
    'socket(7) SO_PEEK_OFF; recv(2) ERRORS EAGAIN',
    (v) => isAwaited(v) && !blocking(v),
  ),
  waiting: refusal(
    'recv.peek-offset.beyond.blocks',
    'BLOCKS',
    'X08',
    'socket(7) SO_PEEK_OFF; recv(2)',
    isAwaited,
  ),
});

const R = {
  front: rule('recv.peek-offset.front', 'X07', 'socket(7) SO_PEEK_OFF: at offset 0'),
  within: rule('recv.peek-offset.within', 'X07', 'socket(7) SO_PEEK_OFF: at the offset'),
  empty: rule(
    'recv.peek-offset.empty',
    'X32',
    'datagram.c __skb_try_recv_from_queue(): skb->peeked',
    'exact',
  ),
  end: rule('recv.peek-offset.end', 'X08', 'socket(7) SO_PEEK_OFF; recv(2) RETURN VALUE'),
  trunc: rule(
    'recv.peek-offset.rest',
    'X07',
    'af_unix.c __unix_dgram_recvmsg(): MSG_TRUNC returns what is left of the message',
    'exact',
  ),
};

export { R as peekOffsetRules };

/** Of a peek at an offset that gives something. */
export function peekRule({ socket, taking }: Receiving): Rule {
  const first = taking.takes[0]?.packet;
  if (first !== undefined && first.from === first.to) return R.empty;
  return peekOffset(socket) === 0 ? R.front : R.within;
}

/** Which clause the end of what is queued stands for, where a peek has passed over all of it. */
export function endBeyond(v: Receiving): Rule | undefined {
  return isBeyond(v) ? R.end : undefined;
}

/** A peek moves the offset on by what it gave. */
export function movePeek(socket: Socket, given: number): void {
  const offset = peekOffset(socket);
  if (offset >= 0 && given > 0) socket.options.set('SO_PEEK_OFF', offset + given);
}

/** What is taken from the front of the queue moves it back. */
export function movePeekBack(socket: Socket, taken: number): void {
  const offset = peekOffset(socket);
  if (offset > 0) socket.options.set('SO_PEEK_OFF', Math.max(0, offset - taken));
}

const TOLD = rule('getsockopt.peek-offset', 'X07', 'socket(7) SO_PEEK_OFF: -1 for all new sockets');

export function toldOffset(socket: Socket): Pick<Expectation, 'rule' | 'want'> {
  return { rule: TOLD, want: peekOffset(socket) };
}

/** Where in a queue a receive begins: at which message, and how far into it. */
export interface Start {
  readonly index: number;
  readonly at: number;
}

const FRONT: Start = { index: 0, at: 0 };

/** Of an offset, negative for none; undefined beyond all that there is. */
export function startOf({ queue }: Socket, offset: number): Start | undefined {
  if (offset < 0) return FRONT;
  let at = offset;
  for (const [index, { from, to, cut, files, peeked }] of queue.entries()) {
    const length = to - from;
    // Just at a message of no bytes it is passed over once it was peeked at: no byte of it would move the offset on.
    if (at < length || (at === 0 && !peeked)) {
      if (at > 0 && cut !== undefined && files !== undefined)
        throw new Unmodelled('behind a piece with descriptors');
      return { index, at };
    }
    at -= length;
  }
  return undefined;
}

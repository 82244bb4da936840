/** read and write on sockets: a receive and a send without flags, but that no bytes means nothing. */

import { type FdView, success } from './call.ts';
import { isDatagram } from './datagram.ts';
import type { OperationOf } from './operation.ts';
import { lookReceive, type Receiving, recv } from './receive.ts';
import { type Outcome, type Refusal, rule, Unmodelled } from './rule.ts';
import { lookSend, type Sending, send } from './send.ts';

/** What a read or write sees of a socket, as a receive or a send. */
export interface Through {
  readonly receiving?: Receiving;
  readonly sending?: Sending;
}

/**
 * A read of nothing leaves a datagram where it is; whether it tells the errors of a connection is open (read(2)), and
 * what a write of nothing does is nowhere specified.
 */
export function lookThrough(view: FdView<'read' | 'write'>): Through {
  const { state, socket } = view;
  const op = view.op as OperationOf<'read'> | OperationOf<'write'>;
  if (op.call === 'read' && op.size === 0 && isDatagram(socket)) return {};
  if (op.size === 0) throw new Unmodelled('a read or write of nothing');
  if (op.call === 'read')
    return { receiving: lookReceive(state, { ...op, call: 'recv', flags: 0 }) };
  return { sending: lookSend(state, { ...op, call: 'send', flags: 0 }) };
}

/** The rows of another table behind those of any descriptor, for views through which it is looked. */
function through<Inner>(
  rows: readonly Refusal<never>[],
  inner: (view: Through) => Inner | undefined,
): readonly Refusal<Through>[] {
  return (rows as readonly Refusal<Inner>[])
    .filter(({ id }) => !id.startsWith('fd.'))
    .map(({ when, effect, waits, ...rest }) => ({
      ...rest,
      when: (view) => {
        const seen = inner(view);
        return seen !== undefined && when(seen);
      },
      ...(waits && {
        waits: (view: Through) => {
          const seen = inner(view);
          return seen === undefined ? 0 : waits(seen);
        },
      }),
      effect: (view) => {
        const seen = inner(view);
        if (seen !== undefined) effect?.(seen);
      },
    }));
}

export const readRefusals = through(recv.refusals, ({ receiving }) => receiving);
export const writeRefusals = through(send.refusals, ({ sending }) => sending);

const NOTHING = rule('read.socket.nothing', 'G03', 'read(2): a count of zero', 'posix');

export function allowRead({ receiving }: Through): Outcome {
  if (receiving !== undefined) return recv.allow(receiving as never) as Outcome;
  const returned = { rule: NOTHING, name: 'ret', want: 0 };
  return { ...success(NOTHING, [returned], () => undefined), data: { rule: NOTHING, pieces: [] } };
}

export function allowWrite({ sending }: Through): Outcome | readonly Outcome[] {
  if (sending === undefined) throw new Unmodelled('write');
  return send.allow(sending as never);
}

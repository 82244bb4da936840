/** The same step by another call: what send reaches, sendmsg may reach in the same state. */

import type { Operation } from '../law/operation.ts';

type Turn = (op: Operation) => Operation | undefined;

const TURNS: readonly Turn[] = [
  (op) => {
    if (op.call !== 'send' && op.call !== 'sendto') return undefined;
    const { by, fd, size, tag, flags } = op;
    return { call: 'sendmsg', by, fd, size, tag, flags, control: [] };
  },
  (op) => {
    if (op.call !== 'sendto' && op.call !== 'sendmsg') return undefined;
    const { by, fd, size, tag, flags } = op;
    return { call: 'send', by, fd, size, tag, flags };
  },
  (op) => (op.call === 'send' ? { ...op, call: 'sendto', address: NOBODY } : undefined),
  (op) => (op.call === 'sendto' ? { ...op, call: 'sendmsg', control: [] } : undefined),
  (op) => (op.call === 'sendmsg' ? { ...op, address: NOBODY } : undefined),
  (op) => {
    if (op.call !== 'send') return undefined;
    const { by, fd, size, tag } = op;
    return { call: 'write', by, fd, size, tag };
  },
  (op) => {
    if (op.call !== 'recv') return undefined;
    const { by, fd, size } = op;
    return { call: 'read', by, fd, size };
  },
  (op) => (op.call === 'recv' ? { ...op, call: 'recvfrom' } : undefined),
  (op) => (op.call === 'recv' ? { ...op, call: 'recvmsg', room: 0, as: [] } : undefined),
  (op) => {
    if (op.call !== 'recvfrom' && op.call !== 'recvmsg') return undefined;
    const { by, fd, size, flags } = op;
    return { call: 'recv', by, fd, size, flags };
  },
];

const NOBODY = { kind: 'abstract', name: 'nobody' } as const;

/** What could be asked in its place. */
export function siblings(op: Operation): Operation[] {
  return TURNS.flatMap((turn) => turn(op) ?? []);
}

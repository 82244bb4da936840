/** Buffers that are nowhere, or not all of them in memory: EFAULT, where nothing else is wrong; nothing is sent, lost or made. */

import * as S from '../abi/socket.ts';
import type { CallLaw, FdView, View } from './call.ts';
import { isFirstCut } from './edge.ts';
import type { CallName, Edge, Nowhere } from './operation.ts';
import { asksWhoSends } from './passing.ts';
import { usedOf } from './pressure.ts';
import { type Refusal, refusal, type Strength, Unmodelled } from './rule.ts';

type Asking = View<CallName> & { readonly op: { readonly at?: Nowhere | Edge } };

/** Rows behind all others, and what is looked at before. */
interface Faulty<V extends Asking> {
  readonly rows: readonly Refusal<V>[];
  /** Where it is open which of two errors is told, the law is silent. */
  readonly look: (view: V) => void;
}

/** A call that may be given such a pointer. */
export function atNowhere<Name extends CallName, V extends View<Name>, F extends Asking>(
  law: CallLaw<Name, V>,
  { rows, look }: Faulty<F>,
): CallLaw<Name, V> {
  return {
    ...law,
    look: (state, op) => {
      const view = law.look(state, op);
      if ((op as { readonly at?: Nowhere }).at !== undefined) look(view as unknown as F);
      return view;
    },
    refusals: [...law.refusals, ...(rows as unknown as readonly Refusal<V>[])],
  };
}

function faulty<V extends Asking>(
  id: string,
  clause: string,
  cite: string,
  strength: Strength,
  isTouched: (view: V) => boolean,
): readonly Refusal<V>[] {
  const when = (v: V): boolean => v.op.at !== undefined && isTouched(v);
  return [refusal(id, 'EFAULT', clause, cite, when, { strength })];
}

const SMALL = 64;
/** What fits before the edge in any case. */
const MOST = 4000;
/** There is surely room: else EAGAIN comes first, if it comes. */
const LITTLE = 40_000;
const silent = (): never => {
  throw new Unmodelled('which of two errors, one of them EFAULT');
};

/** Neither error nor end, and no urgent byte. */
function isPlain({ socket }: Pick<FdView<'send'>, 'socket'>): boolean {
  const { peer, error, marks } = socket;
  const isWhole = !socket.shutSend && !socket.shutReceive && error === '' && marks === 0;
  return isWhole && (peer === undefined || (!peer.dead && !peer.shutReceive));
}

export const sendNowhere: Faulty<FdView<'send'>> = {
  rows: faulty(
    'send.nowhere',
    'X16',
    'send(2) ERRORS EFAULT; af_unix.c unix_stream_sendmsg(): copied before it is queued',
    'exact',
    ({ op }) => op.size > 0,
  ),
  look: (view) => {
    const { op, socket } = view;
    if (socket.domain === undefined) return;
    const isStream = socket.type === S.SOCK_STREAM;
    const isRecords = socket.type === S.SOCK_SEQPACKET && !asksWhoSends(socket);
    const flags = op.flags & ~(S.MSG_DONTWAIT | S.MSG_NOSIGNAL);
    if (typeof op.at === 'number' && (op.at < 0 || op.at >= op.size)) silent();
    const hasRoom = op.size <= SMALL && socket.charge < LITTLE && usedOf(socket) === undefined;
    if (!(isStream || isRecords) || flags !== 0 || !hasRoom || !isPlain(view)) silent();
  },
};

const isWhere = ({ op }: FdView<'recv'>): boolean => op.at === 'nowhere' || op.at === 0;
const FAULT = 'recv(2) ERRORS EFAULT; af_unix.c unix_stream_read_generic()';

/** Of a record that cannot be copied no document says whether it is lost. */
export const recvNowhere: Faulty<FdView<'recv'>> = {
  rows: [
    ...faulty<FdView<'recv'>>(
      'recv.nowhere',
      'X16',
      `${FAULT}: what was not copied stays`,
      'exact',
      (v) => v.op.size > 0 && v.socket.queue.length > 0 && isWhere(v),
    ),
    refusal<FdView<'recv'>>(
      'recv.edge',
      'EFAULT',
      'X33',
      `${FAULT}: message by message`,
      ({ op: { at, size }, socket }) => typeof at === 'number' && isFirstCut(socket, size, at),
      { strength: 'exact', may: true },
    ),
  ],
  look: (view) => {
    const { op, socket } = view;
    if (socket.domain === undefined) return;
    const isStream = socket.domain === S.AF_UNIX && socket.type === S.SOCK_STREAM;
    if (!isStream || (op.flags & ~S.MSG_DONTWAIT) !== 0 || !isPlain(view)) silent();
    if (typeof op.at === 'number' && (op.at < 0 || op.at >= op.size || op.size > MOST)) silent();
  },
};

export const nameNowhere = (
  call: 'getsockname' | 'getpeername',
): Faulty<FdView<'getsockname' | 'getpeername'>> => ({
  rows: faulty(
    `${call}.nowhere`,
    'B25',
    `${call}(2) ERRORS EFAULT`,
    'linux',
    ({ op }) => op.room > 0,
  ),
  look: () => undefined,
});

export const pairNowhere: Faulty<View<'socketpair'>> = {
  rows: faulty('socketpair.nowhere', 'C09', 'socketpair(2) ERRORS EFAULT', 'linux', () => true),
  look: ({ op }) => {
    const isUsual = [S.SOCK_STREAM, S.SOCK_DGRAM, S.SOCK_SEQPACKET].includes(op.type & 0xf);
    if (op.domain !== S.AF_UNIX || op.protocol !== 0 || !isUsual) silent();
  },
};

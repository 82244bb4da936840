/** Files of no file system: a counter, which all its descriptors share, and others that are there to be passed. */

import { POLLIN, POLLOUT } from '../abi/poll.ts';
import { SOCK_CLOEXEC, SOCK_NONBLOCK } from '../abi/socket.ts';
import { type CallLaw, type FdView, look, success } from './call.ts';
import { install, openFile } from './fresh.ts';
import { atLimit, MADE } from './limit.ts';
import { payload } from './payload.ts';
import { type Outcome, type Refusal, refusal, rule, Unmodelled } from './rule.ts';
import type { OpenFile, Special } from './state.ts';

const R = {
  made: rule('special.created', 'R04', 'eventfd(2), timerfd_create(2), signalfd(2)'),
  counted: rule('eventfd.count', 'R01', 'eventfd(2): read returns the counter, and resets it'),
  added: rule('eventfd.added', 'R01', 'eventfd(2): write adds to the counter'),
  polled: rule('poll.special', 'X05', 'eventfd(2), timerfd_create(2), signalfd(2)'),
};

export const isSpecial = (file: OpenFile): file is OpenFile & { readonly object: Special } =>
  file.object?.kind === 'special';

const isCounter = (file: OpenFile): file is OpenFile & { readonly object: Special } =>
  isSpecial(file) && file.object.type === 'eventfd';

export const special: CallLaw<'special'> = {
  look: (state, op) => {
    if ((op.flags & ~(SOCK_NONBLOCK | SOCK_CLOEXEC)) !== 0) throw new Unmodelled('other flags');
    const isRing = op.type === 'io_uring';
    if (isRing && !state.world.has.rings) throw new Unmodelled('no rings');
    const view = look(state, op);
    if (isRing && view.me.most !== undefined) throw new Unmodelled('rings at a limit');
    return view;
  },
  refusals: [atLimit(1, 'eventfd(2), timerfd_create(2), signalfd(2) ERRORS')],
  allow: ({ state, op }) =>
    success(R.made, MADE, () => {
      const { type, flags } = op;
      const object: Special = { kind: 'special', type, count: 0n, identity: undefined };
      const takesNonblock = type !== 'io_uring';
      const file = openFile(state, object, 'rw', takesNonblock && (flags & SOCK_NONBLOCK) !== 0);
      const cloexec = type === 'io_uring' || (flags & SOCK_CLOEXEC) !== 0;
      install(state, op.by, op.as[0] ?? -1, file, cloexec);
    }),
};

const WORD = 8;
/** A counter holds no more. */
const MOST = 0xffff_ffff_ffff_fffen;

/** What of it the law says nothing of. */
export function lookAtSpecial({ file, op }: FdView<'read'> | FdView<'write'>): void {
  if (!isSpecial(file)) return;
  if (!isCounter(file) || op.size === 0) throw new Unmodelled('reads and writes of special files');
  // Newer kernels take 8 bytes and no more.
  if (op.call === 'write' && op.size > WORD) throw new Unmodelled('more than a number');
  if (op.call === 'write' && op.size === WORD && added(op) > MOST)
    throw new Unmodelled('no number');
}

const added = ({ tag }: { readonly tag: number }): bigint =>
  Buffer.from(payload(tag, 0, WORD)).readBigUInt64LE();

const isEmpty = ({ file }: FdView<'read'>): boolean => isCounter(file) && file.object.count === 0n;
const isFull = ({ file, op }: FdView<'write'>): boolean =>
  isCounter(file) && file.object.count + added(op) > MOST;
const EVENTFD = 'eventfd(2)';

export const readCounterRefusals: readonly Refusal<FdView<'read'>>[] = [
  refusal(
    'read.eventfd.short',
    'EINVAL',
    'R01',
    `${EVENTFD}: read(2) fails with EINVAL`,
    (v) => isCounter(v.file) && v.op.size < WORD,
  ),
  refusal(
    'read.eventfd.empty',
    'EAGAIN',
    'R01',
    `${EVENTFD}: a counter that is zero`,
    (v) => isEmpty(v) && v.file.nonblock,
  ),
  refusal('read.eventfd.blocks', 'BLOCKS', 'R01', `${EVENTFD}: a counter that is zero`, isEmpty),
];

export const writeCounterRefusals: readonly Refusal<FdView<'write'>>[] = [
  refusal(
    'write.eventfd.short',
    'EINVAL',
    'R01',
    `${EVENTFD}: write(2) fails with EINVAL`,
    (v) => isCounter(v.file) && v.op.size < WORD,
  ),
  refusal(
    'write.eventfd.full',
    'EAGAIN',
    'R01',
    `${EVENTFD}: more than a counter can hold`,
    (v) => isFull(v) && v.file.nonblock,
  ),
  refusal(
    'write.eventfd.blocks',
    'BLOCKS',
    'R01',
    `${EVENTFD}: more than a counter can hold`,
    isFull,
  ),
];

export function readCounter({ object }: { readonly object: Special }): Outcome {
  const bytes = Buffer.alloc(WORD);
  bytes.writeBigUInt64LE(object.count);
  const returned = { rule: R.counted, name: 'ret', want: WORD };
  return {
    ...success(R.counted, [returned], () => {
      object.count = 0n;
    }),
    data: { rule: R.counted, pieces: [bytes] },
  };
}

export function writeCounter({ object }: { readonly object: Special }, op: FdView<'write'>['op']) {
  return success(R.added, [{ rule: R.added, name: 'ret', want: WORD }], () => {
    object.count += added(op);
  });
}

/** Timers that nobody set, signals that nobody asked for, descriptors of nobody: nothing comes. */
export function specialEvents({ type, count }: Special): number {
  if (type === 'io_uring') throw new Unmodelled('events of rings');
  if (type !== 'eventfd') return 0;
  return (count > 0n ? POLLIN : 0) | (count < MOST ? POLLOUT : 0);
}
export const polledSpecial = R.polled;

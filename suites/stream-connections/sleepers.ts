/** Who sleeps in poll wakes when something happens, and who was interrupted in a sleep has lost nothing. */

import { POLLIN, POLLOUT, POLLPRI, POLLRDHUP } from '../../harness/abi/poll.ts';
import * as S from '../../harness/abi/socket.ts';
import { needsFeature } from '../../harness/facts/index.ts';
import type { Address, OperationOf, Slot } from '../../harness/law/operation.ts';
import type { TimeOption } from '../../harness/law/timeout.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Move, Overlapping, Walk } from '../../harness/scenario/walk.ts';
import * as M from '../moves.ts';
import * as T from '../together.ts';

const ACTORS = 4;
const shared = { requires: [...T.needs, needsFeature('unix-dgram')], actors: ACTORS } as const;

/** Longer than what wakes it takes to come. */
const POLL_MS = 60;
/** So small that few messages fill it. */
const BUFFER = 4096;
const MESSAGE = 3700;
/** Nothing is open there: poll of it only takes its time. */
const NOWHERE: Slot = 9999;
const PAUSE_MS = 25;
const SHORT_MS = 10;
const TIMES = ['SO_RCVTIMEO', 'SO_RCVTIMEO', 'SO_SNDTIMEO'] as const;
const QUIET = S.MSG_DONTWAIT | S.MSG_NOSIGNAL;

/** A call that finds nothing to do, how others wake it, and what to do on both sides when it is over. */
interface Situation {
  readonly fd: Slot;
  /** What poll waits for. */
  readonly events: number;
  /** What sleeps besides poll, by the first of the others. */
  readonly sleeping: () => Move;
  /** What may wake it: by whom, and by which call. */
  readonly waking: readonly (readonly [by: number, move: Move])[];
}

/** Fills a buffer or a queue until the law expects no more to fit. */
function fill(walk: Walk, by: number, fd: Slot, size: number): void {
  walk.as(by, () => {
    for (let i = 0; i < 40; i++) if (walk.go(T.send(walk, fd, size, QUIET)) !== '') return;
  });
}

function sendAnything(walk: Walk, fd: Slot, rights: readonly Slot[]): Move {
  const { choose } = walk;
  const sent = { fd, size: choose.int(1, 64), tag: walk.tag(), flags: S.MSG_NOSIGNAL };
  if (rights.length === 0) return { call: 'send', ...sent };
  return { call: 'sendmsg', ...sent, control: [{ kind: 'rights', slots: rights }] };
}

function receiveAnything(walk: Walk, fd: Slot, isPipe: boolean): Move {
  const { choose } = walk;
  const size = choose.int(1, 80);
  const flags = choose.oneIn(3)
    ? choose.one([S.MSG_PEEK, S.MSG_WAITALL, S.MSG_PEEK | S.MSG_WAITALL])
    : 0;
  if (isPipe || choose.oneIn(5)) return { call: 'read', fd, size };
  if (choose.oneIn(2)) return { call: 'recv', fd, size, flags };
  if (choose.oneIn(3)) return { call: 'recvfrom', fd, size, flags };
  return { call: 'recvmsg', fd, size, flags, room: 64, as: walk.fresh(2) };
}

const KINDS = [S.SOCK_STREAM, S.SOCK_SEQPACKET, S.SOCK_DGRAM, 'pipe'] as const;

/** Nothing to read yet. */
function nothingThere(walk: Walk, by: number): Situation {
  const { choose } = walk;
  const [fd, other] = by === 1 ? T.pair(walk, choose.one(KINDS), 1, by) : T.ends(walk);
  const isPipe = walk.state.descriptors[fd]?.file.object.kind === 'pipe';
  const write: Move = { call: 'write', fd: other, size: choose.int(1, 64), tag: walk.tag() };
  const shut = (socket: Slot): Move => ({ call: 'shutdown', fd: socket, how: choose.int(0, 2) });
  const rights = isPipe || choose.oneIn(2) ? [] : [other];
  // By a duplicate that another process has.
  const twin = by !== 1 && choose.oneIn(3) ? T.share(walk, fd, 1, 3) : undefined;
  return {
    fd,
    events: choose.one([0, POLLRDHUP, POLLIN, POLLIN | POLLRDHUP, POLLPRI, POLLPRI | POLLRDHUP]),
    sleeping: () => receiveAnything(walk, fd, isPipe),
    waking: [
      [by, isPipe ? write : sendAnything(walk, other, rights)],
      [by, { call: 'close', fd: other }],
      [by, shut(other)],
      ...(twin === undefined ? [] : [[3, shut(twin)] as const]),
    ],
  };
}

/** No client yet. */
function nobodyThere(walk: Walk, by: number): Situation {
  const { choose } = walk;
  const { fd, address } = T.listenerOf(walk, 1);
  const client = T.socketOf(walk, by);
  const twin = by !== 1 && choose.oneIn(3) ? T.share(walk, fd, 1, 3) : undefined;
  return {
    fd,
    events: choose.one([0, POLLIN, POLLRDHUP]),
    sleeping: () => T.accept(walk, fd),
    waking: [
      [by, { call: 'connect', fd: client, address }],
      ...(twin === undefined
        ? []
        : [[3, { call: 'shutdown', fd: twin, how: choose.int(0, 2) }] as const]),
    ],
  };
}

/** No room in the queue of a listener. */
function noPlace(walk: Walk, by: number): Situation {
  const { fd: listener, address } = T.listenerOf(walk, by, { backlog: 0 });
  const [first, fd] = [T.socketOf(walk, by), T.socketOf(walk, 1)];
  walk.as(by, () => walk.go({ call: 'connect', fd: first, address }));
  return {
    fd,
    events: 0,
    sleeping: () => ({ call: 'connect', fd, address }),
    waking: [
      [by, T.accept(walk, listener)],
      [by, { call: 'close', fd: listener }],
    ],
  };
}

/** No room for what is sent. */
function noRoom(walk: Walk, by: number): Situation {
  const { choose } = walk;
  const type = choose.one([S.SOCK_STREAM, S.SOCK_SEQPACKET]);
  const [fd, other] = T.pair(walk, type, 1, by);
  walk.as(1, () => walk.go({ call: 'setsockopt', fd, option: 'SO_SNDBUF', value: BUFFER }));
  fill(walk, 1, fd, MESSAGE);
  const rights = choose.oneIn(2) ? [fd] : [];
  return {
    fd,
    events: choose.one([POLLOUT, POLLOUT | POLLRDHUP, POLLRDHUP]),
    sleeping: () => sendAnything(walk, fd, rights),
    waking: [
      [by, { call: 'recv', fd: other, size: 400_000, flags: S.MSG_DONTWAIT }],
      [by, { call: 'close', fd: other }],
      [by, { call: 'shutdown', fd: other, how: choose.int(0, 2) }],
    ],
  };
}

/** No room in the queue of somebody who receives datagrams from many. */
function noTurn(walk: Walk, by: number): Situation {
  const { choose } = walk;
  const address: Address = { kind: 'abstract', name: walk.salt() };
  const receiver = T.socketOf(walk, by, S.SOCK_DGRAM);
  const fd = T.socketOf(walk, 1, S.SOCK_DGRAM);
  walk.as(by, () => walk.go({ call: 'bind', fd: receiver, address }));
  walk.as(1, () => walk.go({ call: 'connect', fd, address }));
  if ((walk.state.world.maxDgramQlen ?? 99) < 40) fill(walk, 1, fd, 1);
  return {
    fd,
    events: choose.one([POLLOUT, POLLOUT | POLLIN]),
    sleeping: () => sendAnything(walk, fd, []),
    waking: [
      [by, { call: 'recv', fd: receiver, size: 9, flags: S.MSG_DONTWAIT }],
      [by, { call: 'close', fd: receiver }],
    ],
  };
}

const SITUATIONS = [nothingThere, nothingThere, nobodyThere, noPlace, noRoom, noTurn] as const;

const limit = (walk: Walk, fd: Slot, option: TimeOption, value: number): void =>
  walk.as(1, () => void walk.go({ call: 'setsockopt', fd, option, value }));

/** A time that was set, and is none any more. */
function takeBack(walk: Walk, fd: Slot): void {
  const option = walk.choose.one(TIMES);
  for (const ms of [SHORT_MS, 0]) limit(walk, fd, option, ms);
}

/** Who wakes, at once or after a while. */
function wakers(walk: Walk, waking: Situation['waking']): Overlapping[] {
  const { choose } = walk;
  const [by, move] = choose.one(waking);
  const pause: Move = { call: 'poll', fd: NOWHERE, events: 0, timeout: PAUSE_MS };
  return choose.oneIn(3) ? [T.by(by, pause, true), T.by(by, move)] : [T.by(by, move, true)];
}

/** What every actor can still do, in every second scenario: send to whom it has, and read what there is. */
function goOn(walk: Walk): void {
  if (walk.choose.oneIn(2)) return;
  for (let actor = 1; actor < ACTORS; actor++)
    walk.as(actor, () => {
      for (const fd of walk.sockets(({ phase }) => phase === 'connected'))
        if (walk.choose.oneIn(2)) walk.go(T.send(walk, fd, walk.choose.int(1, 9), QUIET));
    });
  T.readAll(walk, ACTORS);
}

type Polling = Omit<OperationOf<'poll'>, 'by' | 'overlaps'>;

/** The same, with descriptors listed before it of which there is nothing to tell. */
function amongOthers(walk: Walk, { fd, events, timeout }: Polling): Move {
  const quiet = walk.as(1, () => M.newPair(walk, S.SOCK_STREAM));
  const others = [NOWHERE, ...quiet].map((one) => ({ fd: one, events: POLLIN }));
  return { call: 'poll_many', entries: [...others, { fd, events }], timeout };
}

/** The same by epoll; undefined where that is not for it. */
function byEpoll(walk: Walk, { fd, events, timeout }: Polling): Move | undefined {
  const epoll = walk.slot();
  const asked = { other: fd, events, how: [], data: walk.tag() };
  const isMade = walk.as(1, () => {
    walk.go({ call: 'epoll_create1', flags: 0, as: [epoll] });
    return walk.go({ call: 'epoll_ctl', fd: epoll, command: 'ADD', ...asked }) === '';
  });
  return isMade ? { call: 'epoll_wait', fd: epoll, room: 4, timeout } : undefined;
}

export const pollSleeps: Property = {
  id: 'stream.poll.sleeps-until-something-happens',
  claim:
    'poll sleeps until what it waits for happens, and is woken by a hangup or an error whether it asked or not',
  clauses: ['X05', 'X06', 'X20', 'X21', 'S28', 'X03', 'S20', 'S40'],
  ...shared,
  runs: 60,
  aim: (walk) => {
    const { choose } = walk;
    const { fd, events, waking } = choose.one(SITUATIONS)(walk, 2);
    const alone = { call: 'poll', fd, events, timeout: POLL_MS } as const;
    const way = choose.int(0, 3);
    const other =
      way === 0 ? amongOthers(walk, alone) : way === 1 ? byEpoll(walk, alone) : undefined;
    const poll: Move = other ?? alone;
    // The time of a socket is not that of poll.
    if (choose.oneIn(3)) limit(walk, fd, choose.one(TIMES), SHORT_MS);
    walk.burst([T.by(1, poll), ...wakers(walk, waking)]);
    if (choose.oneIn(2)) walk.as(1, () => walk.go({ call: 'poll', fd, events, timeout: 0 }));
    goOn(walk);
  },
};

export const sleepsAreWoken: Property = {
  id: 'stream.sleep.woken-by-what-it-waits-for',
  claim:
    'a call that sleeps goes on when what it waits for has come, however long that took, and tells what one tells that finds it there',
  clauses: ['S34', 'S28', 'G13', 'G10', 'S20', 'S27', 'S09', 'S40', 'G06', 'R03'],
  ...shared,
  runs: 80,
  aim: (walk) => {
    const { choose } = walk;
    const { sleeping, waking } = choose.one(SITUATIONS)(walk, 2);
    walk.burst([T.by(1, sleeping()), ...wakers(walk, waking)], choose.oneIn(8));
    goOn(walk);
  },
};

export const interruptedSleeps: Property = {
  id: 'stream.sleep.interrupted-loses-nothing',
  claim:
    'a call that slept and was interrupted has done nothing: what comes afterwards comes whole, and the same call can be made again',
  clauses: ['X19', 'S33', 'S09', 'S11', 'S20', 'G01', 'G06', 'R03'],
  ...shared,
  runs: 36,
  aim: (walk) => {
    const { choose } = walk;
    const { fd, sleeping, waking } = choose.one(SITUATIONS)(walk, choose.int(1, 2));
    // A time that was taken back is none.
    if (choose.oneIn(5)) takeBack(walk, fd);
    const moment: Move = { call: 'poll', fd: NOWHERE, events: 0, timeout: 1 };
    for (let times = choose.oneIn(4) ? 2 : 1; times > 0; times--)
      walk.burst([T.by(1, sleeping()), T.by(2, moment, true)], true);
    for (let i = choose.int(1, 2); i > 0; i--) {
      const [by, move] = choose.one(waking);
      walk.as(by, () => walk.go(move));
    }
    if (choose.oneIn(2))
      walk.as(1, () => walk.go({ call: 'poll', fd, events: POLLIN, timeout: 0 }));
    walk.as(1, () => walk.go(sleeping()));
    goOn(walk);
  },
};

export const restartedSleeps: Property = {
  id: 'stream.sleep.goes-on-after-a-signal',
  claim:
    'a call that sleeps goes on after a signal whose handler asks for SA_RESTART: it comes to what it would have come to, and never to EINTR',
  clauses: ['X34', 'S33', 'S09', 'S11', 'G01', 'R03'],
  ...shared,
  runs: 60,
  aim: (walk) => {
    const { choose } = walk;
    const { sleeping, waking } = choose.one(SITUATIONS)(walk, 2);
    const nudge: Move = { call: 'nudge', actor: 1 };
    const nudges = Array.from({ length: choose.int(1, 2) }, () => T.by(3, nudge, true));
    walk.burst([T.by(1, sleeping()), ...nudges, ...wakers(walk, waking)], choose.oneIn(8));
    goOn(walk);
  },
};

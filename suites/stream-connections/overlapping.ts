/** Calls of several processes at once: every call takes its turn, and who sleeps is woken. */

import * as S from '../../harness/abi/socket.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Move, Walk } from '../../harness/scenario/walk.ts';
import * as M from '../moves.ts';
import * as T from '../together.ts';
import { CONNECTING, ENDING, LOOKING, TRANSFER } from '../weights.ts';

/** The first actor begins what the others do at once. */
const ACTORS = 4;
const RUNS = 120;

const shared = { requires: T.needs, actors: ACTORS, runs: RUNS } as const;

export const acceptsAtOnce: Property = {
  id: 'stream.accept.at-once-each-another-client',
  claim: 'of accepts at once on one listener each gets a client of its own, and no client is lost',
  clauses: ['S19', 'S20', 'S11'],
  ...shared,
  aim: (walk) => {
    const { choose } = walk;
    const { fd, address } = T.listenerOf(walk, 1);
    const second = T.share(walk, fd, 1, 2);
    const early = choose.int(0, 2);
    for (let i = 0; i < early; i++) {
      const client = T.socketOf(walk, 3);
      walk.as(3, () => {
        walk.go({ call: 'connect', fd: client, address });
        walk.go(T.send(walk, client));
      });
    }
    const late = T.socketOf(walk, 3);
    const calls = [
      T.by(1, T.accept(walk, fd)),
      T.by(2, T.accept(walk, second)),
      T.by(3, { call: 'connect', fd: late, address }, early === 0),
    ];
    if (early === 2 && choose.oneIn(2)) calls.push(T.by(1, T.accept(walk, fd)));
    if (early === 0) walk.burst(calls, choose.oneIn(8));
    else T.shuffled(walk, calls);
    T.readAll(walk, ACTORS);
  },
};

/** What wakes an accept that sleeps: a client, or the end of listening. */
const ENDS_ACCEPT = ['connect', 'shutdown', 'close'] as const;

export const acceptSleeps: Property = {
  id: 'stream.accept.sleeps-until-somebody-comes',
  claim: 'accept sleeps until a client connects or the listener is shut down, and not longer',
  clauses: ['S20', 'S27'],
  ...shared,
  aim: (walk) => {
    const { choose } = walk;
    const { fd, address } = T.listenerOf(walk, 1);
    const second = T.share(walk, fd, 1, 2);
    const client = T.socketOf(walk, 3);
    const end = choose.one(ENDS_ACCEPT);
    const connecting = T.by(3, { call: 'connect', fd: client, address }, true);
    const ending: Move =
      end === 'close'
        ? { call: 'close', fd: second }
        : { call: 'shutdown', fd: second, how: choose.int(0, 2) };
    const calls = [T.by(1, T.accept(walk, fd))];
    if (end !== 'connect') calls.push(T.by(2, ending, true));
    if (end !== 'shutdown' || choose.oneIn(2)) calls.push(connecting);
    walk.burst(calls, choose.oneIn(8));
    T.readAll(walk, ACTORS);
  },
};

const peekFlags = ({ choose }: Walk): number => S.MSG_PEEK | (choose.oneIn(2) ? S.MSG_WAITALL : 0);

export const receiveSleeps: Property = {
  id: 'stream.recv.sleeps-until-woken',
  claim:
    'recv and read sleep until something comes or there is an end, and then tell which of both: of streams, records, datagrams and pipes',
  clauses: ['S34', 'S28', 'X02', 'X03', 'G10', 'G13'],
  ...shared,
  aim: (walk) => {
    const { choose } = walk;
    const ends = T.ends(walk);
    const isPipe = walk.state.descriptors[ends[0]]?.file.object.kind === 'pipe';
    const receive = (fd: Slot): Move =>
      isPipe || choose.oneIn(6)
        ? { call: 'read', fd, size: choose.int(1, 80) }
        : T.recv(fd, choose.size(80), choose.oneIn(4) ? peekFlags(walk) : 0);
    const mine = T.hand(walk, ends[0], 1, 3, T.channel(walk, 1, 3));
    const sent: Move = isPipe
      ? { call: 'write', fd: ends[1], size: choose.int(1, 64), tag: walk.tag() }
      : T.send(walk, ends[1]);
    const shut = (fd: Slot): Move => ({ call: 'shutdown', fd, how: choose.int(0, 2) });
    const waking: readonly Move[] = [sent, sent, { call: 'close', fd: ends[1] }, shut(ends[1])];
    const other: readonly Move[] = [
      shut(mine),
      receive(mine),
      { call: 'poll', fd: mine, events: 1, timeout: 40 },
    ];
    const calls = [T.by(1, receive(ends[0])), T.by(2, choose.one(waking), choose.oneIn(2))];
    if (choose.oneIn(2)) calls.push(T.by(3, choose.one(other), choose.oneIn(2)));
    walk.burst(calls, choose.oneIn(8));
    T.readAll(walk, ACTORS);
  },
};

export const fullBacklogSleeps: Property = {
  id: 'stream.connect.sleeps-while-the-backlog-is-full',
  claim: 'connect sleeps while the queue of the listener is full, and goes on when there is room',
  clauses: ['S09', 'S10', 'S19'],
  ...shared,
  aim: (walk) => {
    const { choose } = walk;
    const backlog = choose.int(0, 1);
    const { fd, address } = T.listenerOf(walk, 1, { backlog });
    for (let i = 0; i <= backlog; i++) {
      const client = T.socketOf(walk, 2);
      walk.as(2, () => walk.go({ call: 'connect', fd: client, address }));
    }
    const [second, third] = [T.socketOf(walk, 2), T.socketOf(walk, 3)];
    const room = choose.one<Move>([
      T.accept(walk, fd),
      T.accept(walk, fd),
      { call: 'close', fd },
      { call: 'close', fd },
      { call: 'listen', fd, backlog: backlog + choose.int(1, 3) },
      { call: 'shutdown', fd, how: choose.int(0, 2) },
    ]);
    const calls = [T.by(2, { call: 'connect', fd: second, address })];
    if (choose.oneIn(2)) calls.push(T.by(3, { call: 'connect', fd: third, address }));
    walk.burst([...calls, T.by(1, room, true)], choose.oneIn(8));
    T.readAll(walk, ACTORS);
  },
};

/** Pairs of calls that meet in one connection. */
function meeting(walk: Walk): void {
  const { choose } = walk;
  const ends = T.channel(walk, 1, 2);
  const twin = T.hand(walk, ends[0], 1, 3, T.channel(walk, 1, 3));
  for (let i = choose.int(0, 2); i > 0; i--) walk.as(2, () => walk.go(T.send(walk, ends[1])));
  const flags = (): number => (choose.oneIn(4) ? 0 : S.MSG_DONTWAIT);
  const on = (fd: number): Move =>
    choose.one<Move>([
      T.send(walk, fd),
      T.recv(fd, choose.size(80), flags()),
      { call: 'shutdown', fd, how: choose.int(0, 2) },
      { call: 'close', fd },
      { call: 'poll', fd, events: 0x2005, timeout: 0 },
    ]);
  T.shuffled(
    walk,
    [T.by(1, on(ends[0])), T.by(2, on(ends[1])), T.by(3, on(twin))].slice(choose.int(0, 1)),
    choose.oneIn(6),
  );
  T.readAll(walk, ACTORS);
}

export const endsAtOnce: Property = {
  id: 'stream.shutdown.meets-send-and-close',
  claim:
    'a connection that is written, read, shut down and closed at once behaves as if one call came after another',
  clauses: ['S24', 'S28', 'S29', 'X04', 'S33'],
  ...shared,
  aim: meeting,
};

export const connectMeetsClose: Property = {
  id: 'stream.connect.meets-close-of-the-listener',
  claim: 'a connect that meets the end of its listener is refused, or was accepted and then reset',
  clauses: ['S12', 'S26', 'S27'],
  ...shared,
  aim: (walk) => {
    const { choose } = walk;
    const { fd, address } = T.listenerOf(walk, 1);
    const [second, third] = [T.socketOf(walk, 2), T.socketOf(walk, 3)];
    const end: Move = choose.oneIn(3) ? { call: 'shutdown', fd, how: 0 } : { call: 'close', fd };
    const calls = [
      T.by(1, end),
      T.by(2, { call: 'connect', fd: second, address }),
      T.by(3, { call: 'connect', fd: third, address }),
    ];
    T.shuffled(walk, choose.oneIn(2) ? calls : calls.slice(0, 2));
    T.readAll(walk, ACTORS);
  },
};

export const bindsAtOnce: Property = {
  id: 'stream.bind.at-once-one-wins',
  claim: 'of binds of one name at once exactly one succeeds',
  clauses: ['B13', 'B14'],
  ...shared,
  aim: (walk) => {
    const { choose } = walk;
    const address = M.unixName(walk);
    const fds = [1, 2, 3].map((actor) => T.socketOf(walk, actor));
    const calls = fds.map((fd, i) => T.by(i + 1, { call: 'bind', fd, address }));
    T.shuffled(walk, choose.oneIn(2) ? calls : calls.slice(1));
    for (const [i, fd] of fds.entries())
      walk.as(i + 1, () => walk.go({ call: 'getsockname', fd, room: 128 }));
  },
};

/** Random moves of the actors but the first, two or three at once. */
export const overlappingWalk: Property = {
  id: 'stream.walk.any-calls-at-once',
  claim: 'whatever processes do to connections at once is what some order of their calls would do',
  clauses: ['S11', 'S12', 'S19', 'S24', 'S33'],
  ...shared,
  aim: (walk) => {
    const { choose } = walk;
    const moves = [...CONNECTING, ...TRANSFER, ...LOOKING, ...ENDING];
    const anyone = (): number => choose.int(1, ACTORS - 1);
    for (let bursts = choose.int(1, 3); bursts > 0; bursts--) {
      for (let i = choose.int(2, 10); i > 0; i--)
        walk.as(anyone(), () => walk.wander([...moves, [2, handSomething]], 1));
      const calls = [1, 2, 3].flatMap((actor) =>
        walk
          .as(actor, () => walk.draft(() => walk.wander(moves, 2)))
          .slice(0, choose.oneIn(3) ? 2 : 1)
          .map((move) => T.by(actor, move, choose.oneIn(4))),
      );
      walk.burst(calls, choose.oneIn(10));
    }
    T.readAll(walk, ACTORS);
  },
};

/** Gives a descriptor to another process. */
function handSomething(walk: Walk): void {
  const [fd] = walk.sockets((socket) => socket.domain === S.AF_UNIX);
  const to = (walk.by % (ACTORS - 1)) + 1;
  if (fd !== undefined && walk.operations.length < 16) T.share(walk, fd, walk.by, to);
}

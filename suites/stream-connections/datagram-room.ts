/** A datagram socket sends what its buffer holds, to whomever, and whoever must wait for room is woken when there is some. */

import { POLLIN, POLLOUT } from '../../harness/abi/poll.ts';
import * as S from '../../harness/abi/socket.ts';
import { needsFeature } from '../../harness/facts/index.ts';
import type { Address, Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Move, Walk } from '../../harness/scenario/walk.ts';
import * as D from '../datagram-moves.ts';
import * as M from '../moves.ts';
import * as T from '../together.ts';

const needs = [...T.needs, needsFeature('unix-dgram')];
/** A few of the larger ones fill a buffer before they fill a queue. */
const SIZES = [3700, 3700, 1700, 900, 100, 0] as const;
const BUFFERS = [4096, 5000, 0, 0] as const;

const setBuffer = (walk: Walk, fd: Slot, value = walk.choose.one(BUFFERS)): void =>
  void walk.go({ call: 'setsockopt', fd, option: 'SO_SNDBUF', value });

/** By any of the calls that send. */
function sendTo(walk: Walk, fd: Slot, addresses: readonly Address[], size: number): string {
  const { choose } = walk;
  const sent =
    addresses.length === 0 || choose.oneIn(3)
      ? D.sendOn(walk, fd, size)
      : D.sendToName(walk, fd, choose.one(addresses), size);
  return sent ?? 'not taken';
}

/** Sends until the law expects no more to fit, and once or twice more. */
function fill(walk: Walk, fd: Slot, addresses: readonly Address[]): void {
  const { choose } = walk;
  const size = choose.one(SIZES);
  let refused = choose.int(1, 3);
  for (let i = 0; i < 16 && refused > 0; i++)
    if (sendTo(walk, fd, addresses, size) !== '') refused--;
}

/** One of those to whom it was sent takes some, or is there no more. */
function giveRoom(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  if (choose.oneIn(5)) return void walk.go({ call: 'close', fd });
  if (choose.oneIn(8)) return void walk.go({ call: 'shutdown', fd, how: choose.int(0, 2) });
  for (let i = choose.int(1, 8); i > 0; i--)
    walk.go({ call: 'recv', fd, size: choose.one([0, 100, 4000]), flags: S.MSG_DONTWAIT });
}

export const boundedDatagrams: Property = {
  id: 'stream.datagram.as-much-as-the-buffer-holds',
  claim:
    'a datagram socket sends what its SO_SNDBUF allows and no more, whoever it is for, and again when something of it was received or went with its receiver',
  clauses: ['G18', 'G04', 'G06', 'X05'],
  requires: needs,
  sleeps: true,
  runs: 250,
  aim: (walk) => {
    const { choose } = walk;
    const [fd, peer] = M.newPair(walk, S.SOCK_DGRAM);
    const others = Array.from({ length: choose.int(0, 2) }, () => D.newNamed(walk));
    const sender = choose.oneIn(3) ? D.newDatagram(walk) : fd;
    const named = others.map((one) => M.nameOf(walk, one));
    const addresses = named.filter((one) => one !== undefined);
    if (choose.oneIn(4)) addresses.push({ kind: 'abstract', name: `${walk.salt()}nobody` });
    setBuffer(walk, sender);
    for (let i = choose.int(1, 3); i > 0; i--) {
      fill(walk, sender, addresses);
      const events = choose.one([POLLOUT, POLLIN | POLLOUT]);
      if (choose.oneIn(2)) walk.go({ call: 'poll', fd: sender, events, timeout: 0 });
      if (!choose.oneIn(3)) sendInTime(walk, sender, addresses);
      if (choose.oneIn(6)) setBuffer(walk, sender);
      giveRoom(walk, choose.one([peer, ...others]));
      if (choose.oneIn(2)) walk.go({ call: 'poll', fd: sender, events, timeout: 0 });
    }
    if (choose.oneIn(2)) sendTo(walk, sender, addresses, choose.one(SIZES));
  },
};

/** One that waits no longer than it may. */
function sendInTime(walk: Walk, fd: Slot, addresses: readonly Address[]): void {
  const { choose } = walk;
  walk.go({ call: 'setsockopt', fd, option: 'SO_SNDTIMEO', value: choose.oneIn(6) ? -1000 : 20 });
  // What is large seldom fits.
  const asked = { fd, size: choose.oneIn(3) ? choose.one(SIZES) : SIZES[0], tag: walk.tag() };
  const flags = S.MSG_NOSIGNAL;
  const [address] = addresses;
  const moves: Move[] = [
    { call: 'write', ...asked },
    { call: 'write', ...asked },
    { call: 'send', ...asked, flags },
    { call: 'sendmsg', ...asked, flags, control: [] },
    { call: 'sendmsg', ...asked, flags, control: [] },
  ];
  if (address !== undefined && choose.oneIn(3))
    moves.splice(0, moves.length, { call: 'sendto', ...asked, flags, address });
  walk.go(choose.one(moves), true);
}

const ACTORS = 4;

export const datagramSleeps: Property = {
  id: 'stream.datagram.sleeps-while-its-buffer-is-full',
  claim:
    'a datagram for which its sender has no room sleeps, whoever it is for, and goes on when there is some',
  clauses: ['G18', 'G10'],
  requires: needs,
  actors: ACTORS,
  runs: 100,
  aim: (walk) => {
    const { choose } = walk;
    const [sender, receiver] = T.pair(walk, S.SOCK_DGRAM, 1, 2);
    const twin = choose.oneIn(2) ? T.share(walk, sender, 1, 3) : undefined;
    const size = choose.one([3700, 3700, 1700, 900]);
    walk.as(1, () => {
      setBuffer(walk, sender, 4096);
      for (let i = 0; i < 12; i++)
        if (walk.go(T.send(walk, sender, size, S.MSG_DONTWAIT)) !== '') break;
    });
    const queued = walk.as(2, () => walk.socketAt(receiver)?.queue.length ?? 0);
    const few = choose.oneIn(4) ? choose.int(1, queued) : queued + choose.int(0, 1);
    const reads = Array.from({ length: few }, () => T.recv(receiver, size, S.MSG_DONTWAIT));
    const waking = choose.one<readonly Move[]>([
      reads,
      reads,
      [{ call: 'close', fd: receiver }],
      [{ call: 'shutdown', fd: receiver, how: choose.int(0, 2) }],
    ]);
    const calls = [T.by(1, T.send(walk, sender, choose.one(SIZES)))];
    calls.push(...waking.map((move, i) => T.by(2, move, i === 0)));
    if (twin !== undefined) {
      const also = choose.one<Move>([
        { call: 'setsockopt', fd: twin, option: 'SO_SNDBUF', value: 16_384 },
        { call: 'shutdown', fd: twin, how: choose.int(0, 2) },
      ]);
      calls.push(T.by(3, also, choose.oneIn(2)));
    }
    walk.burst(calls, choose.oneIn(8));
    walk.as(2, () => {
      for (let i = 2; i > 0; i--) walk.go(T.recv(receiver, 4000, S.MSG_DONTWAIT));
    });
  },
};

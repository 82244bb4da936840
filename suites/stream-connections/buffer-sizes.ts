/** SO_SNDBUF and SO_RCVBUF as they are told: doubled, between two limits, and beyond for who is privileged. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as Fd from '../descriptor-moves.ts';
import { becomeBase, someCapabilities, someIdentity } from '../identities.ts';
import * as M from '../moves.ts';
import { everybodyHome, needsOwnUsers, somebodysTurn } from '../neighbours.ts';
import { roomFor } from './creation.ts';

const KINDS = [
  ...([S.SOCK_STREAM, S.SOCK_DGRAM, S.SOCK_SEQPACKET] as const).map(
    (type) => [S.AF_UNIX, type] as const,
  ),
  ...([S.SOCK_STREAM, S.SOCK_DGRAM] as const).map((type) => [S.AF_INET, type] as const),
];

/** Around both limits, and far beyond. */
function size({ choose, state: { world } }: Walk, option: string): number {
  const { send, receive } = world.buffers ?? { send: [4608, 425_984], receive: [2304, 425_984] };
  const [least, most] = option.startsWith('SO_SND') ? send : receive;
  const near = Math.floor(choose.one([least, most]) / 2) + choose.int(-1, 1);
  const far = choose.one([0, 1, -1, -0x8000_0000, 0x3fff_ffff, 0x4000_0000, 0x7fff_ffff]);
  return choose.one([near, near, far, choose.int(4096, 16_384)]);
}

export function setSomeBuffer(walk: Walk, fd: Slot, mayForce = true): void {
  const { choose } = walk;
  const [option, forced] = choose.one([
    ['SO_SNDBUF', 'SO_SNDBUFFORCE'],
    ['SO_RCVBUF', 'SO_RCVBUFFORCE'],
  ] as const);
  const asked = mayForce && choose.oneIn(3) ? forced : option;
  walk.go({ call: 'setsockopt', fd, option: asked, value: size(walk, option) });
  const told = choose.oneIn(12) ? asked : option;
  walk.go({ call: 'getsockopt', fd, option: told, room: roomFor(walk, told) });
}

export const bufferSizes: Property = {
  id: 'stream.setsockopt.buffers-within-limits',
  claim:
    'a buffer is told as double of what was set, between a least and a most, beyond which only CAP_NET_ADMIN forces it',
  clauses: ['X14', 'C05'],
  requires: [needsFeature('unix-stream')],
  aim: (walk) => {
    const { choose } = walk;
    const [domain, type] = choose.one(KINDS);
    const fds = walk.fresh(2);
    for (const fd of fds)
      walk.go({ call: 'socket', domain, type: type | M.newFlags(walk), protocol: 0, as: [fd] });
    for (let i = choose.int(1, 6); i > 0; i--) {
      if (choose.oneIn(3)) walk.become(someIdentity(walk));
      setSomeBuffer(walk, choose.one(fds));
    }
    becomeBase(walk);
  },
};

export const forcedBuffers: Property = {
  id: 'stream.setsockopt.buffers-forced-by-none-inside',
  claim:
    'the capability of a user namespace inside forces no buffer beyond its limit, not even in a network that is its own',
  clauses: ['X14'],
  requires: [needsFeature('unix-stream'), needsOwn('network'), ...needsOwnUsers],
  actors: ['plain', 'own-users', 'own-users-and-network'],
  runs: 150,
  aim: (walk) => {
    const { choose } = walk;
    for (let i = choose.int(2, 5); i > 0; i--)
      somebodysTurn(walk, () => {
        const caps = choose.one(['all', 'NET_ADMIN', someCapabilities(walk)]);
        walk.become(choose.oneIn(3) ? walk.home.base : { ...someIdentity(walk), caps });
        const fd = M.newSocket(walk);
        const option = choose.one(['SO_SNDBUF', 'SO_RCVBUF'] as const);
        const forced = `${option}FORCE` as const;
        walk.go({ call: 'setsockopt', fd, option: forced, value: size(walk, option) });
        setSomeBuffer(walk, fd);
      });
    everybodyHome(walk);
  },
};

/** However large a buffer is, a message goes through it. */
export const bufferedMessages: Property = {
  id: 'stream.setsockopt.buffers-in-use',
  claim: 'whatever the sizes of the buffers of both ends are, what is sent arrives whole',
  clauses: ['X14', 'S33'],
  requires: [needsFeature('unix-stream')],
  aim: (walk) => {
    const { choose } = walk;
    const ends = M.newPair(walk);
    for (let i = choose.int(1, 3); i > 0; i--) {
      setSomeBuffer(walk, choose.one(ends));
      walk.wander(
        [
          [3, M.sendMove],
          [1, M.largeSendMove],
          [3, M.recvMove],
          [1, M.drainMove],
          [1, Fd.pollMove],
        ],
        choose.int(2, 8),
      );
    }
  },
};

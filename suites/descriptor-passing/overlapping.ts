/** Descriptors in flight while several processes receive, send and close at once. */

import * as S from '../../harness/abi/socket.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Move } from '../../harness/scenario/walk.ts';
import * as T from '../together.ts';
import { newThing } from './channel.ts';

const ACTORS = 4;
const ROOM = 64;

/** Messages in flight, of which each carries a descriptor that lives nowhere else. */
export const receivedAtOnce: Property = {
  id: 'rights.recvmsg.at-once-each-lands-once',
  claim:
    'a descriptor in flight lands with exactly one of those who receive at once, or is lost with the socket that is closed',
  clauses: ['R01', 'R14', 'R28', 'S24'],
  requires: T.needs,
  actors: ACTORS,
  runs: 200,
  aim: (walk) => {
    const { choose } = walk;
    const [reader, writer] = T.channel(walk, 1, 2);
    const twin = T.hand(walk, reader, 1, 3, T.channel(walk, 1, 3));
    walk.as(2, () => {
      for (let i = choose.int(1, 2); i > 0; i--) {
        const things = newThing(walk);
        walk.go(sendRights(walk.tag(), writer, things));
        for (const fd of things) walk.go({ call: 'close', fd });
      }
    });
    const receive = (fd: number): Move => ({
      call: 'recvmsg',
      ...{ fd, size: 16, flags: choose.oneIn(3) ? 0 : S.MSG_DONTWAIT, room: ROOM },
      as: walk.fresh(4),
    });
    const close = (fd: number): Move => ({ call: 'close', fd });
    const also = choose.one<Move>([
      close(writer),
      { call: 'shutdown', fd: writer, how: choose.int(0, 2) },
      sendRights(walk.tag(), writer, [writer]),
    ]);
    const calls = [
      T.by(1, choose.oneIn(5) ? close(reader) : receive(reader)),
      T.by(3, choose.oneIn(4) ? close(twin) : receive(twin)),
    ];
    T.shuffled(walk, choose.oneIn(2) ? calls : [...calls, T.by(2, also)], choose.oneIn(8));
    for (const actor of [1, 3])
      walk.as(actor, () => {
        for (const fd of walk.open()) walk.go({ call: 'fstat', fd });
      });
    T.readAll(walk, ACTORS);
  },
};

const sendRights = (tag: number, fd: number, slots: readonly number[]): Move => ({
  call: 'sendmsg',
  ...{ fd, size: 4, tag, flags: S.MSG_DONTWAIT | S.MSG_NOSIGNAL },
  control: [{ kind: 'rights', slots }],
});

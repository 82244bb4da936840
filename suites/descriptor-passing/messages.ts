/** How descriptors travel in messages: what fits, what stays apart, what is refused. */

import * as S from '../../harness/abi/socket.ts';
import type { Control, Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as M from '../moves.ts';
import { needs, newThing, receiveRights, sendRights } from './channel.ts';

export const truncation: Property = {
  id: 'rights.recvmsg.excess-is-closed-and-told',
  claim:
    'a receiver gets as many descriptors as its room holds; MSG_CTRUNC tells of the others, which are closed',
  clauses: ['R16', 'R17', 'R18', 'K29', 'K30'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const [a, b] = M.newPair(walk);
    if (choose.oneIn(4)) walk.go({ call: 'setsockopt', fd: b, option: 'SO_PASSCRED', value: 1 });
    const things = [...newThing(walk), ...newThing(walk)];
    const count = choose.oneIn(6) ? choose.int(1, 253) : choose.int(1, 8);
    sendRights(
      walk,
      a,
      Array.from({ length: count }, () => choose.one(things)),
    );
    if (choose.oneIn(3)) sendRights(walk, a, [choose.one(things)]);
    receiveRights(
      walk,
      b,
      choose.oneIn(2) ? choose.int(0, 60) : choose.int(0, 16 + 4 * count + 40),
    );
    receiveRights(walk, b, choose.int(0, 40));
  },
};

/** Waits for the whole, if that does not take for ever. */
function receiveAll(walk: Walk, fd: Slot, size: number): void {
  const flags = S.MSG_WAITALL;
  if (walk.choose.oneIn(3)) walk.go({ call: 'recv', fd, size, flags });
  else walk.go({ call: 'recvmsg', fd, size, flags, room: 24, as: [walk.slot()] });
}

export const barrier: Property = {
  id: 'rights.recv.a-message-is-a-barrier',
  claim:
    'descriptors come with the first byte of their message: earlier bytes may come along, later ones never do',
  clauses: ['R11', 'R12', 'R13', 'R14', 'R16', 'R23', 'S34'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const [a, b] = M.newPair(walk);
    const things = newThing(walk);
    for (let i = choose.int(1, 6); i > 0; i--) {
      if (choose.oneIn(2)) sendRights(walk, a, [choose.one(things)], choose.int(0, 6));
      else
        walk.go({
          call: 'send',
          fd: a,
          size: choose.int(0, 6),
          tag: walk.tag(),
          flags: S.MSG_DONTWAIT,
        });
    }
    for (let i = choose.int(1, 8); i > 0; i--) {
      const size = choose.int(0, 14);
      if (choose.oneIn(3)) walk.go({ call: 'recv', fd: b, size, flags: S.MSG_DONTWAIT });
      else if (choose.oneIn(6)) walk.go({ call: 'read', fd: b, size });
      else if (choose.oneIn(4)) receiveAll(walk, b, size);
      else
        receiveRights(
          walk,
          b,
          choose.oneIn(4) ? choose.int(0, 24) : undefined,
          choose.oneIn(6) ? S.MSG_WAITALL : 0,
          size,
        );
    }
  },
};

/** Those of the first process and root, with fewer bytes than there are, or more. */
function credentialsOfLength(bytes: number): Control {
  const hex = '01'.padEnd(2 * bytes, '0');
  return { kind: 'raw', level: S.SOL_SOCKET, type: S.SCM_CREDENTIALS, hex };
}

const AT_FDCWD = -100;

/** Descriptors as numbers: below 0 they are of nobody, and so is the largest. */
function rightsOfNumbers(numbers: readonly number[]): Control {
  const hex = Buffer.from(Int32Array.from(numbers).buffer).toString('hex');
  return { kind: 'raw', level: S.SOL_SOCKET, type: S.SCM_RIGHTS, hex };
}

/** Arrays that no message may carry, and headers that are none. */
export const refusedRights: Property = {
  id: 'rights.sendmsg.all-or-nothing',
  claim:
    'a message with a descriptor that is not open, with a ring, with too many, or with a malformed header is refused, and nothing of it is sent',
  clauses: ['R05', 'R06', 'R07', 'R08', 'R09', 'K25'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const [a, b] = M.newPair(walk);
    const things = newThing(walk);
    const many = (n: number): number[] => Array.from({ length: n }, () => choose.one(things));
    const gone = walk.slot();
    walk.go({ call: 'dup', fd: choose.one(things), as: [gone] });
    walk.go({ call: 'close', fd: gone });
    const ring = walk.slot();
    if (choose.oneIn(3)) walk.go({ call: 'special', type: 'io_uring', flags: 0, as: [ring] });
    const someNobody = (): Slot => choose.one([gone, gone, ring, M.target(walk, [])]);
    for (let i = choose.int(1, 4); i > 0; i--) {
      const controls: Control[] = [];
      for (let parts = choose.int(1, 3); parts > 0; parts--) {
        switch (choose.int(0, 6)) {
          case 0:
            controls.push({
              kind: 'rights',
              slots: many(choose.one([0, 1, 2, 126, 127, 252, 253, 254])),
            });
            break;
          case 1:
            controls.push({
              kind: 'rights',
              slots: [...many(choose.int(0, 3)), someNobody(), ...many(choose.int(0, 3))],
            });
            break;
          case 2:
            controls.push({
              kind: 'raw',
              level: choose.one([S.SOL_SOCKET, 0, 41]),
              type: choose.int(3, 9),
              hex: '00000000',
            });
            break;
          case 3:
            controls.push({
              kind: 'raw',
              level: choose.one([S.SOL_SOCKET, S.SOL_SOCKET, 0, 41]),
              type: choose.int(1, 2),
              hex: '0000000000000000',
              length: choose.one([0, 8, 15, 16, 20, 24, 25, 100]),
            });
            break;
          case 4:
            controls.push(credentialsOfLength(choose.one([4, 8, 16, 20])));
            break;
          case 5:
            controls.push(
              rightsOfNumbers(choose.some([AT_FDCWD, -1, -2, -0x8000_0000, 0x7fff_ffff])),
            );
            break;
          default:
            controls.push({ kind: 'rights', slots: many(choose.int(1, 3)) });
        }
      }
      walk.go({
        call: 'sendmsg',
        fd: a,
        size: choose.int(0, 5),
        tag: walk.tag(),
        flags: S.MSG_DONTWAIT | S.MSG_NOSIGNAL,
        control: controls,
      });
      if (choose.oneIn(2)) receiveRights(walk, b);
    }
    receiveRights(walk, b);
    walk.go({ call: 'recv', fd: b, size: 20, flags: S.MSG_DONTWAIT });
  },
};

export const peekedRights: Property = {
  id: 'rights.recvmsg.peek-duplicates',
  claim: 'a peek gives new duplicates each time, and the receive that follows still gives them',
  clauses: ['R20', 'R01', 'S35'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const [a, b] = M.newPair(walk);
    const things = newThing(walk);
    if (choose.oneIn(2))
      walk.go({
        call: 'send',
        fd: a,
        size: choose.int(1, 5),
        tag: walk.tag(),
        flags: S.MSG_DONTWAIT,
      });
    sendRights(walk, a, things);
    for (let i = choose.int(1, 3); i > 0; i--)
      receiveRights(
        walk,
        b,
        choose.oneIn(3) ? choose.int(0, 30) : undefined,
        S.MSG_PEEK,
        choose.int(0, 20),
      );
    receiveRights(walk, b);
    for (const fd of walk.open())
      if (choose.oneIn(2)) walk.go({ call: 'kcmp', fd, other: choose.one(walk.open()) });
  },
};

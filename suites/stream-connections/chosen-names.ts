/** Names that the kernel chooses. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Address, Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as M from '../moves.ts';

const needs = [needsFeature('unix-stream'), needsOwn('network'), needsOwn('files')];
const ANY_TYPE = [S.SOCK_STREAM, S.SOCK_DGRAM, S.SOCK_SEQPACKET] as const;

/** Mostly a new socket; now and then one that has a peer already. */
function somebodyToName(walk: Walk): Slot {
  const { choose } = walk;
  if (!choose.oneIn(3)) return M.newSocket(walk);
  if (choose.oneIn(2)) return M.newPair(walk)[0];
  const [type, address] = [M.connectionType(walk), M.abstractName(walk)];
  const [listener, client] = [M.newListener(walk, type, address), M.newSocket(walk, type)];
  walk.go({ call: 'connect', fd: client, address });
  const accepted = walk.slot();
  walk.go({ call: 'accept4', fd: listener, flags: 0, as: [accepted] });
  return choose.one([client, accepted]);
}

export const autobinding: Property = {
  id: 'stream.bind.chosen-names',
  claim: 'a bind to the family alone gets a name of five hex digits that nobody else has, once',
  clauses: ['B03', 'B05', 'B26', 'S22'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    for (let i = choose.int(1, 4); i > 0; i--) {
      const fd = somebodyToName(walk);
      walk.go({ call: 'bind', fd, address: { kind: 'unnamed' } });
      walk.go({ call: 'getsockname', fd, room: 128 });
      if (choose.oneIn(2))
        walk.go({
          call: 'bind',
          fd,
          address: choose.oneIn(2) ? { kind: 'unnamed' } : M.unixName(walk),
        });
      walk.go({ call: 'getsockname', fd, room: choose.oneIn(2) ? 128 : choose.int(0, 10) });
    }
  },
  holds: (trace) => {
    const names = new Map<string, number>();
    for (const { op, observed } of trace) {
      const name = observed.fields?.address;
      if (
        op.call !== 'getsockname' ||
        typeof name !== 'string' ||
        !/^abstract [0-9a-f]{5}$/.test(name)
      )
        continue;
      const holder = names.get(name);
      if (holder !== undefined && holder !== op.fd)
        return `s${holder} and s${op.fd} have the same name`;
      names.set(name, op.fd);
    }
    return undefined;
  },
};

export const chosenNames: Property = {
  id: 'stream.bind.chosen-names-are-held',
  claim:
    'a name that the kernel chose is taken for each type of socket by itself, and leads to who has it',
  clauses: ['B04', 'B03', 'S12'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const first = M.newSocket(walk, choose.one(ANY_TYPE));
    walk.go({ call: 'bind', fd: first, address: { kind: 'unnamed' } });
    if (choose.oneIn(2)) walk.go({ call: 'listen', fd: first, backlog: 2 });
    const holders = [first];
    for (let i = choose.int(1, 5); i > 0; i--) {
      const fd = M.newSocket(walk, choose.one(ANY_TYPE));
      const address: Address = { kind: 'name', slot: choose.one(holders) };
      const call = choose.oneIn(2) ? 'bind' : 'connect';
      const isDone = walk.go({ call, fd, address }) === '';
      if (isDone && call === 'bind') {
        holders.push(fd);
        if (choose.oneIn(2)) walk.go({ call: 'listen', fd, backlog: 2 });
      }
      walk.go({ call: choose.one(['getsockname', 'getpeername'] as const), fd, room: 128 });
      if (choose.oneIn(6)) walk.go({ call: 'close', fd });
    }
  },
};

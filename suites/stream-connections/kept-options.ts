/** Options of the socket level: kept as they were set, by those who may set them, and what an accepted socket has of them. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import { becomeBase, someCapabilities, someIdentity } from '../identities.ts';
import { askOne, RIGHTS, setOne } from '../kept-options.ts';
import * as M from '../moves.ts';

const needs = [needsFeature('unix-stream'), needsFeature('unix-dgram')];

function newInet(walk: Walk, domain: number, type: number): Slot {
  const fd = walk.slot();
  walk.go({ call: 'socket', domain, type, protocol: 0, as: [fd] });
  return fd;
}

/** Families of the internet that are here. */
function domainsOf({ state }: Walk): readonly number[] {
  const { inet4, inet6 } = state.world.has;
  return [...(inet4 ? [S.AF_INET] : []), ...(inet6 ? [S.AF_INET6] : [])];
}

/** A socket of AF_UNIX that is in use, or of some other family. */
function someSocket(walk: Walk): Slot {
  const { choose } = walk;
  if (choose.oneIn(3)) return M.newSocket(walk, M.anyType(walk));
  const domains = domainsOf(walk);
  if (domains.length > 0 && choose.oneIn(3))
    return newInet(walk, choose.one(domains), choose.one([S.SOCK_STREAM, S.SOCK_DGRAM]));
  return choose.one(M.newPair(walk));
}

/** Of which the one that is set puts out the other. */
function setRivals(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  const rivals = ['SO_TIMESTAMP', 'SO_TIMESTAMPNS'] as const;
  for (let i = choose.int(2, 3); i > 0; i--)
    walk.go({ call: 'setsockopt', fd, option: choose.one(rivals), value: 1 });
  for (const option of rivals) walk.go({ call: 'getsockopt', fd, option, room: 4 });
}

export const keptOptions: Property = {
  id: 'stream.setsockopt.kept-as-set',
  claim:
    'options of the socket level are told as they were set, flags as 0 or 1, by every descriptor of the socket and by no other socket, whatever else is set',
  clauses: ['C31', 'C32', 'C34', 'C36', 'C18'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const fds = [someSocket(walk), ...(choose.oneIn(3) ? [someSocket(walk)] : [])];
    const twin = walk.slot();
    if (choose.oneIn(3) && walk.go({ call: 'dup', fd: fds[0] ?? 0, as: [twin] }) === '')
      fds.push(twin);
    for (let i = choose.int(1, 8); i > 0; i--) {
      const option = setOne(walk, choose.one(fds));
      if (choose.oneIn(4)) setOne(walk, choose.one(fds));
      if (choose.oneIn(6)) askOne(walk, choose.one(fds));
      askOne(walk, choose.one(fds), option);
    }
    if (choose.oneIn(4)) setRivals(walk, choose.one(fds));
    M.closeMove(walk);
  },
};

export const optionRights: Property = {
  id: 'stream.setsockopt.rights-to-set',
  claim:
    'marks, uncommon priorities and debugging are for those who have CAP_NET_ADMIN, whoever they are, and nobody else sets them',
  clauses: ['C33', 'C32'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const fd = someSocket(walk);
    for (let i = choose.int(1, 5); i > 0; i--) {
      walk.become({
        ...someIdentity(walk),
        caps: choose.one([someCapabilities(walk), 'none', 'NET_ADMIN', 'all-NET_ADMIN-NET_RAW']),
      });
      const option = setOne(walk, fd, RIGHTS);
      if (choose.oneIn(3)) becomeBase(walk);
      askOne(walk, fd, option);
    }
    becomeBase(walk);
  },
};

const HOME = '127.0.0.1';

/** A listener of TCP at a port of its own, and where it is. */
function newTcp(walk: Walk): Slot {
  const fd = newInet(walk, S.AF_INET, S.SOCK_STREAM);
  walk.go({
    call: 'bind',
    fd,
    address: { kind: 'inet', host: HOME, port: walk.choose.int(2000, 9000) },
  });
  return fd;
}

export const optionsOfAccepted: Property = {
  id: 'stream.accept.options-of-the-listener',
  claim:
    'whom TCP accepts has the options that the listener had when the client connected, and whom AF_UNIX accepts those that a new socket has',
  clauses: ['C35', 'C31'],
  requires: [...needs, needsFeature('tcp4'), needsOwn('network'), needsOwn('files')],
  aim: (walk) => {
    const { choose } = walk;
    const isTcp = choose.oneIn(2);
    const address = M.unixName(walk);
    const listener = isTcp ? newTcp(walk) : M.newSocket(walk, S.SOCK_STREAM);
    if (!isTcp) walk.go({ call: 'bind', fd: listener, address });
    const set = (): unknown => setOne(walk, listener);
    if (choose.oneIn(2)) set();
    walk.go({ call: 'listen', fd: listener, backlog: 3 });
    for (let i = choose.int(0, 3); i > 0; i--) set();
    const client = isTcp
      ? newInet(walk, S.AF_INET, S.SOCK_STREAM)
      : M.newSocket(walk, S.SOCK_STREAM);
    const port = walk.socketAt(listener)?.inet?.port ?? 0;
    const to = isTcp ? ({ kind: 'inet', host: HOME, port } as const) : address;
    walk.go({ call: 'connect', fd: client, address: to });
    const set2 = choose.oneIn(2) ? setOne(walk, listener) : undefined;
    const accepted = walk.slot();
    walk.go({ call: 'accept4', fd: listener, flags: 0, as: [accepted] });
    if (set2 !== undefined) askOne(walk, accepted, set2);
    for (let i = choose.int(2, 8); i > 0; i--) {
      askOne(walk, accepted);
      if (choose.oneIn(6)) askOne(walk, accepted, setOne(walk, choose.one([accepted, listener])));
    }
  },
};

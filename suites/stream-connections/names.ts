/** Names of sockets: pathnames and abstract names. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Address, Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as F from '../file-moves.ts';
import { becomeBase, someIdentity } from '../identities.ts';
import * as M from '../moves.ts';

const needs = [needsFeature('unix-stream'), needsOwn('network'), needsOwn('files')];
const ANY_TYPE = [S.SOCK_STREAM, S.SOCK_DGRAM, S.SOCK_SEQPACKET] as const;
const nameTwice = (walk: Walk, fd: number): void => {
  walk.go({ call: 'getsockname', fd, room: 128 });
  walk.go({ call: 'getsockname', fd, room: walk.choose.int(0, 128) });
};

/** A name, or an abstract one that spells a path: they never meet. */
function someName(walk: Walk): Address {
  const { choose } = walk;
  if (choose.oneIn(5)) return { kind: 'abstract', name: choose.one(['p0', 'p1', 'p2']) };
  return M.unixName(walk);
}

export const names: Property = {
  id: 'stream.bind.one-name-once',
  claim:
    'a socket has at most one name, and a name belongs to at most one socket; getsockname says which, whatever the room',
  clauses: ['B08', 'B12', 'B14', 'B15', 'B17', 'B23', 'B24', 'B25', 'B26'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    for (let i = choose.int(1, 5); i > 0; i--) {
      const fd = M.newSocket(walk, choose.one(ANY_TYPE));
      if (choose.oneIn(3)) walk.go({ call: 'getsockname', fd, room: 128 });
      for (let binds = choose.int(1, 2); binds > 0; binds--)
        walk.go({ call: 'bind', fd: M.target(walk, [fd]), address: someName(walk) });
      nameTwice(walk, fd);
      if (choose.oneIn(4)) M.closeMove(walk);
      if (choose.oneIn(4)) walk.go({ call: 'unlink', path: choose.one(['p0', 'p1', 'p2']) });
    }
    if (choose.oneIn(3)) succession(walk);
  },
};

/** A listener takes the path of another one that still lives; clients come to the new one. */
function succession(walk: Walk): void {
  const type = M.connectionType(walk);
  const address: Address = { kind: 'path', path: 'heir' };
  M.newListener(walk, type, address);
  walk.go({ call: 'unlink', path: 'heir' });
  const heir = M.newListener(walk, type, address);
  walk.go({ call: 'connect', fd: M.newSocket(walk, type), address });
  walk.go({ call: 'accept4', fd: heir, flags: S.SOCK_NONBLOCK, as: [walk.slot()] });
}

/** Names that are nearly equal: prefixes, NULs, lengths up to the limit. */
function nearName(walk: Walk): Address {
  const { choose } = walk;
  const base = `${walk.salt()}n`;
  const tails = [
    '',
    '\0',
    '\0\0',
    'x',
    'x\0',
    '/',
    '\xff',
    '.'.repeat(107 - base.length),
    '.'.repeat(106 - base.length),
  ];
  return { kind: 'abstract', name: base + choose.one(tails) };
}

export const abstractNames: Property = {
  id: 'stream.bind.abstract-names-byte-by-byte',
  claim:
    'abstract names are all their bytes, NULs and length included, apart for each type of socket, and free when closed',
  clauses: ['B10', 'B12', 'B13', 'B23', 'S12', 'S13'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    for (let i = choose.int(2, 7); i > 0; i--) {
      const fd = M.newSocket(walk, choose.one(ANY_TYPE));
      const call = choose.oneIn(3) ? 'connect' : 'bind';
      if (walk.go({ call, fd, address: nearName(walk) }) === '' && call === 'bind') {
        nameTwice(walk, fd);
        if (choose.oneIn(2)) walk.go({ call: 'listen', fd, backlog: 3 });
      }
      if (choose.oneIn(4)) M.closeMove(walk);
    }
  },
};

/** Whoever is there has the name by which it was found. */
function comeTo(walk: Walk, fd: Slot, address: Address): void {
  const { choose } = walk;
  if (walk.go({ call: 'connect', fd, address }) !== '') return;
  walk.go({ call: 'getpeername', fd, room: choose.oneIn(4) ? choose.int(0, 8) : 128 });
}

export const zeroNames: Property = {
  id: 'stream.bind.names-of-zeroes',
  claim: 'an abstract name may be of zeroes alone, one or many, and each length is another name',
  clauses: ['B11', 'B10', 'B13'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const lengths = [0, 0, 1, 107, choose.int(2, 106)];
    const usual = choose.one(ANY_TYPE);
    for (let i = choose.int(2, 6); i > 0; i--) {
      const name = '\0'.repeat(choose.one(lengths));
      const address: Address = { kind: 'abstract', name };
      const fd = M.newSocket(walk, choose.oneIn(4) ? choose.one(ANY_TYPE) : usual);
      if (choose.oneIn(2)) comeTo(walk, fd, address);
      else if (walk.go({ call: 'bind', fd, address }) === '' && !choose.oneIn(4))
        walk.go({ call: 'listen', fd, backlog: 1 });
      nameTwice(walk, fd);
    }
  },
};

export const reusedNames: Property = {
  id: 'stream.bind.reuse-lifts-nothing',
  claim:
    'a name of AF_UNIX that is taken stays so, whatever SO_REUSEADDR says; SO_REUSEPORT is not for such sockets',
  clauses: ['B20', 'B13', 'B14', 'B17'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const address = M.unixName(walk);
    for (let i = choose.int(2, 4); i > 0; i--) {
      const fd = M.newSocket(walk, choose.one(ANY_TYPE));
      for (let options = choose.int(0, 2); options > 0; options--) {
        const option = choose.one(['SO_REUSEADDR', 'SO_REUSEADDR', 'SO_REUSEPORT'] as const);
        walk.go({ call: 'setsockopt', fd, option, value: choose.oneIn(5) ? 0 : 1 });
        if (choose.oneIn(3)) walk.go({ call: 'getsockopt', fd, option, room: 4 });
      }
      walk.go({ call: 'bind', fd, address: choose.oneIn(6) ? M.unixName(walk) : address });
      if (choose.oneIn(4)) walk.go({ call: 'close', fd });
    }
  },
};

export const namesWithoutModes: Property = {
  id: 'stream.bind.abstract-names-have-no-modes',
  claim:
    'whatever the mode and the owner of a socket and the umask were, anybody connects to its abstract name',
  clauses: ['B27', 'I02'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    const type = M.connectionType(walk);
    const fd = M.newSocket(walk, type);
    const address = choose.oneIn(5) ? M.pathName(walk) : M.abstractName(walk);
    const changeMode = (): void => {
      if (choose.oneIn(4)) F.fchownMove(walk);
      walk.go({ call: 'fchmod', fd, mode: choose.one([0, 0o700, 0o555, 0o777]) });
    };
    if (choose.oneIn(2)) changeMode();
    walk.go({ call: 'umask', mask: choose.one([0o777, 0o077, 0o022, 0]) });
    walk.go({ call: 'bind', fd, address });
    walk.go({ call: 'listen', fd, backlog: 5 });
    if (choose.oneIn(3)) changeMode();
    for (let i = choose.int(1, 3); i > 0; i--) {
      walk.become(someIdentity(walk));
      walk.go({ call: 'connect', fd: M.newSocket(walk, type), address });
    }
    becomeBase(walk);
    walk.go({ call: 'umask', mask: 0o022 });
  },
};

/** Addresses that are none, or nearly none: of any length and family, with bytes behind their end. */

import * as S from '../../harness/abi/socket.ts';
import { needsFeature, needsOwn } from '../../harness/facts/index.ts';
import type { Address, Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import * as M from '../moves.ts';

const needs = [needsFeature('unix-stream'), needsOwn('network'), needsOwn('files')];

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** A sockaddr of any length and family, mostly nearly right. */
function oddAddress(walk: Walk): Address {
  const { choose } = walk;
  const length = choose.one([0, 1, 2, 3, 4, 16, 109, 110, 111, 128, 129, 200]);
  const bytes = Buffer.alloc(length, choose.oneIn(2) ? 0 : 0x61);
  const family = choose.oneIn(4)
    ? choose.one([S.AF_UNSPEC, S.AF_INET, S.AF_INET6, 0xffff])
    : S.AF_UNIX;
  if (length >= 2) bytes.writeUInt16LE(family);
  // A few random bytes in front keep abstract names of different scenarios apart.
  if (length > 8 && bytes[2] === 0) bytes.write(`${walk.salt()}`, 3, 'latin1');
  if (length > 20 && choose.oneIn(2)) bytes.write('p1\0', 2, 'latin1');
  return { kind: 'bytes', hex: hexOf(bytes) };
}

/** Two bytes: of AF_UNIX they ask for a name, of others for nothing. */
function bareFamily({ choose }: Walk): Address {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(choose.one([S.AF_UNIX, S.AF_UNSPEC, S.AF_UNSPEC, S.AF_INET]));
  return { kind: 'bytes', hex: hexOf(bytes) };
}

/** What comes behind the NUL of a pathname is no part of it: neither for who connects, nor in what that is told. */
function meetByTail(walk: Walk, fd: Slot): void {
  const { choose } = walk;
  walk.go({ call: 'listen', fd, backlog: 2 });
  const tail = `p1\0${'x'.repeat(choose.int(0, 100))}`;
  const same: Address = { kind: 'bytes', hex: hexOf(Buffer.from(`\x01\0${tail}`, 'latin1')) };
  const client = M.newSocket(walk, walk.socketAt(fd)?.type);
  if (walk.go({ call: 'connect', fd: client, address: same }) === '')
    walk.go({ call: 'getpeername', fd: client, room: choose.oneIn(3) ? choose.size(128) : 128 });
}

export const malformedAddresses: Property = {
  id: 'stream.bind.addresses-that-are-none',
  claim:
    'an address of a wrong length or family is refused, and one without a final NUL is taken to its end',
  clauses: ['B01', 'B02', 'B07', 'B08', 'B09', 'S17'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    for (let i = choose.int(1, 5); i > 0; i--) {
      const fd = M.newSocket(walk);
      const call = choose.oneIn(3) ? 'connect' : 'bind';
      const foreign: Address = { kind: 'inet', host: '127.0.0.1', port: 80 };
      const address = choose.oneIn(8) ? foreign : oddAddress(walk);
      const length = choose.oneIn(8) && { length: choose.one([-1, -1, -2, -0x8000_0000]) };
      const isBound = walk.go({ call, fd, address, ...length }) === '' && call === 'bind';
      walk.go({ call: 'getsockname', fd, room: 128 });
      // Who has a name is told of what is wrong with the address first, too.
      if (isBound && choose.oneIn(2))
        walk.go({
          call: 'bind',
          fd,
          address: choose.oneIn(2) ? bareFamily(walk) : oddAddress(walk),
        });
      if (isBound && choose.oneIn(2)) meetByTail(walk, fd);
    }
  },
};

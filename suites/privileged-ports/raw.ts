/** Sockets with no ports at all, of which bind asks an address alone; and options that are none of theirs. */

import * as S from '../../harness/abi/socket.ts';
import type { Address, Slot } from '../../harness/law/operation.ts';
import type { Property } from '../../harness/run/property.ts';
import type { Walk } from '../../harness/scenario/walk.ts';
import { becomeBase, someCapabilities, someIdentity } from '../identities.ts';
import { newInet, someAddress, somePort } from '../port-moves.ts';
import { needs } from './properties.ts';

/** Experimental ones and the one that only sends: nobody sends them a packet. */
const PROTOCOLS = [253, 254, S.IPPROTO_RAW] as const;

function newRaw(walk: Walk): { readonly fd: Slot; readonly domain: number } {
  const { choose } = walk;
  const fd = walk.slot();
  const domain = walk.state.world.has.inet6 ? choose.one([S.AF_INET, S.AF_INET6]) : S.AF_INET;
  walk.go({
    ...{ call: 'socket', domain, type: S.SOCK_RAW, protocol: choose.one(PROTOCOLS), as: [fd] },
  });
  return { fd, domain };
}

/** Mostly of this host; else of no host, or too short to be any. */
function rawAddress(walk: Walk, domain: number): Address {
  const { choose } = walk;
  const port = somePort(walk);
  if (choose.oneIn(10)) return { kind: 'bytes', hex: '0200'.padEnd(2 * choose.int(2, 15), '0') };
  if (!choose.oneIn(6)) return someAddress(walk, domain, port);
  return domain === S.AF_INET
    ? { kind: 'inet', host: '192.0.2.1', port }
    : { kind: 'inet6', host: '2001:db8::1', port };
}

export const raw: Property = {
  id: 'ports.bind.raw-sockets-have-none',
  claim:
    'who has CAP_NET_RAW makes a raw socket, and anybody binds it to an address, whatever number is where others have a port',
  clauses: ['P24', 'C05', 'X01'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    for (let i = choose.int(1, 5); i > 0; i--) {
      if (choose.oneIn(3)) walk.become({ ...someIdentity(walk), caps: someCapabilities(walk) });
      const { fd, domain } = newRaw(walk);
      for (let binds = choose.int(1, 3); binds > 0; binds--) {
        if (choose.oneIn(2)) walk.become({ ...someIdentity(walk), caps: 'none' });
        walk.go({ call: 'bind', fd, address: rawAddress(walk, domain) });
        walk.go({ call: choose.oneIn(5) ? 'getpeername' : 'getsockname', fd, room: 128 });
      }
      const option = choose.one(['SO_TYPE', 'SO_PROTOCOL', 'SO_DOMAIN', 'SO_ACCEPTCONN'] as const);
      if (choose.oneIn(3)) walk.go({ call: 'getsockopt', fd, option, room: 4 });
      if (choose.oneIn(8)) walk.go({ call: 'listen', fd, backlog: 1 });
      if (choose.oneIn(8)) walk.go({ call: 'shutdown', fd, how: choose.int(0, 2) });
      becomeBase(walk);
    }
  },
};

const OF_UNIX = ['SO_PASSCRED', 'SO_PASSPIDFD', 'SO_PASSSEC', 'SO_PASSRIGHTS'] as const;

export const foreignOptions: Property = {
  id: 'ports.setsockopt.nothing-passes-but-by-unix',
  claim:
    'options of messages of AF_UNIX are refused by sockets with ports, and so are their values',
  clauses: ['K41', 'C18'],
  requires: needs,
  aim: (walk) => {
    const { choose } = walk;
    for (let i = choose.int(1, 4); i > 0; i--) {
      const { fd } = choose.oneIn(5) ? newRaw(walk) : newInet(walk);
      for (let options = choose.int(1, 4); options > 0; options--) {
        const option = choose.one(OF_UNIX);
        if (choose.oneIn(2)) walk.go({ call: 'getsockopt', fd, option, room: choose.int(0, 8) });
        else if (choose.oneIn(3))
          walk.go({ call: 'setsockopt', fd, option, value: 1, length: choose.int(0, 8) });
        else walk.go({ call: 'setsockopt', fd, option, value: choose.int(-1, 2) });
      }
    }
  },
};

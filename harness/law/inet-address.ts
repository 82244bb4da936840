/** What a socket of IPv4 or IPv6 makes of an address: its length and its family come first. */

import { inet6Text } from '../abi/inet6.ts';
import { AF_INET, AF_INET6, AF_UNSPEC } from '../abi/socket.ts';
import type { Address } from './operation.ts';
import { Unmodelled } from './rule.ts';
import { bytesOf, familyOf, SUN_PATH } from './unix-address.ts';

export type InetTarget =
  | {
      readonly kind: 'inet' | 'inet6';
      readonly host: string;
      readonly port: number;
      /** It came with no family at all. */
      readonly unspecified?: true;
    }
  | { readonly kind: 'short' | 'family' | 'unspecified' };

/** sizeof(struct sockaddr_storage): no address is longer. */
const LONGEST = 128;

export function inetTarget(address: Address, domain: number): InetTarget {
  switch (address.kind) {
    case 'inet':
      if (domain === AF_INET6) return { kind: 'short' };
      return { kind: 'inet', host: address.host, port: address.port };
    case 'inet6':
      return domain === AF_INET ? { kind: 'family' } : { ...address, kind: 'inet6' };
    case 'path':
      return shortOr(address.path.length + SUN_PATH + 1, domain);
    case 'abstract':
      return shortOr(address.name.length + SUN_PATH + 1, domain);
    case 'unnamed':
      return { kind: 'short' };
    case 'name':
    case 'proc':
      throw new Unmodelled('a name of unknown length');
    case 'bytes':
      return fromBytes(bytesOf(address.hex), domain);
  }
}

/** sockaddr_in has 16 bytes; of sockaddr_in6 the kernel asks 24 (without the scope id). */
function shortOr(length: number, domain: number): InetTarget {
  const isUnfit = length < (domain === AF_INET6 ? 24 : 16) || length > LONGEST;
  return { kind: isUnfit ? 'short' : 'family' };
}

/** struct sockaddr_in6, with its scope id or without: of loopback none is asked. */
function inet6Place(bytes: string): InetTarget {
  const pairs = [...bytes].map((c) => c.charCodeAt(0).toString(16).padStart(2, '0'));
  const group = (i: number): string => `${pairs[i]}${pairs[i + 1]}`;
  const groups = [8, 10, 12, 14, 16, 18, 20, 22].map(group);
  return { kind: 'inet6', host: inet6Text(groups), port: Number.parseInt(group(2), 16) };
}

function fromBytes(bytes: string, domain: number): InetTarget {
  const target = shortOr(bytes.length, domain);
  if (target.kind === 'short') return target;
  const family = familyOf(bytes);
  if (domain === AF_INET6) {
    return family === AF_INET6 ? inet6Place(bytes) : target;
  }
  const [high = 0, low = 0, ...rest] = [...bytes.slice(2, 8)].map((c) => c.charCodeAt(0));
  const place = { kind: 'inet', host: rest.join('.'), port: high * 256 + low } as const;
  if (family === AF_INET) return place;
  if (family !== AF_UNSPEC) return target;
  return place.host === '0.0.0.0' ? { ...place, unspecified: true } : { kind: 'unspecified' };
}

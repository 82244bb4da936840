/** Moves of ping sockets, and of the groups that make them. */

import * as S from '../harness/abi/socket.ts';
import type { Address, Slot } from '../harness/law/operation.ts';
import type { Socket } from '../harness/law/state.ts';
import type { Walk } from '../harness/scenario/walk.ts';
import { someAddress } from './port-moves.ts';

const PINGS = [
  [S.AF_INET, S.IPPROTO_ICMP],
  [S.AF_INET6, S.IPPROTO_ICMPV6],
] as const;

export const isPing = ({ domain, type, protocol }: Socket): boolean =>
  domain !== S.AF_UNIX &&
  type === S.SOCK_DGRAM &&
  (protocol === S.IPPROTO_ICMP || protocol === S.IPPROTO_ICMPV6);

/** Around groups that there are; now and then of nobody, or no groups at all. */
export function writeGroups(walk: Walk, groups = walk.home.gids): void {
  const { choose } = walk;
  const group = choose.one(groups);
  const low = Math.max(0, group + choose.int(-1, 1));
  const high = choose.one([low, group, group + choose.int(0, 2), choose.one(groups), 65_535]);
  const odd = choose.one([0, 1, 0x7fff_ffff, 0xffff_ffff, 0x1_0000_0000]);
  walk.go({ call: 'ping_groups', low, high: choose.oneIn(8) ? odd : high });
}

/** Of either family; now and then of no family’s protocol. */
export function newPing(walk: Walk): { readonly fd: Slot; readonly domain: number } {
  const { choose } = walk;
  const fd = walk.slot();
  const [domain, own] = walk.state.world.has.inet6 ? choose.one(PINGS) : PINGS[0];
  const protocol = choose.oneIn(12) ? choose.one(PINGS)[1] : own;
  const type = choose.oneIn(20) ? S.SOCK_STREAM : S.SOCK_DGRAM;
  const flags = choose.oneIn(4) ? S.SOCK_NONBLOCK : 0;
  walk.go({ call: 'socket', domain, type: type | flags, protocol, as: [fd] });
  return { fd, domain };
}

/** One that somebody has, a low one, any or 0. */
export function someIdentifier(walk: Walk): number {
  const { choose } = walk;
  const held = walk.state.ports.flatMap(({ inet }) =>
    inet !== undefined && inet.port > 0 ? [inet.port] : [],
  );
  if (held.length > 0 && choose.oneIn(2)) return choose.one(held);
  return choose.oneIn(4) ? 0 : choose.int(1, choose.oneIn(2) ? 1023 : 65_535);
}

/** Mostly of this host; else of nobody, of another family, or too short to be any. */
export function pingAddress(walk: Walk, domain: number): Address {
  const { choose } = walk;
  const port = someIdentifier(walk);
  const odd = choose.int(0, 30);
  if (odd === 0) return { kind: 'bytes', hex: '0200'.padEnd(2 * choose.int(2, 30), '0') };
  if (odd === 1) return { kind: 'bytes', hex: '0a00'.padEnd(2 * choose.int(20, 30), '0') };
  if (odd === 2) return someAddress(walk, choose.one([S.AF_INET, S.AF_INET6]), port);
  if (odd > 5) return someAddress(walk, domain, port);
  return domain === S.AF_INET
    ? { kind: 'inet', host: '192.0.2.1', port }
    : { kind: 'inet6', host: choose.one(['2001:db8::1', 'ff02::1', '::ffff:7f00:1']), port };
}

/** Addresses that lead nowhere from a socket of IPv4 or IPv6: too short, too long, or of another family. */

import { AF_INET, AF_INET6, SOCK_DGRAM } from '../abi/socket.ts';
import type { FdView } from './call.ts';
import { isNoAddress } from './datagram.ts';
import { inetTarget } from './inet-address.ts';
import { isNew } from './network.ts';
import type { Address } from './operation.ts';
import { type Refusal, refusal, Unmodelled } from './rule.ts';
import type { Socket } from './state.ts';
import { bytesOf, familyOf, isTooLong, SUN_PATH } from './unix-address.ts';

export type Fault = 'short' | 'long' | 'family' | 'broadcast';

/** Of the network of loopback, which needs no other one. */
const BROADCAST = '127.255.255.255';

/** UDP of IPv6 takes addresses of IPv4 besides its own. */
const takesBoth = ({ domain, type }: Socket): boolean => domain === AF_INET6 && type === SOCK_DGRAM;

const isOfFour = (address: Address): boolean =>
  address.kind === 'inet' ||
  (address.kind === 'bytes' && familyOf(bytesOf(address.hex)) === AF_INET);

export const hasFamily = (address: Address): boolean =>
  address.kind !== 'bytes' || address.hex.length / 2 >= SUN_PATH;

/** What is wrong with it; undefined where nothing is, or where it says that there is to be no peer. */
export function faultOf(socket: Socket, address: Address): Fault | undefined {
  if (isTooLong(address)) return 'long';
  if (isNoAddress(address)) return undefined;
  if (takesBoth(socket) && hasFamily(address) && isOfFour(address))
    throw new Unmodelled('a mapped address');
  if (socket.inet?.port === 0) throw new Unmodelled('bound to an address without a port');
  const target = inetTarget(address, socket.domain);
  if ('host' in target && target.host === BROADCAST) return broadcastFault(socket);
  return target.kind === 'short' || target.kind === 'family' ? target.kind : undefined;
}

function broadcastFault(socket: Socket): Fault {
  const { type, network, options, inet } = socket;
  const isNear = inet === undefined || inet.host === '0.0.0.0' || inet.host === '127.0.0.1';
  if (type !== SOCK_DGRAM || isNew(network) || options.get('SO_BROADCAST') === 1 || !isNear)
    throw new Unmodelled('ways of packets');
  return 'broadcast';
}

type Misaddressed = FdView<'connect' | 'sendto'> & { readonly fault?: Fault | undefined };

const CITED = 'net/socket.c move_addr_to_kernel(); af_inet.c, af_inet6.c';

/** `effect`: what comes of an address that came as far as the protocol. */
export function misaddressed<View extends Misaddressed>(
  call: 'connect' | 'sendto',
  effect: (view: View) => void,
): readonly Refusal<View>[] {
  return [
    refusal<View>(
      `${call}.inet.long`,
      'EINVAL',
      'P27',
      `${CITED}: longer than any address`,
      ({ fault }) => fault === 'long',
      { strength: 'exact' },
    ),
    refusal<View>(
      `${call}.inet.short`,
      'EINVAL',
      'P27',
      `ip(7), ipv6(7) ERRORS EINVAL; ${CITED}`,
      ({ fault }) => fault === 'short',
      { effect },
    ),
    refusal<View>(
      `${call}.inet.family`,
      'EAFNOSUPPORT',
      'P27',
      `${call}(2), POSIX ERRORS EAFNOSUPPORT`,
      ({ fault, socket }) =>
        fault === 'family' && (call === 'connect' || socket.domain === AF_INET),
      { strength: 'posix', effect },
    ),
    refusal<View>(
      `${call}.inet.broadcast`,
      'EACCES',
      'P28',
      `${call}(2) ERRORS EACCES, socket(7) SO_BROADCAST`,
      ({ fault }) => fault === 'broadcast',
      { effect },
    ),
    ...(call === 'sendto'
      ? [
          refusal<View>(
            'sendto.inet6.family',
            'EINVAL',
            'P27',
            'net/ipv6/udp.c udpv6_sendmsg()',
            ({ fault }) => fault === 'family',
            { strength: 'exact', effect },
          ),
        ]
      : []),
  ];
}

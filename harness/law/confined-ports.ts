/** Landlock: who has confined itself to some ports of TCP binds no other, or connects to no other, whoever made the socket. */

import * as S from '../abi/socket.ts';
import type { FdView } from './call.ts';
import type { InetTarget } from './inet-address.ts';
import type { Address, Confined } from './operation.ts';
import { type Refusal, type Rule, refusal, rule, Unmodelled } from './rule.ts';
import type { Socket } from './state.ts';
import { bytesOf, familyOf } from './unix-address.ts';

type Doing = Pick<FdView<Confined>, 'state' | 'me' | 'socket' | 'op'>;
type Binding = FdView<'bind'> & { readonly target: InetTarget };

const LANDLOCK = 'landlock(7) Network flags; Documentation/userspace-api/landlock.rst';
const BIND = `${LANDLOCK}: LANDLOCK_ACCESS_NET_BIND_TCP`;
const CONNECT = `${LANDLOCK}: LANDLOCK_ACCESS_NET_CONNECT_TCP`;
const CHECKED = 'security/landlock/net.c current_check_access_socket()';

/** The ports that Landlock leaves for a socket; undefined where it leaves all. */
function left({ state, me, socket }: Doing, to: Confined): readonly number[] | undefined {
  const ports = to === 'bind' ? me.bindable : me.connectable;
  if (ports === undefined || socket.type !== S.SOCK_STREAM) return undefined;
  if (socket.protocol === S.IPPROTO_TCP) return ports;
  if (!state.world.has.landlockTcpAlone) throw new Unmodelled('streams that were taken for TCP');
  return undefined;
}

const isKept = (view: Doing, to: Confined, port: number): boolean =>
  left(view, to)?.includes(port) === false;

/** Of IPv4 for a socket of IPv6, or the other way round. */
function isOfTheOther(address: Address, { domain }: Socket): boolean {
  const family = address.kind === 'bytes' ? familyOf(bytesOf(address.hex)) : FAMILIES[address.kind];
  return family !== domain && (family === S.AF_INET || family === S.AF_INET6);
}

const FAMILIES: Readonly<Record<string, number>> = { inet: S.AF_INET, inet6: S.AF_INET6 };

/** The port of an address without a family, which is looked at as if it were of IPv4. */
function portOfNoFamily(address: Address): number | undefined {
  const bytes = address.kind === 'bytes' ? bytesOf(address.hex) : '';
  if (bytes.length < 16 || familyOf(bytes) !== S.AF_UNSPEC) return undefined;
  return bytes.charCodeAt(2) * 256 + bytes.charCodeAt(3);
}

const portOf = ({ target }: Binding): number | undefined =>
  'port' in target ? target.port : undefined;

function isKeptUnspecified(view: Binding): boolean {
  if (view.socket.domain !== S.AF_INET6) return false;
  const port = portOfNoFamily(view.op.address);
  return port !== undefined && isKept(view, 'bind', port);
}

export const confinedBindRefusals: readonly Refusal<Binding>[] = [
  refusal(
    'bind.confined.family',
    'EINVAL',
    'P35',
    `${CHECKED}; POSIX bind() EAFNOSUPPORT`,
    (v) =>
      v.target.kind === 'family' &&
      left(v, 'bind') !== undefined &&
      isOfTheOther(v.op.address, v.socket),
    { strength: 'exact', may: true },
  ),
  refusal(
    'bind.confined.unspecified',
    'EACCES',
    'P35',
    `${CHECKED}: older ones took it for an address of IPv4`,
    isKeptUnspecified,
    { strength: 'exact', may: true },
  ),
  refusal(
    'bind.confined.zero',
    'EACCES',
    'P33',
    `${BIND}: a rule for port 0`,
    (v) => portOf(v) === 0 && isKept(v, 'bind', 0),
  ),
  refusal('bind.confined', 'EACCES', 'P32', BIND, (v) => {
    const port = portOf(v);
    return port !== undefined && isKept(v, 'bind', port);
  }),
];

const R = {
  left: rule('bind.confined.left', 'P32', BIND),
  zero: rule('bind.confined.zero-left', 'P33', `${BIND}: a rule for port 0`),
  others: rule('bind.confined.not-of-tcp', 'P32', `${BIND}: TCP alone`),
};

/** By which rule who is confined binds; undefined for who is not. */
export function confinedBindRule(view: Binding): Rule | undefined {
  const { bindable } = view.me;
  const port = portOf(view);
  if (bindable === undefined || port === undefined) return undefined;
  if (left(view, 'bind') === undefined) return bindable.includes(port) ? undefined : R.others;
  return port === 0 ? R.zero : R.left;
}

type Connecting = FdView<'connect'> & {
  readonly aim: { readonly port: number } | undefined;
  readonly fault?: string;
};

/** Before the family of the address is compared, and after. */
export const confinedConnectRefusals: readonly [Refusal<Connecting>, Refusal<Connecting>] = [
  refusal(
    'connect.inet.confined.family',
    'EINVAL',
    'P35',
    `${CHECKED}; POSIX connect() EAFNOSUPPORT`,
    (v) =>
      v.fault === 'family' &&
      left(v, 'connect') !== undefined &&
      isOfTheOther(v.op.address, v.socket),
    { strength: 'exact', may: true },
  ),
  refusal(
    'connect.inet.confined',
    'EACCES',
    'P34',
    CONNECT,
    (v) => v.aim !== undefined && isKept(v, 'connect', v.aim.port),
  ),
];

/** bind of ping sockets: where others have a port they have an identifier, of which no capability is asked. */

import * as S from '../abi/socket.ts';
import { done } from './call.ts';
import { type InetBindView, isForeign } from './inet-bind.ts';
import { hold, isMapped, nameAt, refuseLateSharing } from './inet-ports.ts';
import type { Address } from './operation.ts';
import { chosenName, IDENTIFIERS, isPing } from './ping.ts';
import { type Expectation, type Outcome, type Refusal, refusal, rule, Unmodelled } from './rule.ts';
import type { Socket, State } from './state.ts';

const BINDING = 'bind(2); ping.c ping_check_bind_addr()';
/** sizeof(struct sockaddr_in6), the scope id with it. */
const WHOLE = 28;
const GROUP = 'ff02::1';

const lengthOf = (address: Address): number => {
  switch (address.kind) {
    case 'bytes':
      return address.hex.length / 2;
    case 'path':
      return address.path.length + 3;
    case 'abstract':
      return address.name.length + 3;
    case 'inet':
      return 16;
    default:
      return WHOLE;
  }
};

/** Others do without the scope id. */
const isCut = ({ op, socket }: InetBindView): boolean =>
  socket.domain === S.AF_INET6 && lengthOf(op.address) < WHOLE;

const identifier = ({ target }: InetBindView): number => ('port' in target ? target.port : 0);

/** Whatever their addresses and families are, one identifier is one. */
function rivalsOf(v: InetBindView): readonly Socket[] {
  const wanted = identifier(v);
  if (wanted === 0) return [];
  return v.state.ports.filter(
    (other) => isPing(other) && other !== v.socket && other.inet?.port === wanted,
  );
}

const isShared = ({ socket }: InetBindView, other: Socket): boolean => {
  if (other.uncertain) throw new Unmodelled('waits for the collector');
  if (other.inet !== undefined) refuseLateSharing(other, other.inet);
  return [socket, other].every(({ options }) => options.get('SO_REUSEADDR') === 1);
};

function isTaken(v: InetBindView): boolean {
  const unwilling = rivalsOf(v).filter((other) => !isShared(v, other));
  if (unwilling.some(({ network }) => network === v.socket.network)) return true;
  if (unwilling.length > 0 && !v.state.world.has.pingersApart)
    throw new Unmodelled('an identifier of another network');
  return false;
}

export const pingBindRefusals: readonly Refusal<InetBindView>[] = [
  refusal(
    'bind.ping.short',
    'EINVAL',
    'P30',
    `${BINDING}: addrlen`,
    (v) => v.target.kind === 'short' || isCut(v),
    { strength: 'posix' },
  ),
  refusal(
    'bind.ping.family',
    'EAFNOSUPPORT',
    'P30',
    `${BINDING}; POSIX bind() EAFNOSUPPORT`,
    ({ target }) => target.kind === 'family' || target.kind === 'unspecified',
    { strength: 'posix' },
  ),
  refusal(
    'bind.ping.mapped',
    'EINVAL',
    'P30',
    `${BINDING}: of IPv6 alone, and of one host`,
    ({ target }) => 'host' in target && (isMapped(target.host) || target.host === GROUP),
    { strength: 'exact' },
  ),
  refusal(
    'bind.ping.foreign',
    'EADDRNOTAVAIL',
    'P30',
    'bind(2), ip(7) ERRORS EADDRNOTAVAIL',
    isForeign,
    { strength: 'posix' },
  ),
  refusal(
    'bind.ping.bound-already',
    'EINVAL',
    'P30',
    'bind(2) ERRORS EINVAL: already bound; ping.c ping_bind()',
    (v) => v.socket.inet !== undefined,
    { strength: 'posix' },
  ),
  refusal(
    'bind.ping.taken',
    'EADDRINUSE',
    'P30',
    'bind(2) ERRORS EADDRINUSE; ping.c ping_get_port()',
    isTaken,
    { strength: 'posix' },
  ),
];

const R = {
  free: rule(
    'bind.ping',
    'P15',
    'icmp(7); ping.c ping_bind(): CAP_NET_BIND_SERVICE is of ports',
    'exact',
  ),
  shared: rule(
    'bind.ping.shared',
    'P30',
    'socket(7) SO_REUSEADDR; ping.c ping_get_port()',
    'exact',
  ),
  elsewhere: rule(
    'bind.ping.of-another-network',
    'P30',
    'network_namespaces(7); ping.c ping_get_port()',
    'exact',
  ),
  chosen: rule('bind.ping.zero', 'P30', 'ping.c ping_get_port(): 0 has one chosen', 'exact'),
  own: rule(
    'getsockname.ping.own',
    'P30',
    'ping.c ping_get_port(): one that nobody has is chosen',
    'exact',
  ),
};

function ruleFor(v: InetBindView) {
  if (identifier(v) === 0) return R.chosen;
  const rivals = rivalsOf(v);
  if (rivals.some(({ network }) => network === v.socket.network)) return R.shared;
  return rivals.length > 0 ? R.elsewhere : R.free;
}

export function allowPingBind(view: InetBindView): Outcome {
  const { state, socket, me, target } = view;
  return done(ruleFor(view), () => {
    if (!('port' in target)) return;
    const { host, port } = target;
    if (port === 0) hold(state, socket, { ...chosenName(host, socket, me), given: { host, port } });
    else hold(state, socket, nameAt(host, port, socket, me));
  });
}

/** One that the kernel chose is no other’s of the network. */
export function expectOwnIdentifier(state: State, socket: Socket, room: number): Expectation[] {
  const least = socket.domain === S.AF_INET6 ? WHOLE : 16;
  if (socket.inet?.port !== -1 || room < least) return [];
  const taken = new Set(
    state.ports
      .filter((other) => isPing(other) && other !== socket && other.network === socket.network)
      .map(({ inet }) => inet?.port),
  );
  const [first, last] = IDENTIFIERS;
  return [
    {
      rule: R.own,
      name: 'port',
      want: {
        allowed: (seen) =>
          typeof seen === 'number' && seen >= first && seen <= last && !taken.has(seen),
        text: `${first}…${last}, of nobody else`,
      },
    },
  ];
}

/** Ports of loopback that are sent to or connected to: no rule about low ports is in the way of that. */

import * as S from '../abi/socket.ts';
import { type CallLaw, descriptorOf, type FdView, lookFd, success } from './call.ts';
import { confinedConnectRefusals } from './confined-ports.ts';
import { isNoAddress } from './datagram.ts';
import { inetTarget } from './inet-address.ts';
import { listenerAt, listeningAt, meetAt } from './inet-connection.ts';
import { type Fault, faultOf, hasFamily, misaddressed } from './inet-misaddressed.ts';
import { hold, isMapped, nameAt, spelledFor, wildcardOf } from './inet-ports.ts';
import { isNew, localPortsOf } from './network.ts';
import type { OperationOf } from './operation.ts';
import { isPing, meetPing } from './ping.ts';
import { type Outcome, refusal, rowsFor, rule, Unmodelled } from './rule.ts';
import type { Socket, State } from './state.ts';
import { type Aim, associateWith, part } from './udp-connect.ts';

type Call = 'connect' | 'sendto';
type Reaching<Name extends Call> = FdView<Name>;

const FLAGS = S.MSG_DONTWAIT | S.MSG_NOSIGNAL;
/** One packet, wherever it goes. */
const LARGEST = 1024;
/** Where packets go by themselves, and the addresses from which they may. */
const LOOPBACK = { inet: ['127.0.0.1', '127.0.0.2'], inet6: ['::1'] } as const;
/** The same of IPv4, for sockets of IPv6. */
const MAPPED_LOOPBACK = LOOPBACK.inet.map((host) => spelledFor({ domain: S.AF_INET6 }, host));
const SENDERS = { inet: ['0.0.0.0', ...LOOPBACK.inet], inet6: ['::', ...LOOPBACK.inet6] } as const;

/** Where on loopback it is aimed. */
function aimOf({ state, socket, op }: Reaching<Call>): Aim {
  const target = inetTarget(op.address, socket.domain);
  if (!('port' in target) || target.port === 0) throw new Unmodelled('a place that is none');
  const from = socket.inet?.host ?? SENDERS[target.kind][0];
  const isNear = (hosts: readonly string[], host: string): boolean => hosts.includes(host);
  const isOfFour = isMapped(target.host);
  if (isOfFour && (socket.type === S.SOCK_DGRAM || socket.options.get('IPV6_V6ONLY') === 1))
    throw new Unmodelled('ways of packets');
  const [places, sources] = isOfFour
    ? [MAPPED_LOOPBACK, ['::', ...MAPPED_LOOPBACK]]
    : [LOOPBACK[target.kind], SENDERS[target.kind]];
  if (!isNear(places, target.host) || !isNear(sources, from))
    throw new Unmodelled('ways of packets');
  if (isNew(socket.network) || socket.inet?.port === 0) throw new Unmodelled('no loopback');
  if (state.ports.some(({ inet, phase }) => inet?.port === -1 && phase === 'listening'))
    throw new Unmodelled('somebody listens at a port that nobody knows');
  return { host: target.host, port: target.port };
}

/** A socket that sends without a name gets a port. */
function choosePort({ state, me, socket }: Reaching<Call>): void {
  if (socket.inet === undefined) hold(state, socket, nameAt(wildcardOf(socket), -1, socket, me));
}

const isUdp = ({ socket }: { readonly socket: Socket }): boolean => socket.type === S.SOCK_DGRAM;

const SENT = rule('sendto.inet.any-port', 'P22', 'udp(7), ip(7): binding alone is privileged');

interface Sending extends FdView<'sendto'> {
  readonly fault: Fault | undefined;
}

const sendto: CallLaw<'sendto', Sending> = {
  look: (state, op) => {
    const view = lookFd(state, op);
    if (!isUdp(view) || isPing(view.socket)) throw new Unmodelled('inet');
    if ((op.flags & ~FLAGS) !== 0 || op.size > LARGEST) throw new Unmodelled('inet');
    if (view.socket.remote !== undefined)
      throw new Unmodelled('errors of a peer that is not there');
    if (op.address.kind === 'bytes' && op.address.hex === '')
      throw new Unmodelled('no address at all');
    const fault = faultOf(view.socket, op.address);
    if (fault === undefined) aimOf(view);
    return { ...view, fault };
  },
  refusals: misaddressed<Sending>('sendto', choosePort),
  allow: (view): Outcome =>
    success(SENT, [{ rule: SENT, name: 'ret', want: view.op.size }], () => choosePort(view)),
};

/** The same for a ping socket: of what is wrong with an address it tells otherwise, and the law nothing. */
function lookPing(view: Reaching<'connect'>): Aim {
  const { socket, op } = view;
  if (isNoAddress(op.address) || faultOf(socket, op.address) !== undefined)
    throw new Unmodelled('addresses of ping sockets');
  return aimOf(view);
}

interface Connecting extends FdView<'connect'> {
  /** Undefined for no address at all. */
  readonly aim: Aim | undefined;
  readonly listener: Socket | undefined;
  /** Somebody listens there, and hears none of it. */
  readonly deaf?: Socket | undefined;
  readonly fault?: Fault;
}

/** UDP is given a port before its peer is looked at. */
function chooseBefore(view: Connecting): void {
  if (isUdp(view) && hasFamily(view.op.address)) choosePort(view);
}

/** Which name it has then, the documents do not say. */
const nobodyMet = {
  effect: (view: Connecting): void => {
    choosePort(view);
    view.socket.uncertain = true;
  },
};

/** Why who listens at that port hears nothing of it: :: hears all but IPv4, if it was told so. */
const DEAF = [
  [
    'connect.inet.v6-only',
    'P15',
    'ipv6(7) IPV6_V6ONLY; connect(2) ERRORS ECONNREFUSED',
    ({ inet }: Socket) => inet?.host === '::',
  ],
  [
    'connect.inet.another-address',
    'P23',
    'ip(7), ipv6(7): packets for the address that was bound; connect(2) ERRORS ECONNREFUSED',
    () => true,
  ],
] as const;

const [confinedFamily, confinedPort] = confinedConnectRefusals;

const connect: CallLaw<'connect', Connecting> = {
  look: (state, op) => {
    const view = lookFd(state, op);
    const { socket, file } = view;
    if (op.length !== undefined) throw new Unmodelled('a length of another address');
    if (isPing(socket)) return { ...view, aim: lookPing(view), listener: undefined };
    const isOfTcp = socket.protocol === S.IPPROTO_TCP && socket.phase === 'closed';
    if (!isUdp(view) && !isOfTcp) throw new Unmodelled('inet');
    const fault = faultOf(socket, op.address);
    if (fault !== undefined) return { ...view, aim: undefined, listener: undefined, fault };
    if (isUdp(view)) {
      const aim = isNoAddress(op.address) ? undefined : aimOf(view);
      return { ...view, aim, listener: undefined };
    }
    if (file.nonblock) throw new Unmodelled('a connect that goes on');
    const aim = aimOf(view);
    const { host, port } = aim;
    const listener = listenerAt(state, socket, host, port);
    if (listener !== undefined) return { ...view, aim, listener };
    // A port from which the kernel chooses may be the socket's own, which then meets itself.
    const [low] = socket.inet?.range ?? localPortsOf(state, socket);
    if (port >= low) throw new Unmodelled('a port that may be its own');
    if (socket.inet?.port === port) throw new Unmodelled('a connection to itself');
    return { ...view, aim, listener, deaf: listeningAt(state, socket, port)[0] };
  },
  refusals: [
    confinedFamily,
    ...misaddressed<Connecting>('connect', chooseBefore),
    confinedPort,
    ...DEAF.map(([id, clause, cite, isSuch]) =>
      refusal<Connecting>(
        id,
        'ECONNREFUSED',
        clause,
        cite,
        (v) => v.deaf !== undefined && isSuch(v.deaf),
        nobodyMet,
      ),
    ),
    refusal(
      'connect.inet.nobody',
      'ECONNREFUSED',
      'P22',
      'connect(2) ERRORS ECONNREFUSED; tcp(7)',
      (v) => !isUdp(v) && v.listener === undefined,
      { strength: 'posix', ...nobodyMet },
    ),
  ],
  allow: (view) => {
    const { listener, aim } = view;
    if (isPing(view.socket) && aim !== undefined) return meetPing(view, aim);
    if (isUdp(view)) return aim === undefined ? part(view) : associateWith(view, aim);
    if (listener === undefined || aim === undefined) throw new Unmodelled('nobody is met');
    return meetAt(view, listener, aim.host);
  },
};

const LAWS = { sendto, connect } as const;

export const isInet = ({ domain }: Partial<Pick<Socket, 'domain'>>): boolean =>
  domain !== undefined && domain !== S.AF_UNIX;

function isOfInet(state: State, op: OperationOf<Call>): boolean {
  const file = descriptorOf(state, op.by, op.fd)?.file;
  return file?.object.kind === 'socket' && file.access !== 'path' && isInet(file.object);
}

/** The law of a call with sockets of AF_UNIX, and what is said here of those with ports. */
export function withInet<Name extends Call>(call: Name, unix: CallLaw<Name, never>) {
  const inet = LAWS[call] as unknown as CallLaw<Name, never>;
  const which = (has: boolean): CallLaw<Name, never> => (has ? inet : unix);
  const whole: CallLaw<Name, never> = {
    look: (state, op) => which(isOfInet(state, op as OperationOf<Call>)).look(state, op),
    refusals: [
      ...rowsFor((view: FdView<Name>) => !isInet(view.socket), unix.refusals as never),
      ...rowsFor((view: FdView<Name>) => isInet(view.socket), inet.refusals as never),
    ],
    allow: (view: FdView<Name>) => which(isInet(view.socket)).allow(view as never),
  };
  return whole;
}

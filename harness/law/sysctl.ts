/** Sysctls of a network: where its unprivileged ports begin, from which the kernel chooses, how many may wait for accept. */

import { type CallLaw, look, success, type View } from './call.ts';
import {
  capableOverNetworkOf,
  isNew,
  isOwned,
  localPortsOf,
  portStartOf,
  setLocalPorts,
  setPortStart,
  setSomaxconn,
  somaxconnOf,
} from './network.ts';
import type { OperationOf } from './operation.ts';
import { type Expectation, ifObserved, type Refusal, refusal, rule, Unmodelled } from './rule.ts';
import type { State } from './state.ts';

type Sysctl = 'port_start' | 'port_range' | 'somaxconn' | 'ping_groups';

const R = {
  shown: rule(
    'sysctl.port-start.shown',
    'P05',
    'ip-sysctl.rst; sysctl(8): what was refused is not set',
  ),
  portStart: rule('sysctl.port-start', 'P06', 'ip-sysctl.rst ip_unprivileged_port_start'),
  rangeShown: rule(
    'sysctl.port-range.shown',
    'P05',
    'ip-sysctl.rst; sysctl(8): what was refused is not set',
  ),
  queueShown: rule('sysctl.somaxconn.shown', 'S08', 'sysctl(8): what was refused is not set'),
  queue: rule('sysctl.somaxconn', 'S08', 'listen(2) NOTES: /proc/sys/net/core/somaxconn'),
  portRange: rule('sysctl.port-range', 'P05', 'ip-sysctl.rst ip_local_port_range'),
};

/** The capability over who owns the network that one is in stands for root. */
const mayWrite = ({ state, me }: View<Sysctl>): boolean =>
  capableOverNetworkOf(state, me, me, 'NET_ADMIN');

export function lookSysctl<Name extends Sysctl>(state: State, op: OperationOf<Name>): View<Name> {
  const view = look(state, op);
  const { me } = view;
  if (me.network !== 0 && !isNew(me.network)) throw new Unmodelled('sysctl of another network');
  if (me.most !== undefined) throw new Unmodelled('a descriptor to write to it with');
  // The root of all user namespaces owns the file, and whether this is that one nobody tells.
  if (me.cred.euid === 0 && !mayWrite(view)) throw new Unmodelled('root without the capability');
  return view;
}

/** Fewer to choose from could all be taken. */
const ENOUGH = 64;
const LAST = 65_535;

/** What the file shows afterwards. */
const shows = (value: number): Expectation[] => [
  { rule: R.shown, name: 'shown', want: ifObserved(value) },
];
const showsRange = ([low, high]: readonly [number, number]): Expectation[] => [
  { rule: R.rangeShown, name: 'low', want: ifObserved(low) },
  { rule: R.rangeShown, name: 'high', want: ifObserved(high) },
];
const unchanged = {
  expects: ({ state, me }: View<'port_start'>) => shows(portStartOf(state, me)),
};
const sameRange = {
  expects: ({ state, me }: View<'port_range'>) => showsRange(localPortsOf(state, me)),
};

/** One for each, for they show other things. */
export const denied = <Name extends Sysctl>(
  more: Pick<Refusal<View<Name>>, 'expects'>,
): Refusal<View<Name>> =>
  refusal(
    'sysctl.denied',
    'EACCES',
    'P06',
    'sysctl_net.c net_ctl_permissions(), proc_sysctl.c test_perm(); open(2) ERRORS EACCES',
    (v) => !mayWrite(v),
    more,
  );

export const port_start: CallLaw<'port_start'> = {
  look: lookSysctl,
  refusals: [
    denied(unchanged),
    refusal(
      'sysctl.port-start.range',
      'EINVAL',
      'P05',
      'ip-sysctl.rst: 0 to 65535',
      (v) => v.op.value < 0 || v.op.value > LAST,
      unchanged,
    ),
    refusal(
      'sysctl.port-start.local',
      'EINVAL',
      'P05',
      'ip-sysctl.rst: must not overlap ip_local_port_range',
      (v) => v.op.value > localPortsOf(v.state, v.me)[0],
      unchanged,
    ),
  ],
  allow: ({ state, op, me }) =>
    success(R.portStart, shows(op.value), () => setPortStart(state, me.network, op.value)),
};

export const port_range: CallLaw<'port_range'> = {
  look: lookSysctl,
  refusals: [
    denied(sameRange),
    refusal(
      'sysctl.port-range.values',
      'EINVAL',
      'P05',
      'sysctl_net_ipv4.c ip_local_port_range_min, ip_local_port_range_max',
      ({ op }) => Math.min(op.low, op.high) < 1 || Math.max(op.low, op.high) > LAST,
      sameRange,
    ),
    refusal(
      'sysctl.port-range.reversed',
      'EINVAL',
      'P05',
      'sysctl_net_ipv4.c ipv4_local_port_range(): the last is not before the first',
      ({ op }) => op.high < op.low,
      sameRange,
    ),
    refusal(
      'sysctl.port-range.privileged',
      'EINVAL',
      'P05',
      'ip-sysctl.rst ip_unprivileged_port_start: must not overlap ip_local_port_range',
      (v) => v.op.low < portStartOf(v.state, v.me),
      sameRange,
    ),
  ],
  allow: ({ state, op: { low, high }, me }) => {
    if (high - low < ENOUGH) throw new Unmodelled('too few ports to choose from');
    return success(R.portRange, showsRange([low, high]), () =>
      setLocalPorts(state, me.network, [low, high]),
    );
  },
};

const showsQueue = (value: number): Expectation[] => [
  { rule: R.queueShown, name: 'shown', want: ifObserved(value) },
];
const sameQueue = {
  expects: ({ state, me }: View<'somaxconn'>) => showsQueue(somaxconnOf(state, me)),
};

export const somaxconn: CallLaw<'somaxconn'> = {
  look: (state, op) => {
    const view = lookSysctl(state, op);
    if (!state.world.has.somaxconn) throw new Unmodelled('no somaxconn to write to');
    if (isOwned(state, view.me.network)) throw new Unmodelled('what older kernels do not show');
    return view;
  },
  refusals: [
    denied(sameQueue),
    refusal(
      'sysctl.somaxconn.negative',
      'EINVAL',
      'S08',
      'sysctl_net_core.c: not below 0',
      (v) => v.op.value < 0,
      sameQueue,
    ),
  ],
  allow: ({ state, op, me }) =>
    success(R.queue, showsQueue(op.value), () => setSomaxconn(state, me.network, op.value)),
};

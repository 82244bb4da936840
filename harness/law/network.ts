/** Network namespaces that are made: whose network a socket is of, and where its ports that need a capability end. */

import { type CallLaw, done, look } from './call.ts';
import { capable } from './permission.ts';
import { refusal, rule, Unmodelled } from './rule.ts';
import type { Socket, State } from './state.ts';

/** Those that are there at the beginning have smaller numbers. */
const FIRST_NETWORK = 10_000;
/** In a network that is new (ip-sysctl.rst). */
const NEW_PORT_START = 1024;
const NEW_LOCAL_PORTS = 32_768;

export const isNew = (network: number): boolean => network >= FIRST_NETWORK;

const newOne = ({ networks }: State, network: number): { portStart: number } | undefined =>
  networks[network - FIRST_NETWORK];

/** `ip_unprivileged_port_start` there. */
export function portStartOf(state: State, { network }: Pick<Socket, 'network'>): number {
  return newOne(state, network)?.portStart ?? state.portStart;
}

export function setPortStart(state: State, network: number, value: number): void {
  const one = newOne(state, network);
  if (one === undefined) state.portStart = value;
  else one.portStart = value;
}

/** The low end of `ip_local_port_range` there. */
export function localPortsOf({ world }: State, network: number): number {
  return isNew(network) ? NEW_LOCAL_PORTS : world.localPortRange[0];
}

const R = {
  made: rule('network.new', 'P06', 'unshare(2) CLONE_NEWNET, network_namespaces(7)'),
  home: rule('network.home', 'P08', 'setns(2), network_namespaces(7)'),
};

export const network: CallLaw<'network'> = {
  look: (state, op) => {
    const view = look(state, op);
    if (view.me.uids !== undefined) throw new Unmodelled('a network of another user namespace');
    if (view.me.most !== undefined) throw new Unmodelled('a descriptor of the namespace');
    return view;
  },
  refusals: [
    refusal(
      'network.denied',
      'EPERM',
      'P06',
      'unshare(2), setns(2) ERRORS EPERM: CAP_SYS_ADMIN',
      (v) => !capable(v.me, 'SYS_ADMIN'),
    ),
  ],
  allow: ({ state, me, op }) =>
    op.to === 'home'
      ? done(R.home, () => {
          me.network = me.home;
        })
      : done(R.made, () => {
          me.network = FIRST_NETWORK + state.networks.push({ portStart: NEW_PORT_START }) - 1;
        }),
};

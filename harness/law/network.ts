/** Network namespaces that are made: whose network a socket is of, and where its ports that need a capability end. */

import type { CapabilityName } from '../abi/capability.ts';
import { type CallLaw, done, look } from './call.ts';
import { FIRST_NETWORK, newNetwork } from './fresh.ts';
import { capable } from './permission.ts';
import { refusal, rule, Unmodelled } from './rule.ts';
import type { Groups, Network, Process, Socket, State } from './state.ts';

export const isNew = (network: number): boolean => network >= FIRST_NETWORK;

const newOne = ({ networks }: State, network: number): Network | undefined =>
  networks[network - FIRST_NETWORK];

/** Whether a process has a capability over the user namespace that owns a socket's network (ns_capable()). */
export function capableOverNetworkOf(
  state: State,
  me: Process,
  { network }: Pick<Socket, 'network'>,
  capability: CapabilityName,
): boolean {
  const owner = newOne(state, network)?.owner;
  if (me.uids === undefined) return capable(me, capability) || owner?.maker === me.cred.euid;
  return owner !== undefined && state.processes[owner.process] === me && capable(me, capability);
}

/** `ip_unprivileged_port_start` there. */
export function portStartOf(state: State, { network }: Pick<Socket, 'network'>): number {
  return newOne(state, network)?.portStart ?? state.portStart;
}

export function setPortStart(state: State, network: number, value: number): void {
  const one = newOne(state, network);
  if (one === undefined) state.portStart = value;
  else one.portStart = value;
}

/** `ip_local_port_range` there. */
export function localPortsOf(
  state: State,
  { network }: Pick<Socket, 'network'>,
): readonly [number, number] {
  return newOne(state, network)?.localPorts ?? state.localPorts;
}

/** `net.core.somaxconn` there. */
export function somaxconnOf(state: State, { network }: Pick<Socket, 'network'>): number {
  return newOne(state, network)?.somaxconn ?? state.somaxconn;
}

export function setSomaxconn(state: State, network: number, value: number): void {
  const one = newOne(state, network);
  if (one === undefined) state.somaxconn = value;
  else one.somaxconn = value;
}

/** `ping_group_range` there, if it is known. */
export function pingGroupsOf(
  state: State,
  { network }: Pick<Socket, 'network'>,
): Groups | undefined {
  if (state.world.pingGroups === undefined || (network !== 0 && !isNew(network))) return undefined;
  return newOne(state, network)?.pingGroups ?? state.pingGroups;
}

export function setPingGroups(state: State, network: number, groups: Groups): void {
  const one = newOne(state, network);
  if (one === undefined) state.pingGroups = groups;
  else one.pingGroups = groups;
}

/** Whether a user namespace of an actor has it. */
export function isOwned(state: State, network: number): boolean {
  return newOne(state, network)?.owner !== undefined;
}

export function setLocalPorts(
  state: State,
  network: number,
  range: readonly [number, number],
): void {
  const one = newOne(state, network);
  if (one === undefined) state.localPorts = range;
  else one.localPorts = range;
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
          me.network = FIRST_NETWORK + state.networks.push(newNetwork(undefined)) - 1;
        }),
};

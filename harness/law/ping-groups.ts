/** `ping_group_range`, a sysctl of a network: the groups that make ping sockets. */

import { type CallLaw, success, type View } from './call.ts';
import { isOwned, pingGroupsOf, setPingGroups } from './network.ts';
import { type Expectation, ifObserved, refusal, rule, Unmodelled } from './rule.ts';
import type { Groups } from './state.ts';
import { denied, lookSysctl } from './sysctl.ts';

const DOCUMENT = 'ip-sysctl.rst ping_group_range; icmp(7)';

const R = {
  set: rule('sysctl.ping-groups', 'P31', DOCUMENT),
  nobody: rule(
    'sysctl.ping-groups.nobody',
    'P31',
    `${DOCUMENT}; sysctl_net_ipv4.c ipv4_ping_group_range(): 1 0 for nobody`,
    'exact',
  ),
  shown: rule('sysctl.ping-groups.shown', 'P31', 'sysctl(8): what was refused is not set'),
};

const NOBODY: Groups = [1, 0];
/** (gid_t) -1 is no group; older kernels know none from 2^31 on. */
const NONE = 0xffff_ffff;
const LAST_OF_ALL = 0x7fff_ffff;

const shows = ([low, high]: Groups): Expectation[] => [
  { rule: R.shown, name: 'low', want: ifObserved(low) },
  { rule: R.shown, name: 'high', want: ifObserved(high) },
];

const unchanged = {
  expects: ({ state, me }: View<'ping_groups'>) => shows(pingGroupsOf(state, me) ?? NOBODY),
};

export const ping_groups: CallLaw<'ping_groups'> = {
  look: (state, op) => {
    const view = lookSysctl(state, op);
    const { me } = view;
    if (!state.world.has.pingGroups || pingGroupsOf(state, me) === undefined)
      throw new Unmodelled('no groups to write');
    if (me.uids !== undefined || isOwned(state, me.network))
      throw new Unmodelled('groups of another user namespace');
    for (const group of [op.low, op.high])
      if (group < 0 || (group > LAST_OF_ALL && group < NONE) || group > 2 * NONE)
        throw new Unmodelled('what kernels take for groups');
    return view;
  },
  refusals: [
    denied(unchanged),
    refusal(
      'sysctl.ping-groups.values',
      'EINVAL',
      'P31',
      'sysctl_net_ipv4.c ip_ping_group_range_max: no group',
      ({ op }) => Math.max(op.low, op.high) >= NONE,
      { strength: 'exact', ...unchanged },
    ),
  ],
  allow: ({ state, me, op: { low, high } }) => {
    const groups: Groups = high < low ? NOBODY : [low, high];
    return success(high < low ? R.nobody : R.set, shows(groups), () =>
      setPingGroups(state, me.network, groups),
    );
  },
};

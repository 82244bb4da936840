/** `ping_group_range`, a sysctl of a network: the groups that make ping sockets. */

import { type CallLaw, success, type View } from './call.ts';
import { gidOf, gidSeenBy } from './namespace.ts';
import { pingGroupsOf, setPingGroups } from './network.ts';
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

type Writing = View<'ping_groups'>;

/** As the writer's user namespace shows them. */
function shows({ state, me }: Writing, groups: Groups): Expectation[] {
  const [low, high] = groups.map((group) => gidSeenBy(group, me, state.world));
  return [
    { rule: R.shown, name: 'low', want: ifObserved(low ?? 0) },
    { rule: R.shown, name: 'high', want: ifObserved(high ?? 0) },
  ];
}

const unchanged = {
  expects: (view: Writing) => shows(view, pingGroupsOf(view.state, view.me) ?? NOBODY),
};

/** In the first user namespace, by whose numbers they are compared. */
const written = ({ state, op, me }: Writing): readonly (number | undefined)[] =>
  [op.low, op.high].map((group) => gidOf(group, me, state.world));

/** Who has a single group of its own cannot take back what it has written. */
const hasBoth = ({ state, me }: Writing): boolean =>
  NOBODY.every((group) => gidOf(group, me, state.world) !== undefined);

export const ping_groups: CallLaw<'ping_groups'> = {
  look: (state, op) => {
    const view = lookSysctl(state, op);
    if (!state.world.has.pingGroups || pingGroupsOf(state, view.me) === undefined)
      throw new Unmodelled('no groups to write');
    if (!hasBoth(view)) throw new Unmodelled('nobody cannot be written');
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
      'sysctl_net_ipv4.c ipv4_ping_group_range(): no group, or none of the writer’s user namespace',
      (v) => written(v).includes(undefined),
      { strength: 'exact', ...unchanged },
    ),
  ],
  allow: (view) => {
    const { state, op, me } = view;
    const [low = 0, high = 0] = written(view);
    const isNobody = op.high < op.low || high < low;
    const groups: Groups = isNobody ? NOBODY : [low, high];
    return success(isNobody ? R.nobody : R.set, shows(view, groups), () =>
      setPingGroups(state, me.network, groups),
    );
  },
};

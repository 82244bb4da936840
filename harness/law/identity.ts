/** Who an actor is, and what it sets for others: become, umask, and the port sysctl. */

import { CAPABILITY, type CapabilityName } from '../abi/capability.ts';
import { type CallLaw, done, look, success, type View } from './call.ts';
import type { Identity } from './operation.ts';
import { capable } from './permission.ts';
import { refusal, rule, Unmodelled } from './rule.ts';
import type { Credentials, Process } from './state.ts';

const R = {
  become: rule('become', 'C17', 'credentials(7): the harness takes on an identity', 'posix'),
  umask: rule('umask', 'I02', 'umask(2): the former mask', 'posix'),
  portStart: rule('sysctl.port-start', 'P06', 'ip-sysctl.rst ip_unprivileged_port_start'),
};

/** Sets by what is permitted and by expression: every scenario asks for the same few. */
const known = new WeakMap<readonly CapabilityName[], Map<string, ReadonlySet<CapabilityName>>>();

/** The capabilities an expression names: `all`, `none`, `all-A-B`, `A+B`. */
export function capabilities(
  expression: string,
  permitted: readonly CapabilityName[],
): ReadonlySet<CapabilityName> {
  const sets = known.get(permitted) ?? new Map<string, ReadonlySet<CapabilityName>>();
  if (sets.size === 0) known.set(permitted, sets);
  const set = sets.get(expression) ?? readCapabilities(expression, permitted);
  sets.set(expression, set);
  return set;
}

function readCapabilities(
  expression: string,
  permitted: readonly CapabilityName[],
): ReadonlySet<CapabilityName> {
  const isName = (name: string): name is CapabilityName => name in CAPABILITY;
  if (expression === 'none') return new Set();
  if (expression === 'all' || expression.startsWith('all-')) {
    const without = expression.split('-').slice(1);
    return new Set(permitted.filter((name) => !without.includes(name)));
  }
  const names = expression.split('+').filter(isName);
  return new Set(names.filter((name) => permitted.includes(name)));
}

export function credentialsOf(
  identity: Identity,
  permitted: readonly CapabilityName[],
): Credentials {
  const [ruid, euid, suid] = identity.uid;
  const [rgid, egid, sgid] = identity.gid;
  return {
    ruid,
    euid,
    suid,
    rgid,
    egid,
    sgid,
    groups: identity.groups,
    effective: capabilities(identity.caps, permitted),
  };
}

/** Whether an identity can be taken on in this user namespace. */
export function isAssumable(identity: Identity, me: Process): boolean {
  return me.permitted.includes('SETUID') || identity.uid.every((id) => id === me.cred.ruid);
}

export const become: CallLaw<'become'> = {
  look,
  refusals: [],
  allow: ({ op, me }) => {
    if (!isAssumable(op.identity, me)) throw new Unmodelled('identity out of reach');
    return done(R.become, () => {
      me.cred = credentialsOf(op.identity, me.permitted);
    });
  },
};

export const umask: CallLaw<'umask'> = {
  look,
  refusals: [],
  allow: ({ op, me }) =>
    success(R.umask, [{ rule: R.umask, name: 'ret', want: me.umask }], () => {
      me.umask = op.mask & 0o777;
    }),
};

const range = (v: View<'port_start'>): number => v.state.world.localPortRange[0];

export const port_start: CallLaw<'port_start'> = {
  look: (state, op) => {
    const view = look(state, op);
    // Opening the sysctl is a matter of /proc's own permissions: judged for the owner of the namespace.
    if (!capable(view.me, 'NET_ADMIN') || view.me.cred.euid !== 0)
      throw new Unmodelled('sysctl of others');
    if (view.me.network !== 0) throw new Unmodelled('sysctl of another network');
    return view;
  },
  refusals: [
    refusal(
      'sysctl.port-start.range',
      'EINVAL',
      'P05',
      'ip-sysctl.rst: 0 to 65535',
      (v) => v.op.value < 0 || v.op.value > 65_535,
    ),
    refusal(
      'sysctl.port-start.local',
      'EINVAL',
      'P05',
      'ip-sysctl.rst: must not overlap ip_local_port_range',
      (v) => v.op.value > range(v),
    ),
  ],
  allow: ({ state, op }) =>
    done(R.portStart, () => {
      state.portStart = op.value;
    }),
};

/** Who an actor is: become, and umask. */

import { CAPABILITY, type CapabilityName } from '../abi/capability.ts';
import { type CallLaw, done, look, success } from './call.ts';
import { gidOf, type IdWorld, type Translator, uidOf } from './namespace.ts';
import type { Identity } from './operation.ts';
import { rule, Unmodelled } from './rule.ts';
import type { Process } from './state.ts';
import type { Credentials } from './world.ts';

const R = {
  become: rule('become', 'C17', 'credentials(7): the harness takes on an identity', 'posix'),
  umask: rule('umask', 'I02', 'umask(2): the former mask', 'posix'),
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

/** An identity, which is spelled in the ids of its process, in those of the first user namespace. */
export function credentialsOf(
  identity: Identity,
  permitted: readonly CapabilityName[],
  me: Translator,
  world: IdWorld,
): Credentials {
  const effective = capabilities(identity.caps, permitted);
  const { uid, gid, groups } = me.uids === undefined ? identity : outside(identity, me, world);
  const [ruid, euid, suid] = uid;
  const [rgid, egid, sgid] = gid;
  return { ruid, euid, suid, rgid, egid, sgid, groups, effective };
}

function outside(identity: Identity, me: Translator, world: IdWorld): Omit<Identity, 'caps'> {
  const mapped = (id: number | undefined): number => {
    if (id === undefined) throw new Unmodelled('an id that the user namespace does not map');
    return id;
  };
  const uid = (id: number): number => mapped(uidOf(id, me, world));
  const gid = (id: number): number => mapped(gidOf(id, me, world));
  const [ruid, euid, suid] = identity.uid;
  const [rgid, egid, sgid] = identity.gid;
  return {
    uid: [uid(ruid), uid(euid), uid(suid)],
    gid: [gid(rgid), gid(egid), gid(sgid)],
    groups: identity.groups.map(gid),
  };
}

/** Whether an identity can be taken on in this user namespace. */
export function isAssumable({ ruid, euid, suid }: Credentials, me: Process): boolean {
  return me.permitted.includes('SETUID') || [ruid, euid, suid].every((id) => id === me.cred.ruid);
}

export const become: CallLaw<'become'> = {
  look,
  refusals: [],
  allow: ({ state, op, me }) => {
    const cred = credentialsOf(op.identity, me.permitted, me, state.world);
    if (!isAssumable(cred, me)) throw new Unmodelled('identity out of reach');
    return done(R.become, () => {
      me.cred = cred;
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

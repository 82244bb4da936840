/** Who an actor is: become, and umask. */

import { CAPABILITY, type CapabilityName } from '../abi/capability.ts';
import { type CallLaw, done, look, success, type View } from './call.ts';
import { gidOf, gidSeenBy, type IdWorld, type Translator, uidOf, uidSeenBy } from './namespace.ts';
import type { Identity } from './operation.ts';
import { capable } from './permission.ts';
import { rule, Unmodelled } from './rule.ts';
import type { Process } from './state.ts';
import type { Credentials } from './world.ts';

const R = {
  become: rule('become', 'C17', 'credentials(7): the harness takes on an identity', 'posix'),
  fsids: rule('fsids', 'I25', 'setfsuid(2), setfsgid(2): the former ids; credentials(7)'),
  kept: rule('fsids.kept', 'I25', 'setfsuid(2): without CAP_SETUID one of one’s own ids'),
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
  const files = { fsuid: euid, fsgid: egid };
  return { ruid, euid, suid, rgid, egid, sgid, ...files, groups, effective };
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

interface ForFiles extends View<'fsids'> {
  readonly uid: number;
  readonly gid: number;
}

/** Whoever may not have an id keeps the one that is there, and is not told so (setfsuid(2)). */
export const fsids: CallLaw<'fsids', ForFiles> = {
  look: (state, op) => {
    const view = look(state, op);
    const { world } = state;
    if (!world.has.fsids) throw new Unmodelled('no ids for files alone');
    const [uid, gid] = [uidOf(op.uid, view.me, world), gidOf(op.gid, view.me, world)];
    if (uid === undefined || gid === undefined) throw new Unmodelled('unmapped id');
    return { ...view, uid, gid };
  },
  refusals: [],
  allow: ({ state: { world }, me, uid, gid }) => {
    const { ruid, euid, suid, fsuid, rgid, egid, sgid, fsgid } = me.cred;
    const isUser = [ruid, euid, suid, fsuid].includes(uid) || capable(me, 'SETUID');
    const isGroup = [rgid, egid, sgid, fsgid].includes(gid) || capable(me, 'SETGID');
    const was = [
      { rule: R.fsids, name: 'uid', want: uidSeenBy(fsuid, me, world) },
      { rule: R.fsids, name: 'gid', want: gidSeenBy(fsgid, me, world) },
    ];
    return success(isUser && isGroup ? R.fsids : R.kept, was, () => {
      me.cred = {
        ...me.cred,
        fsuid: isUser ? uid : fsuid,
        fsgid: isGroup ? gid : fsgid,
      };
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

/** Profiles of containers that are spelled out, as `uid=1000:caps=KILL+SETUID:ports=80:no-new-privileges`. */

import { CAPABILITY, type CapabilityName } from '../../harness/abi/capability.ts';
import type { ContainerProfile } from './container-profiles.ts';

/** What can be chosen freely; the plainest profile is root without anything. */
export interface Custom {
  readonly uid: number;
  readonly capabilities: readonly CapabilityName[];
  readonly portStart: number | undefined;
  readonly flags: readonly Flag[];
}

export const FLAGS = [
  'no-new-privileges',
  'seccomp-unconfined',
  'read-only-root',
  'bridge-network',
] as const;
export type Flag = (typeof FLAGS)[number];

/** Capabilities without which another uid cannot be taken on; they are gone when the guest begins. */
const FOR_ENTERING = ['SETUID', 'SETGID', 'SETPCAP'] as const;

/** Its name, from which `parseCustom` makes it again. */
export function printCustom({ uid, capabilities, portStart, flags }: Custom): string {
  return [
    `uid=${uid}`,
    `caps=${capabilities.length === 0 ? 'none' : capabilities.join('+')}`,
    ...(portStart === undefined ? [] : [`ports=${portStart}`]),
    ...flags,
  ].join(':');
}

/** The profile that a name spells out; undefined where it does not begin like one, else what is wrong with it. */
export function parseCustom(name: string): Custom | string | undefined {
  if (!/^(uid|caps|ports)=/.test(name)) return undefined;
  let custom: Custom = { uid: 0, capabilities: [], portStart: undefined, flags: [] };
  for (const part of name.split(':')) {
    const next = withPart(custom, part);
    if (next === undefined)
      return `${JSON.stringify(part)} is none of uid=N, caps=A+B, ports=N, ${FLAGS.join(', ')}`;
    custom = next;
  }
  return custom;
}

function withPart(custom: Custom, part: string): Custom | undefined {
  const flag = FLAGS.find((one) => one === part);
  if (flag !== undefined) return { ...custom, flags: [...custom.flags, flag] };
  const [, key, value = ''] = /^(uid|caps|ports)=(.*)$/.exec(part) ?? [];
  if (key === 'caps') {
    const names = value === 'none' || value === '' ? [] : value.split('+');
    return names.every(isCapability) ? { ...custom, capabilities: names } : undefined;
  }
  if (key === undefined || !/^\d{1,5}$/.test(value)) return undefined;
  return key === 'uid'
    ? { ...custom, uid: Number(value) }
    : { ...custom, portStart: Number(value) };
}

function isCapability(name: string): name is CapabilityName {
  return Object.hasOwn(CAPABILITY, name);
}

/** As the engine is asked for it. */
export function customProfile(custom: Custom): ContainerProfile {
  const { uid, capabilities, portStart, flags } = custom;
  const has = (flag: Flag): boolean => flags.includes(flag);
  return {
    name: printCustom(custom),
    text: `Uid ${uid} with ${capabilities.length === 0 ? 'no capability' : capabilities.map((name) => `CAP_${name}`).join(', ')}, spelled out or drawn at random.`,
    from: 'none',
    ...asWhom(uid, capabilities),
    ...(portStart !== undefined && { portStart }),
    ...(has('no-new-privileges') && { noNewPrivileges: true }),
    ...(has('seccomp-unconfined') && { seccomp: 'unconfined' }),
    ...(has('read-only-root') && { readOnlyRoot: true }),
    ...(has('bridge-network') && { network: 'bridge' }),
  };
}

/** Engines give another uid no capability: with any, it is taken on inside. */
function asWhom(
  uid: number,
  capabilities: readonly CapabilityName[],
): Pick<ContainerProfile, 'add' | 'user' | 'ambient'> {
  if (uid === 0) return { add: capabilities };
  if (capabilities.length === 0) return { user: { uid, gid: uid } };
  return {
    add: [...new Set([...capabilities, ...FOR_ENTERING])],
    ambient: { uid, gid: uid, capabilities },
  };
}

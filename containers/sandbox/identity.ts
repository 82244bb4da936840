/** Turns a profile into the command that takes on its identity, or into a refusal that helps. */

import type { CapabilityName } from '../../harness/abi/capability.ts';
import type { CapabilityRule, Profile } from '../profiles/profiles.ts';
import type { Isolation } from './isolation.ts';
import type { Launcher } from './launcher.ts';

/** A profile cannot be had on this machine: no mistake of the code, so one line and a remedy. */
export class SandboxRefusal extends Error {
  override readonly name = 'SandboxRefusal';
  readonly reason: string;
  readonly remedy: string;

  constructor(reason: string, remedy: string) {
    super(`${reason}; ${remedy}`);
    this.reason = reason;
    this.remedy = remedy;
  }
}

/**
 * The words that come before the guest's own command.
 *
 * @throws SandboxRefusal where this launcher cannot be that user
 */
export function identityCommand(
  profile: Profile,
  isolation: Isolation,
  launcher: Launcher,
): string[] {
  if (profile.userNamespace && isolation.user === 'none') {
    throw new SandboxRefusal(
      `profile ${profile.name} needs a user namespace, and none can be made here`,
      'allow them: `sudo sysctl user.max_user_namespaces=10000`',
    );
  }
  if (isolation.user === 'single') return singleUidCommand(profile);
  if (isolation.user === 'range' || launcher.mayBecome(profile.uid, profile.gid)) {
    return setprivCommand(profile, { groups: true });
  }
  // The root of somebody's user namespace, as in a rootless container.
  if (launcher.uid === 0) return singleUidCommand(profile);
  return asWeAre(profile, launcher);
}

/** Only uid 0 exists here. Another one takes a second user namespace, which leaves it no rights in the first. */
function singleUidCommand(profile: Profile): string[] {
  if (profile.uid === 0) return setprivCommand(profile, { groups: false });
  if (takesRights(profile)) {
    throw new SandboxRefusal(
      `profile ${profile.name} needs uid ${profile.uid}, and only one uid is mapped here`,
      'run as root, or install uidmap and add a range for this user to /etc/subuid and /etc/subgid',
    );
  }
  const map = [`--map-user=${profile.uid}`, `--map-group=${profile.gid}`];
  // The exec as a uid other than 0 drops every capability over the new namespace.
  return ['unshare', '--user', ...map, '--', ...setprivCommand(profile, { groups: false })];
}

/** No namespaces and no rights: an ordinary user without capabilities is what we are already. */
function asWeAre(profile: Profile, { uid, gid }: Launcher): string[] {
  if (profile.uid !== 0 && !takesRights(profile)) {
    return setprivCommand({ ...profile, uid, gid }, { groups: false });
  }
  throw new SandboxRefusal(
    `profile ${profile.name} needs uid ${profile.uid}, and uid ${uid} cannot become it`,
    'run as root, or allow user namespaces: `sudo sysctl user.max_user_namespaces=10000`',
  );
}

/** Whether anything but the uid takes a right to set: setting groups, raising or dropping capabilities. */
function takesRights({ capabilities, groups }: Profile): boolean {
  const { ambient, bounding } = capabilities;
  return ambient.length > 0 || groups.length > 0 || boundingArguments(bounding).length > 0;
}

function setprivCommand(profile: Profile, may: { groups: boolean }): string[] {
  const { ambient, bounding } = profile.capabilities;
  const groups =
    profile.groups.length > 0 ? [`--groups=${profile.groups.join(',')}`] : ['--clear-groups'];
  return [
    'setpriv',
    ...(may.groups ? [`--reuid=${profile.uid}`, `--regid=${profile.gid}`, ...groups] : []),
    ...boundingArguments(bounding),
    `--inh-caps=${capabilityList(ambient)}`,
    `--ambient-caps=${capabilityList(ambient)}`,
    ...(profile.noNewPrivileges ? ['--no-new-privs'] : []),
    // Without a pid namespace only this ends the guest together with its parent.
    '--pdeathsig=KILL',
    '--',
  ];
}

/** Left as it is unless something is taken away: dropping takes CAP_SETPCAP. */
function boundingArguments(rule: CapabilityRule): string[] {
  if ('only' in rule) return [`--bounding-set=${capabilityList(rule.only)}`];
  if (rule.without.length === 0) return [];
  return [`--bounding-set=${rule.without.map((name) => `-${short(name)}`).join(',')}`];
}

function capabilityList(names: readonly CapabilityName[]): string {
  return ['-all', ...names.map((name) => `+${short(name)}`)].join(',');
}

/** As setpriv spells it. */
function short(name: CapabilityName): string {
  return name.toLowerCase();
}

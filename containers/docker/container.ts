/** A warm container of one profile: started through testcontainers, gone with the process that started it. */

import { readFileSync } from 'node:fs';
import type { Duplex } from 'node:stream';
import { GenericContainer } from 'testcontainers';
import { CAPABILITY, type CapabilityName } from '../../harness/abi/capability.ts';
import type { ContainerProfile } from '../profiles/container-profiles.ts';
import type { Api, Engine } from './engine.ts';
import { reasonOf } from './image.ts';
import { withinOurs } from './limits.ts';
import { OWNER_LABEL, printOwner, thisOwner } from './owner.ts';
import { inTime } from './patience.ts';
import { ContainerRefusal } from './refusal.ts';
import { remedyFor } from './remedies.ts';

/** Where scenarios may make files: one letter, since a socket's path has 108 bytes. */
export const DIRECTORY = '/s';

/** Milliseconds for one to be gone; the next run removes what stays. */
const FAREWELL = 10_000;

export interface ContainerOptions {
  readonly engine: Engine;
  readonly image: string;
  readonly profile: ContainerProfile;
  /** OCI runtime by the engine's name for it; undefined takes the engine's own. */
  readonly runtime: string | undefined;
  /** Directories of the host to show read-only, by their place inside. */
  readonly shown: Readonly<Record<string, string>>;
  /** Volumes by their place; one without a name goes with its containers. */
  readonly volumes?: Readonly<Record<string, string | undefined>>;
  /** The container whose namespaces it enters. */
  readonly joins?: { readonly id: string; readonly spaces: readonly ('network' | 'pids')[] };
}

/** What testcontainers has no method for; it hands both objects to the engine as they are. */
class GuestContainer extends GenericContainer {
  /** Known before it runs, since it must be removed when it does not come to that. */
  id: string | undefined;

  protected override containerCreated = async (id: string): Promise<void> => {
    this.id = id;
  };

  configure({ engine, profile, runtime, shown, volumes = {}, joins }: ContainerOptions): this {
    const { portStart, readOnlyRoot, user } = profile;
    const joined = (space: 'network' | 'pids'): string | undefined =>
      joins?.spaces.includes(space) ? `container:${joins.id}` : undefined;
    const network = joined('network') ?? profile.network ?? 'none';
    const mounts = Object.entries(shown).map(
      ([target, source]) => ({ source, target, mode: 'ro' }) as const,
    );
    const pids = joined('pids');
    Object.assign(this.createOpts, { OpenStdin: true, StdinOnce: true, AttachStdin: true });
    Object.assign(this.hostConfig, {
      ...(runtime !== undefined && { Runtime: runtime }),
      ...(readOnlyRoot && { ReadonlyRootfs: true }),
      // An empty list stands for none, where leaving it out stands for the engine's own.
      ...(profile.writableSysctls && { ReadonlyPaths: [] }),
      ...(engine.name === 'podman' && { Ulimits: withinOurs() }),
      // A network of the host's or of another container has their settings.
      ...(/^(none|bridge)$/.test(network) && { Sysctls: sysctls(portStart) }),
      ...(pids !== undefined && { PidMode: pids }),
      ...(joins === undefined
        ? { Mounts: Object.entries(volumes).map(sharedTmpfs) }
        : { VolumesFrom: [joins.id] }),
    });
    this.withNetworkMode(network)
      .withTmpFs(DIRECTORY in volumes ? {} : { [DIRECTORY]: 'rw,size=64m,mode=0777' })
      .withBindMounts(mounts)
      .withLabels({ [OWNER_LABEL]: printOwner(thisOwner()) })
      .withDroppedCapabilities(...dropped(profile))
      .withAddedCapabilities(...added(profile))
      .withSecurityOpt(...securityOptions(profile))
      .withAutoCleanup(false);
    this.hostConfig.AutoRemove = true;
    return user === undefined ? this : this.withUser(`${user.uid}:${user.gid}`);
  }
}

/** What a tmpfs takes that containers share. In blocks, since Podman takes `size` for a quota. */
export const SHARED_TMPFS = {
  Name: 'local',
  Options: { type: 'tmpfs', device: 'tmpfs', o: 'nr_blocks=16k,mode=0777' },
} as const;

function sharedTmpfs([target, name]: readonly [string, string | undefined]) {
  return name === undefined
    ? { Type: 'volume', Target: target, VolumeOptions: { DriverConfig: SHARED_TMPFS } }
    : { Type: 'volume', Target: target, Source: name };
}

/** Engines switch IPv6 off in a network of their own, loopback and all. */
function sysctls(portStart: number | undefined): Record<string, string> {
  return {
    'net.ipv6.conf.all.disable_ipv6': '0',
    ...(portStart !== undefined && { 'net.ipv4.ip_unprivileged_port_start': `${portStart}` }),
  };
}

function dropped({ from, drop = [] }: ContainerProfile): string[] {
  return from === 'default' ? [...drop] : ['ALL'];
}

function added({ from, add = [], drop = [] }: ContainerProfile): CapabilityName[] {
  if (from !== 'all') return [...add];
  // `ALL` fails where the engine itself lacks one; what this process may have, it may give.
  return grantable().filter((name) => !drop.includes(name));
}

/** The capabilities in our own bounding set: a daemon of the same machine has at least those. */
export function grantable(
  status: string = readFileSync('/proc/self/status', 'utf8'),
): CapabilityName[] {
  const bits = BigInt(`0x${/^CapBnd:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`);
  const names = Object.keys(CAPABILITY) as CapabilityName[];
  return names.filter((name) => ((bits >> BigInt(CAPABILITY[name])) & 1n) === 1n);
}

function securityOptions({ noNewPrivileges, seccomp }: ContainerProfile): string[] {
  return [
    ...(noNewPrivileges ? ['no-new-privileges'] : []),
    ...(seccomp ? [`seccomp=${seccomp}`] : []),
  ];
}

/** The capability that is newer than the engine, if that is what it says. */
function unknownCapability(error: unknown): CapabilityName | undefined {
  const [, name] = /unknown capability: "?CAP_(\w+)/.exec(String(error)) ?? [];
  return name !== undefined && Object.hasOwn(CAPABILITY, name)
    ? (name as CapabilityName)
    : undefined;
}

function without(profile: ContainerProfile, name: CapabilityName): ContainerProfile {
  return { ...profile, drop: [...(profile.drop ?? []), name] };
}

/** A started container. */
export interface WarmContainer extends AsyncDisposable {
  readonly id: string;
  readonly api: Api;
}

/**
 * Starts the container and ties its life to ours: when this process dies, its input closes and it ends.
 *
 * @throws ContainerRefusal when the engine does not start it
 */
export async function startContainer(options: ContainerOptions): Promise<WarmContainer> {
  const { engine, image, profile } = options;
  const guest = new GuestContainer(image).configure(options);
  try {
    await inTime(guest.start(), `profile ${profile.name}: its container does not start`);
  } catch (error) {
    if (guest.id !== undefined) await removeContainer(engine.api, guest.id);
    if (error instanceof ContainerRefusal) throw error;
    const unknown = unknownCapability(error);
    if (profile.from === 'all' && unknown !== undefined)
      return startContainer({ ...options, profile: without(profile, unknown) });
    throw new ContainerRefusal(
      `profile ${profile.name}: ${engine.name} does not start it: ${reasonOf(error)}`,
      remedyFor(String(error)),
    );
  }
  const { id = '' } = guest;
  const { api } = engine;
  const asked = api.getContainer(id).attach({ stream: true, stdin: true, hijack: true });
  // The engine's API is typed for streams of any kind; a hijacked connection is a socket.
  const lifeline = (await inTime(asked, `${engine.name} does not attach`)) as Duplex;
  lifeline.on('error', () => {});
  lifeline.resume();
  lifeline.write('\n');
  return {
    ...{ id, api },
    async [Symbol.asyncDispose]() {
      lifeline.destroy();
      await removeContainer(api, id);
    },
  };
}

/** It may be on its way out already, or its engine gone. */
async function removeContainer(api: Api, id: string): Promise<void> {
  const removed = api.getContainer(id).remove({ force: true, v: true });
  await inTime(removed, 'it is not removed', FAREWELL).catch(() => {});
}

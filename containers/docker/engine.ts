/** The container engine: found through its socket, asked what it can do, or refused with a remedy. */

import { existsSync } from 'node:fs';
import type { getContainerRuntimeClient } from 'testcontainers';
import { ContainerRefusal } from './refusal.ts';

export type EngineName = 'docker' | 'podman';

/** The engine's API as testcontainers speaks it. */
export type Api = Awaited<ReturnType<typeof getContainerRuntimeClient>>['container']['dockerode'];

export interface Engine {
  readonly name: EngineName;
  /** Of the server. */
  readonly version: string;
  readonly api: Api;
  /** OCI runtimes that the engine knows by name, its own first. */
  readonly runtimes: readonly string[];
  /** Whether the engine maps the users of its containers (`userns-remap`, or rootless). */
  readonly remapsUsers: boolean;
}

/** Where Podman listens: for root, and for a user. */
function podmanSockets(): string[] {
  const { XDG_RUNTIME_DIR } = process.env;
  const own = XDG_RUNTIME_DIR === undefined ? [] : [`${XDG_RUNTIME_DIR}/podman/podman.sock`];
  return [...own, '/run/podman/podman.sock'];
}

const REMEDY = {
  docker: 'on Debian: apt-get install docker.io, and start dockerd; see sockspec doctor',
  podman: 'on Debian: apt-get install podman, then podman system service --time=0 &',
} as const satisfies Record<EngineName, string>;

const found = new Map<EngineName, Promise<Engine>>();

/**
 * The engine of this name, found once per process.
 *
 * @throws ContainerRefusal where none answers
 */
export function findEngine(name: EngineName): Promise<Engine> {
  const known = found.get(name) ?? connect(name);
  found.set(name, known);
  return known;
}

async function connect(name: EngineName): Promise<Engine> {
  if (found.size > 0)
    throw new ContainerRefusal(
      'one engine per run',
      'run twice, and merge the results: sockspec merge',
    );
  // Its reaper would be pulled from a registry; what we start carries labels and dies with us instead.
  process.env.TESTCONTAINERS_RYUK_DISABLED = 'true';
  if (name === 'podman') process.env.DOCKER_HOST ??= `unix://${podmanSocket()}`;
  const { getContainerRuntimeClient } = await import('testcontainers');
  const client = await getContainerRuntimeClient().catch(() => {
    throw new ContainerRefusal(`no ${name} answers`, REMEDY[name]);
  });
  const api = client.container.dockerode;
  const [info, version] = await Promise.all([api.info(), api.version()]);
  const isPodman = /podman/i.test(JSON.stringify(version.Components ?? version.Platform ?? ''));
  if (isPodman !== (name === 'podman'))
    throw new ContainerRefusal(
      `what answers is ${isPodman ? 'podman' : 'docker'}, not ${name}`,
      `give --runtime ${isPodman ? 'podman' : 'docker'}, or set DOCKER_HOST`,
    );
  const known = Object.keys((info.Runtimes as Record<string, unknown> | undefined) ?? {});
  const usual = String(info.DefaultRuntime ?? '');
  const security = JSON.stringify(info.SecurityOptions ?? []);
  return {
    ...{ name, version: version.Version, api },
    runtimes: [...new Set([usual, ...known])].filter((runtime) => runtime !== ''),
    remapsUsers: /name=(userns|rootless)/.test(security),
  };
}

function podmanSocket(): string {
  const socket = podmanSockets().find((path) => existsSync(path));
  if (socket === undefined) throw new ContainerRefusal('no podman listens', REMEDY.podman);
  return socket;
}

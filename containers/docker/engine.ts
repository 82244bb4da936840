/** The container engine: found through its socket, asked what it can do, or refused with a remedy. */

import { execFileSync } from 'node:child_process';
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
  /** OCI runtimes that the engine knows, its own first, with their programs. */
  readonly runtimes: ReadonlyMap<string, string>;
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
  const security = JSON.stringify(info.SecurityOptions ?? []);
  return {
    ...{ name, version: version.Version, api },
    runtimes: runtimesOf(info),
    remapsUsers: /name=(userns|rootless)/.test(security),
  };
}

function runtimesOf(info: {
  readonly DefaultRuntime?: string;
  readonly Runtimes?: Readonly<Record<string, { readonly path?: string }>>;
}): Map<string, string> {
  const { DefaultRuntime: usual = '', Runtimes = {} } = info;
  const names = [...new Set([usual, ...Object.keys(Runtimes)])].filter((name) => name !== '');
  return new Map(names.map((name) => [name, Runtimes[name]?.path ?? name]));
}

/** What the program of a runtime says of its version; nothing where it is another machine's. */
export function runtimeVersion(program: string): string | undefined {
  try {
    const said = execFileSync(program, ['--version'], { encoding: 'utf8', timeout: 5000 });
    return said.split('\n')[0]?.trim();
  } catch {
    return undefined;
  }
}

function podmanSocket(): string {
  const socket = podmanSockets().find((path) => existsSync(path));
  if (socket === undefined) throw new ContainerRefusal('no podman listens', REMEDY.podman);
  return socket;
}

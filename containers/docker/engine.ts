/** The container engine: found through its socket, asked what it can do, or refused with a remedy. */

import { execFileSync } from 'node:child_process';
import type { getContainerRuntimeClient } from 'testcontainers';
import { findEndpoint } from './endpoint.ts';
import { reasonOf } from './image.ts';
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
  // Left to itself, the library asks elsewhere when what was named does not answer, and in a container
  // it runs an image from a registry to find the host's address, which we never need.
  process.env.DOCKER_HOST = await findEndpoint(name);
  process.env.TESTCONTAINERS_HOST_OVERRIDE = 'localhost';
  const { getContainerRuntimeClient } = await import('testcontainers');
  const { api, info, version } = await getContainerRuntimeClient()
    .then(async ({ container: { dockerode } }) => ({
      api: dockerode,
      info: await dockerode.info(),
      version: await dockerode.version(),
    }))
    .catch((error: unknown) => {
      throw new ContainerRefusal(
        `${name} at ${process.env.DOCKER_HOST} fails: ${reasonOf(error)}`,
        `see that ${name} runs`,
      );
    });
  const isPodman = /podman/i.test(JSON.stringify(version.Components ?? version.Platform ?? ''));
  if (isPodman !== (name === 'podman'))
    throw new ContainerRefusal(
      `what answers is ${isPodman ? 'podman' : 'docker'}, not ${name}`,
      `give --runtime ${isPodman ? 'podman' : 'docker'}, or set DOCKER_HOST`,
    );
  const security = JSON.stringify(info.SecurityOptions ?? []);
  return {
    ...{ name, version: version.Version, api },
    // The API of Podman takes a runtime's name and runs its own one all the same.
    runtimes: isPodman ? ownRuntime(info) : runtimesOf(info),
    remapsUsers: /name=(userns|rootless)/.test(security),
  };
}

interface RuntimeInfo {
  readonly DefaultRuntime?: string;
  readonly Runtimes?: Readonly<Record<string, { readonly path?: string }>>;
}

function ownRuntime(info: RuntimeInfo): Map<string, string> {
  return new Map([...runtimesOf(info)].slice(0, 1));
}

function runtimesOf(info: RuntimeInfo): Map<string, string> {
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

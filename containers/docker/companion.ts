/** A profile's second container with an actor in it, and the volumes through which both meet. */

import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Companion } from '../../harness/run/protocol.ts';
import { GUEST_FLAGS } from '../guest.ts';
import type { ContainerProfile } from '../profiles/container-profiles.ts';
import { INSIDE } from './baggage.ts';
import {
  type ContainerOptions,
  DIRECTORY,
  SHARED_TMPFS,
  startContainer,
  type WarmContainer,
} from './container.ts';
import type { Api } from './engine.ts';
import { OWNER_LABEL, printOwner, thisOwner } from './owner.ts';

/** Where the named pipes lie: beside the directory of scenarios, which is swept. */
const PIPES = '/c';
const PATHS = { requests: `${PIPES}/requests`, answers: `${PIPES}/answers` } as const;

/** Two containers, seen as one by those who start guests. */
export interface Pair extends WarmContainer {
  readonly companions: readonly Companion[];
}

/** Starts both. Everything goes with the first one. */
export async function startPair(
  options: ContainerOptions,
  { shares }: NonNullable<ContainerProfile['companion']>,
): Promise<Pair> {
  const { api } = options.engine;
  // Podman makes a volume of its own kind of one that has no name.
  const isPodman = options.engine.name === 'podman';
  const stack = new AsyncDisposableStack();
  try {
    const volumes: Record<string, string | undefined> = {};
    for (const target of [DIRECTORY, PIPES])
      volumes[target] = isPodman ? stack.use(await createVolume(api)).name : undefined;
    const first = stack.use(await startContainer({ ...options, volumes }));
    const joins = { id: first.id, spaces: shares };
    const second = stack.use(await startContainer({ ...options, volumes, joins }));
    await startCompanion(second);
    const number = (space: 'network' | 'pids'): number => (shares.includes(space) ? 0 : 1);
    const companion = { ...PATHS, pids: number('pids'), network: number('network') };
    const owned = stack.move();
    const { id } = first;
    return { id, api, companions: [companion], [Symbol.asyncDispose]: () => owned.disposeAsync() };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

/** A tmpfs that containers can share, open to every uid; what a killed run leaves goes with the next one. */
async function createVolume(api: Api): Promise<AsyncDisposable & { readonly name: string }> {
  const Name = `sockspec-${randomUUID()}`;
  await api.createVolume({
    Name,
    Driver: SHARED_TMPFS.Name,
    DriverOpts: SHARED_TMPFS.Options,
    Labels: { [OWNER_LABEL]: printOwner(thisOwner()) },
  });
  const remove = async (): Promise<void> => {
    // Podman removes containers behind its answer, and until then they use it.
    for (let i = 0; i < ATTEMPTS && !(await isGone(api, Name)); i += 1) await wait(100);
  };
  return { name: Name, [Symbol.asyncDispose]: remove };
}

/** Tenths of a second for the containers of a volume to be gone. */
const ATTEMPTS = 50;

async function isGone(api: Api, name: string): Promise<boolean> {
  try {
    await api.getVolume(name).remove();
    return true;
  } catch (error) {
    return (error as { statusCode?: number }).statusCode !== 409;
  }
}

/** It runs as long as its container. */
async function startCompanion({ api, id }: WarmContainer): Promise<void> {
  const exec = await api.getContainer(id).exec({
    Cmd: [
      '/bin/node',
      ...GUEST_FLAGS,
      `${INSIDE}/containers/inside/companion.ts`,
      JSON.stringify(PATHS),
    ],
  });
  const stream = await exec.start({ Detach: true });
  stream.destroy();
}

/** A profile's second container with an actor in it, and the volumes through which both meet. */

import { randomUUID } from 'node:crypto';
import type { Companion } from '../../harness/run/protocol.ts';
import { GUEST_FLAGS } from '../guest.ts';
import type { ContainerProfile } from '../profiles/container-profiles.ts';
import { INSIDE } from './baggage.ts';
import {
  type ContainerOptions,
  DIRECTORY,
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
  const stack = new AsyncDisposableStack();
  try {
    const volumes: Record<string, string> = {};
    for (const target of [DIRECTORY, PIPES])
      volumes[target] = stack.use(await createVolume(api)).name;
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

/** A tmpfs that containers can share, open to every uid. In blocks, since Podman takes `size` for a quota. */
async function createVolume(api: Api): Promise<AsyncDisposable & { readonly name: string }> {
  const Name = `sockspec-${randomUUID()}`;
  await api.createVolume({
    Name,
    Driver: 'local',
    DriverOpts: { type: 'tmpfs', device: 'tmpfs', o: 'nr_blocks=16k,mode=0777' },
    Labels: { [OWNER_LABEL]: printOwner(thisOwner()) },
  });
  const remove = async (): Promise<void> => {
    await api
      .getVolume(Name)
      .remove()
      .catch(() => {});
  };
  return { name: Name, [Symbol.asyncDispose]: remove };
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

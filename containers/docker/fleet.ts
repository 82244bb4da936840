/** The warm containers of one run, one per profile, and the guests in them. */

import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, relative } from 'node:path';
import type { Facts } from '../../harness/facts/facts.ts';
import { DID_NOT_COME } from '../../harness/run/link.ts';
import type { GuestRequest } from '../../harness/run/protocol.ts';
import type { Guest } from '../guest.ts';
import { NOT_SUPPORTED } from '../inside/enter-plan.ts';
import type { ContainerProfile } from '../profiles/container-profiles.ts';
import { INSIDE, PROJECT, projectItems } from './baggage.ts';
import { startPair } from './companion.ts';
import { startContainer, type WarmContainer } from './container.ts';
import { type Engine, type EngineName, runtimeVersion } from './engine.ts';
import { notGranted } from './granted.ts';
import { startGuest } from './guest.ts';
import { ensureImage, reasonOf } from './image.ts';
import { sweepOrphans } from './owner.ts';
import { PATIENCE } from './patience.ts';
import { ContainerRefusal } from './refusal.ts';
import { sweepStages } from './stage.ts';

const RUNTIME_REMEDY = {
  docker: () => 'install it, and name it to docker in /etc/docker/daemon.json; see README',
  podman: (runtime: string) =>
    `start its service with it: podman --runtime ${runtime} system service --time=0 &`,
} as const satisfies Record<EngineName, (runtime: string) => string>;

type Request = Omit<GuestRequest, 'own' | 'directory'>;

/** Where a subject from outside the project is shown. */
const SUBJECT = '/subject';

export class Fleet implements AsyncDisposable {
  readonly engine: Engine;
  readonly #runtime: string | undefined;
  readonly #containers = new Map<string, WarmContainer>();
  /** Profiles that could not be had: asking again would take as long again. */
  readonly #refused = new Map<string, ContainerRefusal>();
  /** What of the host each container sees. */
  readonly #shown = new Map<string, string>();
  #image: string | undefined;

  private constructor(engine: Engine, runtime: string | undefined) {
    this.engine = engine;
    this.#runtime = runtime;
  }

  /**
   * Removes what killed runs left, and makes ready.
   *
   * @throws ContainerRefusal for a runtime that the engine does not know
   */
  static async open(engine: Engine, runtime: string | undefined): Promise<Fleet> {
    if (runtime !== undefined && !engine.runtimes.has(runtime))
      throw new ContainerRefusal(
        `${engine.name} knows no runtime ${runtime}, only ${[...engine.runtimes.keys()].join(', ')}`,
        RUNTIME_REMEDY[engine.name](runtime),
      );
    await sweepOrphans(engine.api);
    sweepStages();
    return new Fleet(engine, runtime);
  }

  /** The OCI runtime by the engine's name for it. */
  get runtime(): string {
    return this.#runtime ?? this.engine.runtimes.keys().next().value ?? 'default';
  }

  /** Engine and runtime with their versions. */
  get about(): string {
    const { name, version, runtimes } = this.engine;
    const program = runtimes.get(this.runtime) ?? this.runtime;
    return `${name} ${version}, ${runtimeVersion(program) ?? this.runtime}`;
  }

  /**
   * A guest in the profile's container, which is started when it does not run.
   *
   * @throws ContainerRefusal when the profile is not granted, or the engine does not answer
   */
  async launch(profile: ContainerProfile, request: Request): Promise<Guest> {
    const former = this.#refused.get(profile.name);
    if (former !== undefined) throw former;
    try {
      return await this.#launch(profile, request);
    } catch (error) {
      const refusal = error instanceof ContainerRefusal ? error : this.#failure(profile, error);
      this.#refused.set(profile.name, refusal);
      throw refusal;
    }
  }

  #failure({ name }: ContainerProfile, error: unknown): ContainerRefusal {
    return new ContainerRefusal(
      `profile ${name}: ${this.engine.name} failed: ${reasonOf(error)}`,
      `see that ${this.engine.name} runs`,
    );
  }

  async #launch(profile: ContainerProfile, request: Request): Promise<Guest> {
    const subject = placeSubject(request.subject);
    // Mounts are made when a container starts.
    if (this.#shown.get(profile.name) !== JSON.stringify(subject.shown))
      await this.release(profile.name);
    const start = async (): Promise<Guest> => {
      const former = this.#containers.get(profile.name);
      const container = former ?? (await this.#start(profile, subject.shown));
      return startGuest({ container, profile, request: { ...request, subject: subject.inside } });
    };
    const isWarm = this.#containers.has(profile.name);
    const guest = await start().catch(async (error: unknown) => {
      if (!isWarm) throw error;
      // Somebody ended the warm container while no guest was in it.
      await this.release(profile.name);
      return start();
    });
    const kill = async (): Promise<void> => {
      await guest.kill();
      const { code } = await guest.exited;
      // A guest that was killed took its container along, and so may one that died.
      if (code !== 0) await this.release(profile.name);
    };
    return { ...guest, kill, [Symbol.asyncDispose]: kill };
  }

  /** Ends the container of a profile, if it runs. */
  async release(name: string): Promise<void> {
    const container = this.#containers.get(name);
    this.#containers.delete(name);
    await container?.[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#containers.keys()].map((name) => this.release(name)));
  }

  async #start(
    profile: ContainerProfile,
    shown: Readonly<Record<string, string>>,
  ): Promise<WarmContainer> {
    if (profile.remapUsers && !this.engine.remapsUsers)
      throw new ContainerRefusal(
        `profile ${profile.name}: this ${this.engine.name} does not map users`,
        'start dockerd with --userns-remap=default, or use rootless Podman',
      );
    this.#image ??= await ensureImage(this.engine);
    const { engine } = this;
    const options = { engine, image: this.#image, profile, runtime: this.#runtime, shown };
    const container =
      profile.companion === undefined
        ? await startContainer(options)
        : await startPair(options, profile.companion);
    this.#containers.set(profile.name, container);
    this.#shown.set(profile.name, JSON.stringify(shown));
    try {
      refuseUnlessGranted(profile, await factsIn(container, profile));
      return container;
    } catch (error) {
      await this.release(profile.name);
      throw error;
    }
  }
}

function refuseUnlessGranted(profile: ContainerProfile, facts: Facts): void {
  const lacks = notGranted(profile, facts);
  if (lacks.length === 0) return;
  throw new ContainerRefusal(
    `profile ${profile.name} was not granted: ${lacks.map(({ text }) => text).join('; ')}`,
    'use another runtime or engine for it',
    lacks.every(({ kind }) => kind === 'absent') ? 'absent' : 'denied',
  );
}

/** Asks a guest of the container what it sees. */
async function factsIn(container: WarmContainer, profile: ContainerProfile): Promise<Facts> {
  const request: Request = { command: 'facts', properties: [], seed: 0 };
  await using guest = await startGuest({ container, profile, request });
  const timer = setTimeout(() => void guest.kill(), PATIENCE);
  try {
    let facts: Facts | undefined;
    let refused = '';
    for await (const event of guest.events) {
      if (event.e === 'ready') facts = event.facts;
      if (event.e === 'refused') refused = event.message;
    }
    if (facts !== undefined) return facts;
    await guest.exited;
    const said = refused || guest.stderrTail().trim();
    const isAbsent = [NOT_SUPPORTED, DID_NOT_COME].some((words) => said.includes(words));
    throw new ContainerRefusal(
      `profile ${profile.name}: its guest does not come up: ${said || 'no word'}`,
      'use another runtime or engine for it',
      isAbsent ? 'absent' : 'denied',
    );
  } finally {
    clearTimeout(timer);
    await guest.exited;
  }
}

/** A subject of our own lies in the image, or is shown where it would; of any other one the directory is shown. */
function placeSubject(file: string | undefined): {
  readonly inside: string | undefined;
  readonly shown: Readonly<Record<string, string>>;
} {
  if (file === undefined || !existsSync(file)) return { inside: file, shown: {} };
  const real = realpathSync(file);
  const own = relative(PROJECT, real);
  if (own.startsWith('..'))
    return { inside: `${SUBJECT}/${basename(real)}`, shown: { [SUBJECT]: dirname(real) } };
  const inside = `${INSIDE}/${own}`;
  return { inside, shown: projectItems().some(({ to }) => to === own) ? {} : { [inside]: real } };
}

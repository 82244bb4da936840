/** The guest's image, built from nothing by the engine itself; one tag per content, so that it is built once. */

import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { $ } from 'zx';
import { type Item, projectItems, runtimeItems } from './baggage.ts';
import type { Api, Engine } from './engine.ts';
import { ContainerRefusal } from './refusal.ts';
import { openStage } from './stage.ts';

/** The repository of our tags. Without a dot or a colon, so that no engine takes it for a registry. */
const REPOSITORY = 'sockspec/guest';
export const IMAGE_LABEL = 'org.sockspec.image';
const DOCKERFILE = join(import.meta.dirname, 'Dockerfile');

/** The image's name; builds it unless the engine has it. */
export async function ensureImage(engine: Engine): Promise<string> {
  const runtime = runtimeItems();
  const project = projectItems();
  const name = `${REPOSITORY}:${digest([...runtime, ...project])}`;
  if (await has(engine.api, name)) return name;
  await build(engine, name, { runtime, project });
  await removeFormer(engine.api, name);
  return name;
}

/** Of every byte that we wrote; of what npm and the distribution ship, name, size and time. */
function digest(items: readonly Item[]): string {
  const hash = createHash('sha256').update(readFileSync(DOCKERFILE));
  for (const { from, to } of items) {
    const { size, mtimeMs } = statSync(from);
    hash.update(to.endsWith('.ts') ? `${to}\0` : `${to}\0${size} ${mtimeMs}\0`);
    if (to.endsWith('.ts')) hash.update(readFileSync(from));
  }
  return hash.digest('hex').slice(0, 16);
}

async function has(api: Api, name: string): Promise<boolean> {
  try {
    await api.getImage(name).inspect();
    return true;
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 404) return false;
    throw error;
  }
}

async function build(
  engine: Engine,
  name: string,
  parts: { readonly runtime: readonly Item[]; readonly project: readonly Item[] },
): Promise<void> {
  try {
    using stage = openStage();
    const { context } = stage;
    copy(DOCKERFILE, join(context, 'Dockerfile'));
    for (const { from, to } of parts.runtime) copy(from, join(context, 'runtime', to));
    for (const { from, to } of parts.project) copy(from, join(context, 'project', to));
    // Whoever runs us may keep files to himself; inside, other uids must read them.
    await $({ quiet: true })`chmod -R a+rX ${context}`;
    await send(engine, name, context);
  } catch (error) {
    throw new ContainerRefusal(
      `the image cannot be built: ${reasonOf(error)}`,
      `see that ${engine.name} works and that its disk and ${tmpdir()} have 300 MB free`,
    );
  }
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

/** Sends the context as a plain archive: squeezing 130 MB for a socket of this machine only costs time. */
async function send({ api }: Engine, name: string, directory: string): Promise<void> {
  const archive = $({ quiet: true, nothrow: true, encoding: 'buffer' })`tar -C ${directory} -c .`;
  const context = archive.stdout;
  const progress = await api.buildImage(context, {
    t: name,
    labels: { [IMAGE_LABEL]: 'guest' },
    forcerm: true,
  });
  await new Promise<void>((resolve, reject) => {
    api.modem.followProgress(progress as Readable, (error: Error | null, lines: unknown[]) => {
      const failure = (lines ?? []).find(
        (line): line is { error: string } =>
          typeof line === 'object' && line !== null && 'error' in line,
      );
      if (error ?? failure) reject(error ?? new Error(failure?.error));
      else resolve();
    });
  });
}

/** Milliseconds for which another project's image on this machine may still be wanted: a day. */
const KEPT = 86_400_000;

/** Former images; one that is in use stays, and so does one that somebody else removes now. */
async function removeFormer(api: Api, name: string): Promise<void> {
  const images = await api.listImages({ filters: { label: [IMAGE_LABEL] } });
  for (const { Id, RepoTags, Created } of images) {
    const tags = (RepoTags ?? []).filter((tag) => tag !== '<none>:<none>');
    const isWanted = tags.length > 0 && Created * 1000 > Date.now() - KEPT;
    if (isWanted || tags.some((tag) => tag.endsWith(name))) continue;
    await api
      .getImage(Id)
      .remove()
      .catch(() => {});
  }
}

/** The first line of what an engine or a tool says. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0] ?? text;
}

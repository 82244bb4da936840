/** The directory in which an image is put together; what a killed build left goes when the next one begins. */

import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isOrphan, parseOwner, printOwner, thisOwner } from './owner.ts';

const PREFIX = 'sockspec-image-';
const OWNER = 'owner';
/** Milliseconds after which a stage without an owner's name is nobody's: it is written at once. */
const NAMELESS = 60_000;

export interface Stage extends Disposable {
  /** What the engine is sent. */
  readonly context: string;
}

export function openStage(root: string = tmpdir()): Stage {
  sweepStages(root);
  const stage = mkdtempSync(join(root, PREFIX));
  const remove = (): void => rmSync(stage, { recursive: true, force: true });
  try {
    writeFileSync(join(stage, OWNER), printOwner(thisOwner()));
    const context = join(stage, 'context');
    mkdirSync(context);
    return { context, [Symbol.dispose]: remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Removes the stages of builds that are gone. */
export function sweepStages(root: string = tmpdir()): void {
  for (const stage of stagesIn(root)) {
    try {
      if (isLeft(stage)) rmSync(stage, { recursive: true, force: true });
    } catch {
      // Another user's, or one that another run removes now.
    }
  }
}

function stagesIn(root: string): string[] {
  try {
    const names = readdirSync(root).filter((name) => name.startsWith(PREFIX));
    return names.map((name) => join(root, name));
  } catch {
    // That it cannot be written either is for whoever makes a stage there to say.
    return [];
  }
}

function isLeft(stage: string): boolean {
  const owner = parseOwner(readOwner(stage));
  return owner === undefined ? statSync(stage).mtimeMs < Date.now() - NAMELESS : isOrphan(owner);
}

function readOwner(stage: string): string {
  try {
    return readFileSync(join(stage, OWNER), 'utf8');
  } catch {
    return '';
  }
}

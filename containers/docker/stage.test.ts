import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { printOwner, thisOwner } from './owner.ts';
import { openStage, sweepStages } from './stage.ts';

function root(): string {
  const directory = mkdtempSync(join(tmpdir(), 'stages-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
}

/** A stage as a build leaves it; `owner` undefined when it was killed before it had signed. */
function leave(directory: string, name: string, owner: string | undefined): string {
  const stage = join(directory, `sockspec-image-${name}`);
  mkdirSync(join(stage, 'context'), { recursive: true });
  if (owner !== undefined) writeFileSync(join(stage, 'owner'), owner);
  return stage;
}

test('a stage is gone with its end', () => {
  const directory = root();
  {
    using stage = openStage(directory);
    expect(existsSync(stage.context)).toBe(true);
  }
  expect(readdirSync(directory)).toEqual([]);
});

test('what a killed build left goes, and what another one needs stays', () => {
  const directory = root();
  const dead = { ...thisOwner(), start: '1' };
  leave(directory, 'dead', printOwner(dead));
  leave(directory, 'living', printOwner(thisOwner()));
  leave(directory, 'elsewhere', printOwner({ ...dead, boot: 'another' }));
  leave(directory, 'new', undefined);
  utimesSync(leave(directory, 'old', undefined), 0, 0);
  mkdirSync(join(directory, 'somebody-elses'));

  sweepStages(directory);

  expect(readdirSync(directory).toSorted()).toEqual([
    'sockspec-image-elsewhere',
    'sockspec-image-living',
    'sockspec-image-new',
    'somebody-elses',
  ]);
});

test('a directory that is not there has nothing to sweep', () => {
  sweepStages(join(root(), 'none'));
});

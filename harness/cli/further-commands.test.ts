/** Tests of the commands that a run recommends: they lead to where it was. */

import { describe, expect, test } from 'vitest';
import { readBundle } from '../bundle/index.ts';
import { fakePlace } from './fixtures/fake-place.ts';
import { replayFrom, resumeCommand, runtimeWords } from './further-commands.ts';

const env = (runtime: string) => ({ env: `6.1+x86_64/plain/${runtime}` });

describe('a replay', () => {
  test('names what is not usual: directory, subject and runtime', () => {
    expect(replayFrom('replay a', env('sandbox'), 'out', undefined)).toBe('replay a');
    expect(replayFrom('replay a', env('docker-runsc'), 'my out', 'lie.ts')).toBe(
      "replay a --from 'my out' --subject lie.ts --runtime docker --oci-runtime runsc",
    );
  });

  test.for([
    ['sandbox', []],
    ['docker-crun', ['--runtime', 'docker', '--oci-runtime', 'crun']],
    ['podman-my-own', ['--runtime', 'podman', '--oci-runtime', 'my-own']],
  ] as const)('in %s takes the flags %s', ([runtime, words]) => {
    expect(runtimeWords(runtime)).toEqual(words);
  });
});

describe('going on', () => {
  const columns = ['plain', 'other'].map((profile) => ({ place: fakePlace([]), profile }));
  const usual = { command: 'run', columns, directory: 'out', subject: undefined };
  const begun = readBundle('').runs;

  test('names the profiles where some environment was not begun', () => {
    expect(resumeCommand(usual, { runs: begun })).toBe(
      'npx sockspec run --resume out --profile plain,other',
    );
  });

  test('needs no more than the directory where all were begun', () => {
    expect(resumeCommand({ ...usual, columns: [] }, { runs: begun })).toBe(
      'npx sockspec run --resume out',
    );
  });

  test('keeps the subject', () => {
    const lying = { ...usual, columns: [], command: 'matrix', subject: "it's.ts" };

    expect(resumeCommand(lying, { runs: begun })).toBe(
      "npx sockspec matrix --resume out --subject 'it'\\''s.ts'",
    );
  });
});

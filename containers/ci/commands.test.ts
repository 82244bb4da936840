/** Tests that every command in the files for CI, for a cluster and for people is one that the command takes. */

import { describe, expect, test } from 'vitest';
import { lostShards, type Shard } from '../../harness/bundle/index.ts';
import { PROFILES } from '../profiles/index.ts';
import { commandsIn, readCommand, type Told } from './fixtures/commands.ts';
import {
  githubSteps,
  gitlabSteps,
  kubernetesSteps,
  read,
  type Step,
  typedSteps,
} from './fixtures/steps.ts';

const told = (steps: readonly Step[]): Told[] => steps.flatMap(commandsIn).map(readCommand);
const runsOf = (commands: readonly Told[]) => commands.filter(({ verb }) => verb === 'run');

const GITHUB = read('.github/workflows/sockspec.yml');
const GITLAB = read('.gitlab-ci.yml');
const KUBERNETES = read('containers/cluster/job.yaml');

describe.each([
  ['GitHub', githubSteps(GITHUB), 10],
  ['GitLab', gitlabSteps(GITLAB), 10],
  ['Kubernetes', kubernetesSteps(KUBERNETES), 8],
] as const)('on %s', (_, steps, runs) => {
  const commands = told(steps);

  test('every command is one that sockspec takes', () => {
    expect(runsOf(commands)).toHaveLength(runs);
  });

  test('every place has all of its shards', () => {
    const places = Map.groupBy(runsOf(commands), ({ options: { shard: _, ...place } }) =>
      JSON.stringify({ ...place, out: undefined }),
    );

    for (const [place, parts] of places) {
      const shards = parts.map(({ options }) => options.shard as Shard);
      expect([place, lostShards(shards)]).toEqual([place, []]);
      expect(new Set(shards.map(({ index }) => index)).size).toBe(shards.length);
    }
  });
});

describe.each([
  ['GitHub', githubSteps(GITHUB)],
  ['GitLab', gitlabSteps(GITLAB)],
] as const)('the pipeline of %s', (_, steps) => {
  const commands = told(steps);
  const optionsOf = (name: string) =>
    commands.filter(({ verb }) => verb === name).map(({ options }) => options);

  test('forgets no profile of the sandbox, and has none twice', () => {
    const first = optionsOf('run').filter(({ shard }) => (shard as Shard).index === 1);
    const named = first.flatMap(({ profile }) => (profile as string[] | undefined) ?? []);

    expect(named.toSorted()).toEqual(PROFILES.map(({ name }) => name).toSorted());
  });

  test('runs both container runtimes', () => {
    const runtimes = optionsOf('run').flatMap(({ ociRuntime }) => ociRuntime ?? []);

    expect(new Set(runtimes)).toEqual(new Set(['runc', 'runsc']));
  });

  test('merges once, lets that decide, and makes every report', () => {
    expect(optionsOf('merge')).toMatchObject([{ out: 'merged', gate: true }]);
    expect(optionsOf('report')).toMatchObject([
      { html: expect.any(String), junit: expect.any(String), markdown: 'summary.md' },
    ]);
  });
});

test.each(['README.md', 'containers/cluster/job.yaml'])(
  'what %s has people type is right',
  (path) => {
    expect(told(typedSteps(read(path))).length).toBeGreaterThan(0);
  },
);

describe('a mistake would be noticed', () => {
  test.each([
    ['an unknown flag', '--shard ${', '--shrad ${', /--shrad/],
    ['a flag without a value', ' --out bundle', ' --out', /--out/],
    ['a shard that is none', '}}/2 --seed', '}}/1 --seed', /i from 1 to n/],
    ['an unknown verb', 'sockspec merge', 'sockspec marge', /marge/],
    ['no target', ' --out merged', '', /--out/],
    ['a variable that nobody sets', '$GITHUB_STEP_SUMMARY', '$GITHUB_SUMMARY', /GITHUB_SUMMARY/],
    ['an expression that nothing fills', 'matrix.place.flags', 'matrix.place.flag', /not known/],
  ])('%s', (_, right, wrong, words) => {
    expect(GITHUB).toContain(right);
    expect(() => told(githubSteps(GITHUB.replaceAll(right, wrong)))).toThrow(words);
  });

  test('a shard too few', () => {
    const shards = runsOf(told(kubernetesSteps(KUBERNETES.replace(': 8', ': 7')))).map(
      ({ options }) => options.shard as Shard,
    );

    expect(lostShards(shards)).toEqual([{ index: 8, of: 8 }]);
  });
});

/** Tests of the files for CI and for a cluster with the linters of their formats, which planted mistakes try out. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { lintGithub, lintGitlab, lintKubernetes } from './fixtures/linters.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

interface Subject {
  readonly path: string;
  readonly lint: (text: string) => string[] | Promise<string[]>;
  /** What is replaced by what, and what the linter must say to it. */
  readonly mistakes: readonly (readonly [right: string, wrong: string, words: RegExp])[];
}

const SUBJECTS: readonly Subject[] = [
  {
    path: '.github/workflows/sockspec.yml',
    lint: lintGithub,
    mistakes: [
      ['matrix.place.flags', 'matrix.place.flag', /"flag" is not defined/],
      ['needs: run', 'needs: rum', /"rum" which does not exist/],
      ['pattern: bundle', 'patern: bundle', /input "patern" is not defined/],
      ['fail-fast', 'fail-fats', /unexpected key "fail-fats"/],
      ['ubuntu-24.04', 'ubuntu-24', /label "ubuntu-24" is unknown/],
      ['if: always()', 'if: allways()', /undefined function "allways"/],
    ],
  },
  {
    path: '.gitlab-ci.yml',
    lint: lintGitlab,
    mistakes: [
      ['parallel:', 'paralel:', /'paralel' property is not expected/],
      ['extends: .run', 'extends: .rum', /\.rum/],
      ['stage: merge', 'stage: marge', /marge/],
      ['junit: junit.xml', 'junit: 5', /junit/],
      ['when: always\n  timeout', 'when: alwayz\n  timeout', /when/],
    ],
  },
  {
    path: 'containers/cluster/job.yaml',
    lint: lintKubernetes,
    mistakes: [
      ['completions: 8', 'completions: eight', /completions must be integer/],
      ['completionMode:', 'completionMood:', /completionMood/],
      ['privileged:', 'priviledged:', /priviledged/],
      ['action: FailIndex', 'action: FailIdx', /action must be equal to one of/],
      [
        '      restartPolicy: Never',
        '      restartPolicy: Sometimes',
        /restartPolicy must be equal/,
      ],
      ['containers:', 'container:', /containers/],
    ],
  },
];

describe.each(SUBJECTS)('$path', ({ path, lint, mistakes }) => {
  test('has nothing to complain of', async () => {
    expect(await lint(read(path))).toEqual([]);
  });

  test.each(mistakes)('%s as %s would be noticed', async (right, wrong, words) => {
    const text = read(path);

    expect(text).toContain(right);
    expect((await lint(text.replace(right, wrong))).join('\n')).toMatch(words);
  });
});

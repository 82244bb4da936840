/** What `doctor` finds of container engines and of their runtimes. */

import { spawnSync } from 'node:child_process';
import type { Check } from './doctor-checks.ts';

/** Each program with what makes it usable; `answers` are the arguments of a harmless question to its server. */
const ENGINES = [
  {
    name: 'docker',
    answers: ['version', '--format', '{{.Server.Version}}'],
    install: 'apt-get install docker.io',
    start: 'start it: systemctl start docker, or dockerd &',
  },
  {
    name: 'podman',
    answers: ['version', '--format', '{{.Version}}'],
    install: 'apt-get install podman',
    start: 'podman system service --time=0 &',
  },
] as const;

const RUNTIMES = [
  { name: 'runc', install: 'apt-get install runc' },
  { name: 'crun', install: 'apt-get install crun, and name it in /etc/docker/daemon.json' },
  {
    name: 'runsc',
    install:
      'apt-get install -t bookworm-backports runsc, and name it in /etc/docker/daemon.json (README)',
  },
] as const;

/** None of them is needed: without any, the sandbox serves. */
export function engineChecks(): Check[] {
  return [
    ...ENGINES.map(({ name, answers, install, start }) => {
      const { installed, value } = ask(name, answers);
      if (!installed) return lacking(name, 'is not installed', install);
      return value === undefined
        ? lacking(name, 'does not answer', start)
        : ({ name, state: 'good', value } as const);
    }),
    ...RUNTIMES.map(({ name, install }) => {
      const { value } = ask(name, ['--version']);
      return value === undefined
        ? lacking(name, 'is not installed', install)
        : ({ name, state: 'good', value } as const);
    }),
  ];
}

function lacking(name: string, value: string, remedy: string): Check {
  return { name, state: 'lacking', value, remedy };
}

function ask(program: string, words: readonly string[]) {
  const { error, status, stdout } = spawnSync(program, words, {
    encoding: 'utf8',
    timeout: 10_000,
  });
  return {
    installed: error === undefined,
    value: status === 0 ? stdout.split('\n')[0]?.trim() : undefined,
  };
}

import { describe, expect, test } from 'vitest';
import type { Facts } from '../../harness/facts/facts.ts';
import { sampleFacts } from '../../harness/facts/fixtures/sample.ts';
import type { ContainerProfile } from '../profiles/container-profiles.ts';
import { notGranted } from './granted.ts';

const PLAIN: ContainerProfile = { name: 'sample', text: 'A sample.', from: 'none' };

const withCapabilities = (...effective: Facts['capabilities']['effective'][number][]) => ({
  capabilities: { effective, permitted: effective, bounding: effective, ambient: [] },
});
const asUid = (id: number) => ({ uid: { real: id, effective: id, saved: id } });

/** What is asked for, what is seen, and what is said of it. */
const CASES: [
  what: string,
  asked: Partial<ContainerProfile>,
  seen: Partial<Facts>,
  said: string[],
][] = [
  ['what was asked', {}, withCapabilities(), []],
  [
    'another uid',
    { user: { uid: 1000, gid: 1000 } },
    withCapabilities(),
    ['asked for uid 1000, got 0'],
  ],
  [
    'a capability too few',
    { add: ['NET_BIND_SERVICE'] },
    withCapabilities(),
    ['asked for CAP_NET_BIND_SERVICE, and lacks it'],
  ],
  ['a capability too many', {}, withCapabilities('KILL'), ['did not ask for CAP_KILL, and has it']],
  ['more than a default must have', { from: 'default' }, withCapabilities('KILL'), []],
  [
    'one that was dropped from the default',
    { from: 'default', drop: ['KILL'] },
    withCapabilities('KILL'),
    ['did not ask for CAP_KILL, and has it'],
  ],
  [
    'capabilities of a uid that has none',
    { from: 'default', user: { uid: 1000, gid: 1000 } },
    { ...asUid(1000), ...withCapabilities('KILL') },
    ['did not ask for CAP_KILL, and has it'],
  ],
  [
    'ambient ones, all of them and no other',
    { add: ['SETUID'], ambient: { uid: 1000, gid: 1000, capabilities: ['KILL'] } },
    { ...asUid(1000), ...withCapabilities('KILL') },
    [],
  ],
  [
    'another port start',
    { portStart: 80 },
    withCapabilities(),
    ['asked for ip_unprivileged_port_start 80, got 1024'],
  ],
  [
    'no such sysctl, and another value than its default',
    { portStart: 0 },
    { ...withCapabilities(), unprivilegedPortStart: undefined },
    ['there is no sysctl ip_unprivileged_port_start'],
  ],
  [
    'no such sysctl, and its default',
    { portStart: 1024 },
    { ...withCapabilities(), unprivilegedPortStart: undefined },
    [],
  ],
  [
    'privileges that can still be gained',
    { noNewPrivileges: true },
    withCapabilities(),
    ['asked for no_new_privs true, got false'],
  ],
  [
    'a filter that was not wanted',
    { seccomp: 'unconfined' },
    { ...withCapabilities(), seccomp: 2 },
    ['asked for no seccomp filter, got one'],
  ],
  [
    'a runtime that tells nothing of filters',
    { seccomp: 'unconfined' },
    { ...withCapabilities(), seccomp: undefined },
    [],
  ],
  [
    'users of the host',
    { remapUsers: true },
    withCapabilities(),
    ['asked for mapped users, got those of the host'],
  ],
];

describe('a profile is compared with what is seen', () => {
  test.each(CASES)('%s', (_, asked, seen, said) => {
    const lacks = notGranted({ ...PLAIN, ...asked }, sampleFacts(seen));

    expect(lacks.map(({ text }) => text)).toEqual(said);
  });
});

test('mapped users are seen in the map', () => {
  const uidMap = [{ inside: 0, outside: 100_000, count: 65_536 }];
  const seen = sampleFacts({ uidMap, ...withCapabilities() });

  expect(notGranted({ ...PLAIN, remapUsers: true }, seen)).toEqual([]);
});

test('what nobody could grant there is absent, and not denied', () => {
  const seen = sampleFacts({ ...withCapabilities(), unprivilegedPortStart: undefined });

  expect(notGranted({ ...PLAIN, portStart: 80 }, seen)).toMatchObject([{ kind: 'absent' }]);
});

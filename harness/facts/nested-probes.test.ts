import { expect, test } from 'vitest';
import { FEATURES } from './facts.ts';
import { judgeNested, probeOwnPids, probeOwnUsers } from './nested-probes.ts';

test.each([
  ['unshare: unshare failed: Operation not permitted', 'denied'],
  ['unshare: unshare failed: No space left on device', 'denied'],
  ['unshare: mount /proc failed: Permission denied', 'denied'],
  ["unshare: unrecognized option '--keep-caps'", 'absent'],
  ['unshare: unshare failed: Invalid argument', 'absent'],
  ['something that nobody foresaw', 'denied'],
  ['', 'denied'],
])('%j is %s', (stderr, state) => {
  const probe = judgeNested(1, stderr);

  expect(probe.state).toBe(state);
  if (probe.state !== 'present') expect(probe.reason).not.toBe('');
});

test('a status of 0 is presence, whatever was said', () => {
  expect(judgeNested(0, 'warning')).toEqual({ state: 'present' });
});

test('both are tried here without a throw', () => {
  expect(FEATURES).toContain('actors-own-pids');
  for (const probe of [probeOwnPids(), probeOwnUsers()])
    expect(['present', 'absent', 'denied']).toContain(probe.state);
});

import { constants } from 'node:os';
import { expect, test } from 'vitest';
import { openKernel } from '../kernel/index.ts';
import type { Kernel } from '../kernel/interface.ts';
import { FEATURES } from './facts.ts';
import { observeFacts } from './observe.ts';
import { PROBES, probeFeatures } from './probes.ts';

const { ENOSYS, EPERM } = constants.errno;
const shared = { network: false, files: false, pids: false };

test('the facts of this process are those that node tells', () => {
  const facts = observeFacts(openKernel(), shared);

  expect(facts.uid.effective).toBe(process.geteuid?.());
  expect(facts.groups).toEqual(
    process.getgroups?.().filter((group) => facts.groups.includes(group)),
  );
  expect(facts.openFiles.soft).toBeGreaterThan(0);
  expect(facts.capabilities.permitted).toEqual(
    expect.arrayContaining([...facts.capabilities.effective]),
  );
  expect(Object.keys(facts.features).toSorted()).toEqual([...FEATURES].toSorted());
  expect(facts.features['unix-stream']).toEqual({ state: 'present' });
  expect(JSON.parse(JSON.stringify(facts))).toMatchObject({ own: shared });
});

test('a kernel that tells nothing in /proc is still observed, by system calls', () => {
  const facts = observeFacts(openKernel(), shared, () => undefined);

  expect(facts.noNewPrivileges).toBe(false);
  expect(facts.unprivilegedPortStart).toBeUndefined();
  expect(facts.taint).toBeUndefined();
  expect(facts.localPortRange).toEqual([32768, 60999]);
  expect(facts.capabilities.bounding).toBeDefined();
});

test('facts survive the way to the host as JSON, an unlimited limit too', () => {
  const kernel: Kernel = {
    ...openKernel(),
    getrlimit: () => ({ ret: 0, errno: 0, out: [Infinity, Infinity] }),
  };
  const facts = observeFacts(kernel, shared);

  expect(facts.openFiles.hard).toBe(Number.MAX_SAFE_INTEGER);
  expect(JSON.parse(JSON.stringify(facts))).toEqual(
    // Absent and undefined are the same to the host.
    expect.objectContaining({ openFiles: facts.openFiles, features: facts.features }),
  );
});

test('odd text in /proc does not break the observation', () => {
  const facts = observeFacts(openKernel(), shared, () => 'Seccomp:\tmany\n\u0000junk 1 2');

  expect(facts.uidMap).toEqual([]);
  expect(facts.somaxconn).toBe(4096);
});

test('probes leave no descriptor behind', () => {
  const kernel = openKernel();
  const next = (): number => {
    const { ret } = kernel.dup(0);
    kernel.close(ret);
    return ret;
  };
  probeFeatures(kernel, shared);
  const before = next();
  probeFeatures(kernel, shared);

  expect(next()).toBe(before);
});

test('without an own network no address is bound and nothing is written', () => {
  const touched: string[] = [];
  const touch = (call: string) => {
    touched.push(call);
    return { ret: 0, errno: 0, out: undefined };
  };
  const kernel: Kernel = {
    ...openKernel(),
    bind: () => touch('bind'),
    write: () => touch('write'),
  };

  const features = probeFeatures(kernel, shared);

  expect(touched).toEqual([]);
  expect(features['port-start-writable'].state).toBe('denied');
});

test('a kernel without any optional call has every feature absent or denied as it says', () => {
  const real = openKernel();
  for (const [errno, state] of [
    [ENOSYS, 'absent'],
    [EPERM, 'denied'],
  ] as const) {
    const fail = () => ({ ret: -1, errno, out: undefined });
    const poor = { ...real, kcmp: fail, memfd_create: fail, pidfd_open: fail } as Kernel;
    for (const feature of ['kcmp', 'memfd', 'pidfd'] as const) {
      expect(PROBES[feature](poor, shared).state).toBe(state);
    }
  }
});

import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import type { CapabilityName } from '../../harness/abi/capability.ts';
import type { Facts } from '../../harness/facts/facts.ts';
import type { GuestEvent } from '../../harness/run/protocol.ts';
import { collect } from '../fixtures/collect.ts';
import { findProfile, grants, PROFILES, type Profile } from '../profiles/index.ts';
import { launchSandbox, type SandboxOptions, sandboxAbilities } from './index.ts';
import { OPEN } from './isolation.ts';

const guest = join(import.meta.dirname, 'fixtures/echo-guest.ts');
const mountsBefore = mounts();
const abilities = await sandboxAbilities();
const root = process.getuid?.() === 0 && abilities.isolation.user === 'none';

function options(profile: string, scenario = ''): SandboxOptions {
  return {
    profile: findProfile(profile),
    guest,
    request: { command: 'facts', properties: [], seed: 1, scenario },
    signal: AbortSignal.timeout(20_000),
  };
}

async function eventsOf(asked: SandboxOptions): Promise<GuestEvent[]> {
  await using running = await launchSandbox(asked);
  const events = await collect(running.events);
  const exit = await running.exited;
  if (events.at(-1)?.e !== 'end')
    throw new Error(`guest: ${JSON.stringify(exit)} ${running.stderrTail()}`);
  return events;
}

async function factsOf(asked: SandboxOptions): Promise<Facts> {
  const [ready] = await eventsOf(asked);
  if (ready?.e !== 'ready') throw new Error('the guest did not say ready');
  return ready.facts;
}

/** The mounts of this machine, but for those of container engines, which come and go as they please. */
function mounts(): string[] {
  const lines = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
  return lines.filter((line) => !/overlay|nsfs|\/_data |docker|podman|containers/.test(line));
}

/** What the kernel's rules for exec make of the profile: see capabilities(7). */
function permitted(profile: Profile, all: readonly CapabilityName[]): CapabilityName[] {
  const { ambient, bounding } = profile.capabilities;
  return profile.uid === 0 ? all.filter((name) => grants(bounding, name)) : [...ambient];
}

afterEach(() => {
  expect(mounts()).toEqual(mountsBefore);
});

describe.skipIf(!root)('as root, where namespaces can be made', () => {
  test.each(PROFILES)('$name gives exactly the identity it names', async (profile) => {
    const machine = (await factsOf({ ...options('full-root'), isolation: OPEN })).capabilities;
    const facts = await factsOf(options(profile.name));

    const { uid, gid } = profile;
    expect(facts.uid).toEqual({ real: uid, effective: uid, saved: uid });
    expect(facts.gid).toEqual({ real: gid, effective: gid, saved: gid });
    expect(facts.noNewPrivileges).toBe(profile.noNewPrivileges);
    expect(facts.unprivilegedPortStart).toBe(profile.portStart ?? 1024);
    // A new user namespace gives back what the outer bounding set lacks.
    const all = profile.userNamespace ? facts.capabilities.bounding : machine.bounding;
    const expected = permitted(profile, all ?? []);
    expect(facts.capabilities.permitted).toEqual(expected);
    expect(facts.capabilities.effective).toEqual(expected);
    expect(facts.capabilities.ambient).toEqual(profile.capabilities.ambient);
    expect(facts.uidMap[0]?.count === 4294967295).toBe(!profile.userNamespace);
    expect(facts.own).toEqual({ network: true, files: true, pids: true });
  });

  test('full-root has every capability of the machine', async () => {
    const facts = await factsOf(options('full-root'));

    expect(facts.capabilities.permitted).toEqual(facts.capabilities.bounding);
    expect(facts.capabilities.permitted).toContain('NET_BIND_SERVICE');
    expect(facts.groups).toEqual([]);
  });

  test('network, mounts, pids and ipc are others than the host’s', async () => {
    const { namespaces } = await factsOf(options('ordinary-user'));

    for (const kind of ['net', 'mnt', 'pid', 'ipc']) {
      expect(namespaces[kind]).toMatch(/^\w+:\[\d+\]$/);
      expect(namespaces[kind]).not.toBe(readlinkSync(`/proc/self/ns/${kind}`));
    }
    expect(namespaces.user).toBe(readlinkSync('/proc/self/ns/user'));
  });

  test('loopback is up, also for an ordinary user', async () => {
    const events = await eventsOf(options('ordinary-user', 'connect'));

    expect(events.map(({ e }) => e)).toEqual(['ready', 'end']);
  });

  test.each(PROFILES)('$name may make files, and the host sees none', async ({ name }) => {
    const [ready, made] = await eventsOf(options(name, 'files'));

    expect(made).toEqual({ e: 'refused', message: 'made-by-guest' });
    if (ready?.e !== 'ready') throw new Error('the guest did not say ready');
    expect(ready.directory.length).toBeLessThan(12);
    expect(readdirSync(join(ready.directory, '..'))).not.toContain('s');
  });

  test('a subject in a directory closed to others can be loaded', async () => {
    const closed = mkdtempSync(join(tmpdir(), 'sockspec-subject-'));
    onTestFinished(() => rmSync(closed, { recursive: true }));
    const subject = join(closed, 'liar.mjs');
    writeFileSync(subject, "export default 'a lie';");
    const asked = options('ordinary-user', 'subject');

    const [, told] = await eventsOf({ ...asked, request: { ...asked.request, subject } });

    expect(told).toEqual({ e: 'refused', message: 'a lie' });
  });

  test('low ports belong to root and to nobody else, unless the profile says so', async () => {
    const start = async (name: string) => (await factsOf(options(name))).unprivilegedPortStart;

    expect(await start('ordinary-user')).toBe(1024);
    expect(await start('ordinary-user-all-ports')).toBe(0);
    expect(readFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'utf8').trim()).toBe(
      '1024',
    );
  });

  test.each([
    { network: true, files: true, pids: false },
    { network: true, files: false, pids: false },
    { network: false, files: false, pids: false },
  ])('less isolation is told as it is: %o', async (own) => {
    const facts = await factsOf({
      ...options('ordinary-user'),
      isolation: { user: 'none', ...own },
    });

    expect(facts.own).toEqual(own);
    expect(facts.namespaces.net === readlinkSync('/proc/self/ns/net')).toBe(!own.network);
    expect(facts.namespaces.mnt === readlinkSync('/proc/self/ns/mnt')).toBe(!own.files);
    expect(facts.namespaces.pid === readlinkSync('/proc/self/ns/pid')).toBe(!own.pids);
  });
});

describe('the life of a guest', () => {
  test('a line that is no event is an error', async () => {
    await using running = await launchSandbox(options('full-root', 'babble'));

    await expect(collect(running.events)).rejects.toThrow('"this is no event"');
  });

  test('a crash ends the events, and exit and stderr tell of it', async () => {
    await using running = await launchSandbox(options('full-root', 'crash'));

    const events = await collect(running.events);
    expect(events.map(({ e }) => e)).toEqual(['ready']);
    expect(await running.exited).toEqual({ code: 7, signal: null });
    expect(running.stderrTail()).toBe('guest: planted crash\n');
  });

  test('kill ends a guest that stays, in the middle of its events, and may be called again', async () => {
    await using running = await launchSandbox(options('full-root', 'stay'));

    const seen: string[] = [];
    for await (const { e } of running.events) {
      seen.push(e);
      if (e === 'refused') void running.kill();
    }

    await running.kill();
    expect(seen).toEqual(['ready', 'refused']);
    expect((await running.exited).signal).toBe('SIGKILL');
  });

  test('an aborted signal kills the guest, and forbids to launch another', async () => {
    const controller = new AbortController();
    const asked = { ...options('full-root', 'stay'), signal: controller.signal };
    const running = await launchSandbox(asked);

    controller.abort();

    expect((await running.exited).signal).toBe('SIGKILL');
    await expect(launchSandbox(asked)).rejects.toThrow();
  });

  test('a guest that nobody listens to can be killed', async () => {
    const running = await launchSandbox(options('full-root'));

    await running.kill();

    await expect(running.exited).resolves.toBeDefined();
  });
});

test('doctor learns what works, and why something does not', () => {
  expect(abilities.unshare).toMatch(/util-linux/);
  expect(abilities.setpriv).toMatch(/util-linux/);
  for (const ability of Object.values(abilities.namespaces)) {
    expect(ability === 'ok' || ability.reason.length > 0).toBe(true);
  }
});

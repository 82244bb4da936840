import { expect, test } from 'vitest';
import { findProfile } from '../profiles/index.ts';
import { identityCommand, SandboxRefusal } from './identity.ts';
import { OPEN } from './isolation.ts';
import { type Launcher, observeLauncher } from './launcher.ts';

const ROOT: Launcher = { uid: 0, gid: 0, mayUnshare: true, mayBecome: () => true };
const USER: Launcher = { uid: 4321, gid: 4321, mayUnshare: false, mayBecome: () => false };
const ALL = { user: 'none', network: true, files: true, pids: true } as const;

test('root leaves the bounding set alone when nothing is taken away', () => {
  const words = identityCommand(findProfile('full-root'), ALL, ROOT);

  expect(words.join(' ')).toBe(
    'setpriv --reuid=0 --regid=0 --clear-groups --inh-caps=-all --ambient-caps=-all --pdeathsig=KILL --',
  );
});

test('with one uid mapped an ordinary user is made by a second user namespace', () => {
  const isolation = { ...ALL, user: 'single' } as const;
  const words = identityCommand(findProfile('ordinary-user'), isolation, USER);

  expect(words.slice(0, 4)).toEqual(['unshare', '--user', '--map-user=1000', '--map-group=1000']);
  expect(words).not.toContain('--clear-groups');
});

test('with one uid mapped another uid with a capability is refused, with a remedy', () => {
  const isolation = { ...ALL, user: 'single' } as const;
  const ask = () => identityCommand(findProfile('user-net-bind'), isolation, USER);

  expect(ask).toThrow(SandboxRefusal);
  expect(ask).toThrow(/needs uid 1000, and only one uid is mapped here; .*\/etc\/subuid/);
});

test('without any namespace an ordinary user stays who he is, and cannot be root', () => {
  expect(identityCommand(findProfile('ordinary-user'), OPEN, USER)).not.toContain('--reuid=1000');
  expect(() => identityCommand(findProfile('full-root'), OPEN, USER)).toThrow('uid 4321 cannot');
});

test('without user namespaces the root of one is refused', () => {
  const ask = () => identityCommand(findProfile('user-namespace-root'), OPEN, ROOT);

  expect(ask).toThrow('max_user_namespaces');
});

test('root of a single-uid namespace, as in a rootless container, sets no groups', () => {
  const launcher = { ...ROOT, mayBecome: () => false };

  expect(identityCommand(findProfile('full-root'), ALL, launcher)).not.toContain('--clear-groups');
  expect(identityCommand(findProfile('ordinary-user'), ALL, launcher)[0]).toBe('unshare');
});

test('a launcher becomes only uids that are mapped, and only with the capabilities for it', () => {
  const files = {
    status: 'CapEff:\t00000000000000c0\n',
    setgroups: 'allow\n',
    uid_map: '0 1000 1\n1 100000 500\n',
    gid_map: '0 1000 1\n1 100000 9000\n',
  };
  const become = (changes: Partial<typeof files>, uid: number) => {
    const all: Record<string, string> = { ...files, ...changes };
    return observeLauncher((name) => all[name] ?? '').mayBecome(uid, uid);
  };

  expect(become({}, 500)).toBe(true);
  expect(become({}, 501)).toBe(false);
  expect(become({ setgroups: 'deny' }, 500)).toBe(false);
  expect(become({ status: 'CapEff:\t0000000000000040\n' }, 500)).toBe(false);
  expect(become({ uid_map: '', gid_map: '' }, 1000)).toBe(true);
});

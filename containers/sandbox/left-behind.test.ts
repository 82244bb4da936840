import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  constants,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { findProfile } from '../profiles/index.ts';
import { sandboxAbilities } from './index.ts';
import { PROJECT } from './place.ts';

const isRoot = process.getuid?.() === 0;
const ordinary = ['setpriv', '--reuid=1000', '--regid=1000', '--clear-groups', process.execPath];
const userNamespaces = (await sandboxAbilities()).namespaces.user === 'ok';

function launcher(
  project: string,
  words: readonly string[],
  as: readonly string[] = [process.execPath],
): ChildProcess {
  const module = join(project, 'containers/sandbox/fixtures/launcher.ts');
  const [command = '', ...rest] = [...as, module, ...words];
  const child = spawn(command, rest, {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    timeout: 30_000,
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function outputOf(child: ChildProcess): Promise<{ stdout: string; stderr: string }> {
  if (!child.stdout || !child.stderr) throw new Error('no pipes');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { stdout, stderr };
}

/** Processes in another pid namespace than ours whose output is this pipe: the guest and what it started. */
function holders(inode: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/ns/net`) === inode;
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** The network namespace named by the guest in its first line. */
async function untilStays(child: ChildProcess): Promise<string> {
  let seen = '';
  for await (const chunk of child.stdout ?? []) {
    seen += String(chunk);
    if (seen.includes('"stays')) break;
  }
  const net = /"net":"(net:\[\d+\])"/.exec(seen)?.[1];
  if (net === undefined) throw new Error(`the guest told no network namespace: ${seen}`);
  return net;
}

async function untilGone(net: string): Promise<number[]> {
  const deadline = performance.now() + 5000;
  while (holders(net).length > 0 && performance.now() < deadline) await wait(5);
  return holders(net);
}

test.skipIf(!isRoot).each(['SIGKILL', 'SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s to the launcher leaves no process',
  async (signal) => {
    const child = launcher(PROJECT, ['ordinary-user', 'stay']);
    const net = await untilStays(child);
    expect(holders(net).length).toBeGreaterThanOrEqual(2);

    // As Ctrl-C does: the whole group.
    process.kill(-(child.pid ?? 0), signal);

    expect(await untilGone(net)).toEqual([]);
  },
);

const asUser = test.skipIf(!isRoot || !userNamespaces);

asUser('an ordinary user has a sandbox too, as root of a user namespace', async () => {
  const { stdout, stderr } = await outputOf(launcher(PROJECT, ['full-root', 'files'], ordinary));

  expect(stderr).toBe('');
  const [ready, made] = stdout.split('\n').map((line) => JSON.parse(line || 'null'));
  expect(ready.facts.uid.real).toBe(0);
  expect(ready.facts.uidMap).toEqual([{ inside: 0, outside: 1000, count: 1 }]);
  expect(ready.facts.own).toEqual({ network: true, files: true, pids: true });
  expect(ready.facts.capabilities.permitted).toContain('NET_BIND_SERVICE');
  expect(made.message).toBe('made-by-guest');
});

asUser('an ordinary user can be an ordinary user, without any capability', async () => {
  const { stdout, stderr } = await outputOf(
    launcher(PROJECT, ['ordinary-user', 'connect'], ordinary),
  );

  expect(stderr).toBe('');
  const ready = JSON.parse(stdout.split('\n')[0] ?? '');
  expect(ready.facts.uid.real).toBe(1000);
  expect(ready.facts.capabilities.permitted).toEqual([]);
});

asUser('an ordinary user is refused another uid with capabilities, in one line', async () => {
  const { stdout, stderr } = await outputOf(launcher(PROJECT, ['user-net-bind'], ordinary));

  expect(stdout).toBe('');
  expect(stderr).toMatch(/^profile user-net-bind needs uid 1000, [^\n]*\/etc\/subuid[^\n]*\n$/);
});

asUser('killing an ordinary user’s launcher leaves no process', async () => {
  const child = launcher(PROJECT, ['ordinary-user', 'stay'], ordinary);
  const net = await untilStays(child);

  child.kill('SIGKILL');

  expect(await untilGone(net)).toEqual([]);
});

test.skipIf(!isRoot).each(['full-root', 'ordinary-user', 'root-without-capabilities'])(
  'a project under a directory closed to others works for %s',
  async (profile) => {
    const closed = mkdtempSync(join(tmpdir(), 'sockspec-closed-'));
    onTestFinished(() => rmSync(closed, { recursive: true, force: true }));
    const project = join(closed, 'sockspec');
    copyProject(project);

    const { stdout, stderr } = await outputOf(
      launcher(project, [profile, 'files'], [join(project, 'node')]),
    );

    expect(stderr).toBe('');
    const ready = JSON.parse(stdout.split('\n')[0] ?? '');
    expect(ready.facts.uid.real).toBe(findProfile(profile).uid);
    expect(stdout).toContain('made-by-guest');
    expect(readdirSync(closed)).toEqual(['sockspec']);
  },
);

/** What a guest needs, node itself too, as the package `node` puts it into the project. */
function copyProject(project: string): void {
  mkdirSync(join(project, 'node_modules'), { recursive: true });
  cpSync(join(PROJECT, 'package.json'), join(project, 'package.json'));
  for (const part of [
    'harness',
    'containers',
    'node_modules/koffi',
    'node_modules/@koromix',
    'node_modules/zx',
  ]) {
    execFileSync('cp', ['-aL', join(PROJECT, part), join(project, part)]);
  }
  cpSync(process.execPath, join(project, 'node'), { mode: constants.COPYFILE_FICLONE });
}

test('these tests leave no process of ours', () => {
  const ours = readdirSync('/proc').filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('echo-guest.ts\0stay');
    } catch {
      return false;
    }
  });
  expect(ours).toEqual([]);
});

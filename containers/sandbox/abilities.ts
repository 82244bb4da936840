/** What this machine lets a sandbox do: tried, not guessed. For the launcher and for `sockspec doctor`. */

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import { candidates, type Isolation, OPEN, type UserMap, unshareArguments } from './isolation.ts';
import { observeLauncher } from './launcher.ts';

const run = promisify(execFile);

/** `ok`, or why not. */
export type Ability = 'ok' | { readonly reason: string };

export interface SandboxAbilities {
  /** Version text; undefined where the tool is not installed. */
  readonly unshare: string | undefined;
  readonly setpriv: string | undefined;
  readonly newuidmap: string | undefined;
  /** This user's range in /etc/subuid, as `first:count`. */
  readonly subuid: string | undefined;
  readonly namespaces: Readonly<Record<'net' | 'mount' | 'pid' | 'ipc' | 'user', Ability>>;
  /** The best that works together here. */
  readonly isolation: Isolation;
}

/** Tries everything; takes some ten short processes. */
export async function sandboxAbilities(): Promise<SandboxAbilities> {
  const direct = observeLauncher().mayUnshare ? [] : ['--user', '--map-root-user'];
  const [unshare, setpriv, newuidmap, net, mount, pid, ipc, user, isolation] = await Promise.all([
    version('unshare'),
    version('setpriv'),
    version('newuidmap'),
    attempt([...direct, '--net']),
    attempt([...direct, '--mount']),
    attempt([...direct, '--pid', '--fork', '--mount-proc']),
    attempt([...direct, '--ipc']),
    attempt(['--user', '--map-root-user']),
    bestIsolation(false),
  ]);
  const namespaces = { net, mount, pid, ipc, user };
  return { unshare, setpriv, newuidmap, subuid: subuidRange(), namespaces, isolation };
}

const remembered = new Map<boolean, Promise<Isolation>>();

/**
 * The best isolation that works, found once per process.
 *
 * @param userNamespace whether the guest must be in a user namespace of its own
 */
export function bestIsolation(userNamespace: boolean): Promise<Isolation> {
  const known = remembered.get(userNamespace);
  if (known) return known;
  const search = findBest(userNamespace);
  remembered.set(userNamespace, search);
  return search;
}

async function findBest(userNamespace: boolean): Promise<Isolation> {
  const users: UserMap[] = userNamespace || !observeLauncher().mayUnshare ? [] : ['none'];
  // `--map-auto` fails at once without a range, but it looks users up, which is slow: ask first.
  if (subuidRange()) users.push('range');
  users.push('single');
  for (const isolation of candidates(users)) {
    if ((await attempt(unshareArguments(isolation).slice(0, -1))) === 'ok') return isolation;
  }
  return OPEN;
}

/** Runs `true` in such namespaces. */
async function attempt(flags: readonly string[]): Promise<Ability> {
  try {
    await run('unshare', [...flags, '--', 'true'], { timeout: 10_000 });
    return 'ok';
  } catch (error) {
    return { reason: explain(error) };
  }
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOENT') return 'unshare is not installed (util-linux)';
  const stderr = 'stderr' in error ? String(error.stderr).trim() : '';
  return (stderr || error.message).split('\n')[0] ?? 'unshare failed';
}

/** The last words of `tool --version`; newuidmap knows no such option, but its presence shows. */
async function version(tool: string): Promise<string | undefined> {
  try {
    const { stdout } = await run(tool, ['--version'], { timeout: 10_000 });
    return stdout.trim().split('\n')[0] ?? '';
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return missing ? undefined : 'present';
  }
}

function subuidRange(): string | undefined {
  const uid = process.getuid?.() ?? 0;
  const names = [String(uid), userName()];
  for (const line of readOptional('/etc/subuid').split('\n')) {
    const [name, first, count] = line.split(':');
    if (name !== undefined && names.includes(name) && first && count) return `${first}:${count}`;
  }
  return undefined;
}

/** A uid without an entry in /etc/passwd has no name. */
function userName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}

function readOptional(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

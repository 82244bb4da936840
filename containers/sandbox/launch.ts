/** Launches a guest in namespaces of its own, through util-linux, without a daemon and without a trace on the host. */

import { once } from 'node:events';
import { realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { $ } from 'zx';
import type { GuestRequest } from '../../harness/run/protocol.ts';
import { GUEST_FLAGS, type Guest } from '../guest.ts';
import type { Profile } from '../profiles/profiles.ts';
import { bestIsolation } from './abilities.ts';
import { type Child, guestOf } from './child.ts';
import { identityCommand, SandboxRefusal } from './identity.ts';
import { type Isolation, ownParts, unshareArguments } from './isolation.ts';
import { observeLauncher } from './launcher.ts';
import { choosePoint, neededPaths, PROJECT, scenarioDirectory } from './place.ts';
import type { InitPlan } from './plan.ts';
import { planReach } from './reach.ts';

export interface SandboxOptions {
  readonly profile: Profile;
  /** Path of the guest's module. */
  readonly guest?: string;
  /** What the guest is asked; the sandbox adds what is its own, and the directory. */
  readonly request: Omit<GuestRequest, 'own' | 'directory'>;
  /** Kills the guest when aborted. */
  readonly signal?: AbortSignal;
  /** Only for tests and for `doctor`: an isolation other than the best. */
  readonly isolation?: Isolation;
}

/** No user, not even root, can make a file in /proc: the scenario directory where the files are the host's. */
const NO_DIRECTORY = '/proc';

/**
 * Starts a guest and hands it its request. The guest dies with this process, however that ends.
 *
 * @throws SandboxRefusal where the profile cannot be had here; no process is left then
 */
export async function launchSandbox(options: SandboxOptions): Promise<Guest> {
  options.signal?.throwIfAborted();
  const { profile } = options;
  const guest = realpathSync(options.guest ?? join(PROJECT, 'harness/guest/main.ts'));
  const needed = neededPaths(options.request.subject, guest);
  const possible = options.isolation ?? (await bestIsolation(profile.userNamespace));
  const point = possible.files ? choosePoint(needed) : undefined;
  const isolation = { ...possible, files: point !== undefined };
  const identity = identityCommand(profile, isolation, observeLauncher());
  if (isolation.user !== 'single') refuseUnreadable(profile, guest);
  const plan: InitPlan = {
    point,
    // With a single uid everybody inside is the owner of our files.
    reach: isolation.user === 'single' ? { covers: [], binds: [] } : planReach(needed),
    network: isolation.network,
    portStart: isolation.network ? profile.portStart : undefined,
    command: [...identity, process.execPath, ...GUEST_FLAGS, guest],
  };
  const own = ownParts(isolation);
  const directory = point === undefined ? NO_DIRECTORY : scenarioDirectory(point);
  const child = await start(possible, plan);
  child.stdin.end(`${JSON.stringify({ ...options.request, own, directory })}\n`);
  return guestOf(child, own, options.signal);
}

async function start(isolation: Isolation, plan: InitPlan): Promise<Child> {
  const init = join(PROJECT, 'containers/sandbox/init.ts');
  const enclosed = isolation.network || isolation.files || isolation.user !== 'none';
  const words = enclosed
    ? ['unshare', ...unshareArguments(isolation), process.execPath, init, JSON.stringify(plan)]
    : plan.command;
  // `unshare --kill-child` ends the inside when unshare dies, and pdeathsig ends unshare when we die: for
  // that the shell between must give its place away.
  const running = $({
    // Bash would read its user's files when its input is a socket.
    shell: '/bin/sh',
    prefix: '',
    quote: (word) => `'${word.replaceAll("'", "'\\''")}'`,
    stdio: ['pipe', 'pipe', 'pipe'],
    cwd: '/',
    env: cleanEnvironment(),
    // A group of its own: Ctrl-C reaches the host process alone, which then closes its bundle in order.
    detached: true,
    nothrow: true,
    quiet: true,
    // What the guest says is read as it comes, and not kept.
    store: { stdout: [], stderr: [], stdall: [] },
  })`exec setpriv --pdeathsig=KILL -- ${words}`;
  const child = running.child as Child | undefined;
  if (child === undefined) throw new SandboxRefusal('a shell cannot be started', 'install sh');
  // A guest that ends early closes its input; its exit says why, not EPIPE.
  child.stdin.on('error', () => {});
  try {
    await once(child, 'spawn');
  } catch {
    throw new SandboxRefusal('setpriv cannot be started', 'install util-linux');
  }
  return child;
}

function refuseUnreadable(profile: Profile, guest: string): void {
  if (profile.uid === 0 || (statSync(guest).mode & 0o004) !== 0) return;
  throw new SandboxRefusal(
    `profile ${profile.name} is uid ${profile.uid}, which may not read ${guest}`,
    `\`chmod -R go+rX ${PROJECT}\``,
  );
}

/** The host's NODE_OPTIONS, proxies and secrets are no business of the guest. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      /^(PATH|LANG|TZ|UV_THREADPOOL_SIZE|NODE_COMPILE_CACHE)$/.test(name) ||
      name.startsWith('SOCKSPEC_'),
  );
  return Object.fromEntries(kept);
}

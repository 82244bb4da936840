/** How far a sandbox can be closed off, as data: which namespaces, and the arguments of `unshare` for them. */

import type { Facts } from '../../harness/facts/facts.ts';

/** `single`: only uid 0 is mapped; `range`: the user's range of /etc/subuid as well. */
export type UserMap = 'none' | 'single' | 'range';

export interface Isolation {
  readonly user: UserMap;
  readonly network: boolean;
  readonly files: boolean;
  readonly pids: boolean;
}

/** Nothing can be closed off. */
export const OPEN: Isolation = { user: 'none', network: false, files: false, pids: false };

/** From all to least. A pid namespace needs a mount namespace, for a /proc that fits it. */
const STEPS = [
  { network: true, files: true, pids: true },
  { network: true, files: true, pids: false },
  { network: true, files: false, pids: false },
] as const;

/** What to try, best first: closing off more beats a wider uid map. */
export function candidates(users: readonly UserMap[]): Isolation[] {
  return STEPS.flatMap((step) => users.map((user) => ({ user, ...step })));
}

/** Arguments of `unshare(1)` up to the command. */
export function unshareArguments(isolation: Isolation): string[] {
  const { user, network, files, pids } = isolation;
  const flags: string[] = [];
  if (user !== 'none') flags.push('--user', '--map-root-user');
  if (user === 'range') flags.push('--map-auto');
  // Mount propagation becomes private by default.
  if (network) flags.push('--net', '--ipc');
  if (files) flags.push('--mount');
  if (pids) flags.push('--pid', '--mount-proc');
  return [...flags, '--fork', '--kill-child', '--'];
}

/** The same in the words of the facts. */
export function ownParts({ network, files, pids }: Isolation): Facts['own'] {
  return { network, files, pids };
}

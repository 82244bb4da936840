/** Marks what we start with the process that owns it, so that the next run can remove what a killed one left. */

import { readFileSync, readlinkSync } from 'node:fs';
import type { Api } from './engine.ts';

/** Label: boot and pid namespace, pid and start time of the process that answers for it. */
export const OWNER_LABEL = 'org.sockspec.owner';

export interface Owner {
  readonly boot: string;
  /** Number of the pid namespace: in another one the same pid is somebody else. */
  readonly pids: string;
  readonly pid: number;
  /** In clock ticks since the boot; a pid alone may come to name a stranger. */
  readonly start: string;
}

/** This process. */
export function thisOwner(): Owner {
  return { ...here(), pid: process.pid, start: startOf(process.pid) ?? '' };
}

export function printOwner({ boot, pids, pid, start }: Owner): string {
  return `${boot} ${pids} ${pid} ${start}`;
}

export function parseOwner(text: string): Owner | undefined {
  const [, boot, pids, pid, start] = /^(\S+) (\d+) (\d+) (\d+)$/.exec(text) ?? [];
  return boot && pids && pid && start ? { boot, pids, pid: Number(pid), start } : undefined;
}

/** Whether its owner cannot come back for it. Owners whom we cannot see are none of our business. */
export function isOrphan(owner: Owner, seenFrom = here(), startOfPid = startOf): boolean {
  const { boot, pids } = seenFrom;
  return owner.boot === boot && owner.pids === pids && startOfPid(owner.pid) !== owner.start;
}

function here(): Pick<Owner, 'boot' | 'pids'> {
  return {
    boot: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
    pids: readlinkSync('/proc/self/ns/pid').replace(/\D/g, ''),
  };
}

/** Field 22 of `/proc/pid/stat`, counted behind the command's name, which may hold anything. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

/** Removes containers and volumes of runs that are gone; tells how many. */
export async function sweepOrphans(api: Api): Promise<number> {
  const filters = { label: [OWNER_LABEL] };
  const containers = await api.listContainers({ all: true, filters });
  const { Volumes } = await api.listVolumes({ filters });
  const left = [
    ...containers.map(({ Id, Labels }) => ({
      Labels,
      remove: () => api.getContainer(Id).remove({ force: true, v: true }),
    })),
    // A volume goes after the containers that use it.
    ...(Volumes ?? []).map(({ Name, Labels }) => ({
      Labels,
      remove: () => api.getVolume(Name).remove(),
    })),
  ].filter(({ Labels }) => {
    const owner = parseOwner(Labels?.[OWNER_LABEL] ?? '');
    return owner !== undefined && isOrphan(owner);
  });
  // Another run may sweep at the same time.
  for (const { remove } of left) await remove().catch(() => {});
  return left.length;
}

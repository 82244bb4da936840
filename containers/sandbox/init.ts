/** The first process inside the new namespaces: prepares files and network with full rights, then becomes the guest's parent. */

import { chmodSync, mkdirSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { errnoName } from '../../harness/abi/errno.ts';
import { MS_BIND, MS_MOVE, MS_NODEV, MS_NOSUID, MS_REC } from '../../harness/abi/file.ts';
import { openKernel } from '../../harness/kernel/index.ts';
import type { Kernel, Result } from '../../harness/kernel/interface.ts';
import { bringUpLoopback } from '../../harness/kernel/loopback.ts';
import { scenarioDirectory } from './place.ts';
import type { InitPlan } from './plan.ts';
import type { Reach } from './reach.ts';

const PORT_START = '/proc/sys/net/ipv4/ip_unprivileged_port_start';

function mountTmpfs(kernel: Kernel, point: string, size: string): void {
  mount(kernel, ['sockspec', point, 'tmpfs', MS_NOSUID | MS_NODEV, `mode=0755,size=${size}`]);
}

function mount(kernel: Kernel, call: Parameters<Kernel['mount']>): void {
  must(`mount on ${call[1]}`, kernel.mount(...call));
}

function must(what: string, { ret, errno }: Result<unknown>): void {
  if (ret < 0) throw new Error(`${what} failed with ${errnoName(errno)}`);
}

function makeTarget(path: string, like: string): void {
  mkdirSync(dirname(path), { recursive: true });
  if (statSync(like).isDirectory()) mkdirSync(path, { recursive: true });
  else writeFileSync(path, '');
}

/** Saves the needed paths on our tmpfs, covers the closed directories, and moves the paths back. */
function openReach(kernel: Kernel, reach: Reach, point: string): void {
  const saved = reach.binds.map((path, index) => ({ path, place: `${point}/k${index}` }));
  for (const { path, place } of saved) {
    makeTarget(place, path);
    mount(kernel, [path, place, '', MS_BIND | MS_REC, '']);
  }
  for (const cover of reach.covers) mountTmpfs(kernel, cover, '1m');
  for (const { path, place } of saved) {
    makeTarget(path, place);
    mount(kernel, [place, path, '', MS_MOVE, '']);
    if (statSync(place).isDirectory()) rmdirSync(place);
    else rmSync(place);
  }
}

function prepareFiles(kernel: Kernel, point: string, reach: Reach): void {
  mountTmpfs(kernel, point, '64m');
  openReach(kernel, reach, point);
  const directory = scenarioDirectory(point);
  mkdirSync(directory);
  chmodSync(directory, 0o777);
}

function main(plan: InitPlan): void {
  const kernel = openKernel();
  kernel.umask(0o022);
  if (plan.point !== undefined) prepareFiles(kernel, plan.point, plan.reach);
  if (plan.network) must('loopback', bringUpLoopback(kernel));
  if (plan.portStart !== undefined) writeFileSync(PORT_START, `${plan.portStart}`);
  process.chdir('/');
  // A shell stays as pid 1: it reaps orphans and cannot be signalled by the guest. It costs a millisecond
  // and no memory, where this process would keep 50 MB for the whole run.
  const stay = ['sh', '-c', '"$@"; exit $?', 'sh', ...plan.command];
  if (!process.execve) throw new Error('this node has no process.execve: use node 24');
  process.execve('/bin/sh', stay, process.env as Record<string, string>);
}

try {
  main(JSON.parse(process.argv[2] ?? '') as InitPlan);
} catch (error) {
  process.stderr.write(`sandbox: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 71;
}

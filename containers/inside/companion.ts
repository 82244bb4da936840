/** Offers an actor to a guest in another container, through named pipes in a directory that both share. */

import { spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { errnoName } from '../../harness/abi/errno.ts';
import { openKernel } from '../../harness/kernel/index.ts';
import type { PipePaths } from '../../harness/run/link.ts';

const S_IFIFO = 0o010000;
const ACTOR = fileURLToPath(new URL('../../harness/run/actor-main.ts', import.meta.url));

const { requests, answers } = JSON.parse(process.argv[2] ?? '') as PipePaths;
const kernel = openKernel();
kernel.umask(0);
for (const path of [requests, answers]) {
  rmSync(path, { force: true });
  const { ret, errno } = kernel.mknod(path, S_IFIFO | 0o666, 0);
  if (ret < 0) throw new Error(`companion: mknod ${path} failed with ${errnoName(errno)}`);
}
// One actor after another: each ends when the guest lets go of it.
for (;;) {
  const reads = openSync(requests, 'r');
  const writes = openSync(answers, 'w');
  spawnSync(process.execPath, [...process.execArgv, ACTOR], {
    stdio: ['ignore', 'ignore', 'inherit', reads, writes],
  });
  closeSync(reads);
  closeSync(writes);
}

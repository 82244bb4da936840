/** An actor in a pid namespace of its own: sees its own processes in /proc, then acts like any other. */

import { MS_NODEV, MS_NOEXEC, MS_NOSUID } from '../abi/file.ts';
import { openKernel } from '../kernel/index.ts';

const flags = MS_NOSUID | MS_NODEV | MS_NOEXEC;
const { ret, errno } = openKernel().mount('proc', '/proc', 'proc', flags, '');
if (ret < 0) throw new Error(`actor: mounting /proc failed with errno ${errno}`);
await import('./actor-main.ts');

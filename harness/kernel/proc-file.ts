/** What files in /proc tell of sockets: read through the calls under test, and picked apart. */

import { O_CLOEXEC, O_RDONLY } from '../abi/file.ts';
import type { Kernel, Result } from './interface.ts';

const AT_ONCE = 32_768;

/** One of the two names of oneself, which lead to the same descriptors: now the one and now the other. */
const oneself = (fd: number): string => (fd % 2 === 0 ? 'self' : 'thread-self');

/** Where /proc shows a descriptor of the caller, and what it tells of it. */
export const descriptorPath = (fd: number): string => `/proc/${oneself(fd)}/fd/${fd}`;
export const descriptorInfo = (fd: number): string => `/proc/${oneself(fd)}/fdinfo/${fd}`;
/** The sockets of the network namespace of whoever reads. */
export const UNIX_SOCKETS = '/proc/net/unix';

/** A whole file as latin1, or what kept it from being read. */
export function readWhole(kernel: Kernel, path: string): Result<string> {
  const opened = kernel.open(path, O_RDONLY | O_CLOEXEC, 0);
  if (opened.ret < 0) return { ...opened, out: '' };
  let text = '';
  let part = kernel.read(opened.ret, AT_ONCE);
  for (; part.ret > 0; part = kernel.read(opened.ret, AT_ONCE))
    text += Buffer.from(part.out).toString('latin1');
  kernel.close(opened.ret);
  return { ...part, out: text };
}

/** A socket as a line of /proc/net/unix has it. */
export interface ListedSocket {
  readonly flags: number;
  readonly type: number;
  readonly state: number;
  /** As it stands there: `@` for each NUL; empty where there is none. */
  readonly name: string;
}

const LINE =
  /^[^ ]+: +[0-9A-F]+ +[0-9A-F]+ +([0-9A-F]+) +([0-9A-F]+) +([0-9A-F]+) +(\d+)(?: (.*))?$/s;

/** All sockets that are listed, with the numbers of their inodes: 0 of those that nobody has opened yet, or any more. */
export function listedSockets(text: string): (ListedSocket & { readonly ino: number })[] {
  return text.split('\n').flatMap((line) => {
    const [found, flags = '', type = '', state = '', ino, name = ''] = LINE.exec(line) ?? [];
    if (found === undefined) return [];
    const [f = 0, t = 0, s = 0] = [flags, type, state].map((hex) => Number.parseInt(hex, 16));
    return [{ ino: Number(ino), flags: f, type: t, state: s, name }];
  });
}

/** How many descriptors wait in a socket's queue; undefined where that is not told. */
export function scmFds(text: string): number | undefined {
  const found = /^scm_fds:\s*(\d+)$/m.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** Path resolution as path_resolution(7) tells it, from the working directory, and not above that of the scenario. */

import { EXECUTE, mayAccess, STICKY } from './permission.ts';
import { Unmodelled } from './rule.ts';
import type { Inode, Mount, Process, State } from './state.ts';

/** Where a path leads: an errno, or the directory and name of the last component and what is there. */
export interface Place {
  /** '' when the directory of the last component was reached. */
  readonly error: string;
  readonly parent: Inode;
  readonly name: string;
  readonly inode: Inode | undefined;
  readonly trailingSlash: boolean;
  /** In which mount the directory is, where that is one of the process's own; and what is there, which may begin one. */
  readonly mount: Mount | undefined;
  readonly inside: Mount | undefined;
}

const MAX_LINKS = 40;
const NAME_MAX = 255;
const PATH_MAX = 4096;

function startOf({ directory }: State, { cwd }: Process): Inode {
  if (cwd === undefined) return directory;
  for (let at = cwd; at !== directory; at = at.parent as Inode)
    if (at.parent?.entries === undefined || ![...at.parent.entries.values()].includes(at))
      throw new Unmodelled('a working directory that is gone');
  return cwd;
}

/** An absolute way to the working directory, whatever that is (proc_pid_cwd(5)). */
export const HERE = '/proc/self/cwd/';

function fromHere({ world }: State, { root }: Process, path: string): string {
  const isThere =
    root === undefined && path.startsWith(HERE) && path.length > HERE.length && world.has.procFd;
  return isThere ? path.slice(HERE.length) : path;
}

/** Resolves a path; a symlink as the last component is followed if told so, or if a slash follows it. */
export function resolve(state: State, me: Process, path: string, follow: boolean): Place {
  const relative = fromHere(state, me, path);
  return new Walk(me).from(startOf(state, me), relative, follow || path.endsWith('/'));
}

/** Resolves a name to be made: a symlink as the last component is never followed, slash or not. */
export function resolveNew(state: State, me: Process, path: string): Place {
  if (/^\/+$/.test(path)) return placeOfRoot(state);
  return new Walk(me).from(startOf(state, me), fromHere(state, me, path), false);
}

/** The root directory is there, and nobody is asked for leave to find it. */
function placeOfRoot({ directory }: State): Place {
  return {
    ...{ error: '', parent: directory, name: '/', inode: undefined, trailingSlash: true },
    ...{ mount: undefined, inside: undefined },
  };
}

/** Names under which something is mounted, by whomever: whether they may be taken away depends on where one asks. */
export function refuseMountPoint({ processes }: State, { parent, name, inode }: Place): void {
  for (const { mounts, root, ended } of processes) {
    if (root !== undefined && root === inode && !ended) throw new Unmodelled('a root');
    if (mounts === undefined || ended) continue;
    for (const one of mounts)
      if ((one.directory === parent && one.name === name) || isDirectory(one.root, inode))
        throw new Unmodelled('a mount point');
  }
}

const isDirectory = (root: Inode, inode: Inode | undefined): boolean =>
  root === inode && root.type === 'DIR';

/** One resolution; it counts the symbolic links it followed, and keeps in which mount it is. */
class Walk {
  private links = 0;
  private mount: Mount | undefined;
  private readonly me: Process;

  constructor(me: Process) {
    this.me = me;
  }

  from(start: Inode, path: string, follow: boolean): Place {
    const fail = (error: string, parent = start): Place => ({
      error,
      parent,
      name: '',
      inode: undefined,
      trailingSlash: false,
      mount: this.mount,
      inside: undefined,
    });
    if (path === '') return fail('ENOENT');
    if (path.length >= PATH_MAX) return fail('ENAMETOOLONG');
    const parts = path.split('/').filter((part) => part !== '');
    const trailingSlash = path.endsWith('/');
    let at = path.startsWith('/') ? this.root() : start;
    for (const [i, name] of parts.entries()) {
      if (!mayAccess(this.me, at, EXECUTE)) return fail('EACCES', at);
      if (name.length > NAME_MAX) return fail('ENAMETOOLONG', at);
      const last = i === parts.length - 1;
      const { mount } = this;
      const next = this.enter(at, name);
      if (last) return this.last({ parent: at, name, inode: next, trailingSlash, mount }, follow);
      if (next === undefined) return fail('ENOENT', at);
      const followed = next.type === 'LNK' ? this.followLink(at, next) : next;
      if (typeof followed === 'string') return fail(followed, at);
      if (followed.type !== 'DIR') return fail('ENOTDIR', at);
      at = followed;
    }
    throw new Unmodelled('path of slashes');
  }

  private root(): Inode {
    const { root } = this.me;
    if (root === undefined) throw new Unmodelled('absolute path');
    return root;
  }

  private enter(at: Inode, name: string): Inode | undefined {
    if (name === '.') return at;
    if (name === '..') return this.leave(at);
    const there = at.entries?.get(name);
    const { mounts } = this.me;
    if (mounts === undefined || there === undefined || this.mount !== undefined) return there;
    this.mount = mounts.find((one) => one.directory === at && one.name === name);
    return this.mount?.root ?? there;
  }

  private leave(at: Inode): Inode {
    const { mount } = this;
    if (at === this.me.root) return at;
    if (mount?.root === at) {
      this.mount = undefined;
      return mount.directory;
    }
    if (at.parent === undefined) throw new Unmodelled('above the working directory');
    return at.parent;
  }

  private last(found: Omit<Place, 'error' | 'inside'>, follow: boolean): Place {
    const { parent, inode, mount, trailingSlash } = found;
    const place = { ...found, error: '', inside: this.mount };
    if (inode?.type !== 'LNK' || !follow) return place;
    // sysctl fs.protected_symlinks decides, which nobody has told the law.
    if (parent.mode & STICKY) throw new Unmodelled('link in a sticky directory');
    this.links++;
    if (this.links > MAX_LINKS) return { ...place, error: 'ELOOP', inode: undefined };
    this.mount = mount;
    const onward = this.from(parent, inode.target ?? '', true);
    return { ...onward, trailingSlash: trailingSlash || onward.trailingSlash };
  }

  /** A link in the middle of a path: it must lead to something that exists. */
  private followLink(parent: Inode, inode: Inode): Inode | string {
    const found = { parent, name: '', inode, trailingSlash: false, mount: this.mount };
    const place = this.last(found, true);
    if (place.error !== '') return place.error;
    return place.inode ?? 'ENOENT';
  }
}

/** For calls that need the object to be there: the inode, or the errno. */
export function existing(place: Place): Inode | string {
  if (place.error !== '') return place.error;
  if (place.inode === undefined) return 'ENOENT';
  if (place.trailingSlash && place.inode.type !== 'DIR') return 'ENOTDIR';
  return place.inode;
}

/** For calls that make a new name, in the kernel's order: prefix, then existing, then trailing slash. */
export function creationError(place: Place): string {
  if (place.error !== '') return place.error;
  if (place.inode !== undefined || ['.', '..', '/'].includes(place.name)) return 'EEXIST';
  return place.trailingSlash ? 'ENOENT' : '';
}

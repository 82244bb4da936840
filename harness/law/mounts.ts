/** Mount namespaces of an actor's own, and what it mounts there: other files by the same names, for itself alone. */

import { type CallLaw, done, look, type View } from './call.ts';
import { newInode } from './fresh.ts';
import type { CallName, OperationOf } from './operation.ts';
import { existing, type Place, resolve } from './path.ts';
import { capable } from './permission.ts';
import { type Refusal, refusal, rule, Unmodelled } from './rule.ts';
import type { Inode, Mount, Process, State } from './state.ts';

const R = {
  made: rule('mounts.new', 'B28', 'unshare(2) CLONE_NEWNS, mount_namespaces(7)'),
  home: rule('mounts.home', 'B28', 'setns(2), mount_namespaces(7)'),
  bound: rule('mount_bind.done', 'B28', 'mount(2) MS_BIND'),
  empty: rule('mount_empty.done', 'B28', 'mount(2)'),
  unmounted: rule('unmount.done', 'B28', 'umount(2) MNT_DETACH'),
};

function refuseElsewhere({ state, me }: View<CallName>): void {
  if (!state.world.has.newMounts) throw new Unmodelled('no mount namespaces here');
  if (me.uids !== undefined) throw new Unmodelled('mounts of another user namespace');
}

export const mounts: CallLaw<'mounts'> = {
  look: (state, op) => {
    const view = look(state, op);
    refuseElsewhere(view);
    if (view.me.most !== undefined) throw new Unmodelled('a descriptor of the namespace');
    return view;
  },
  refusals: [
    refusal(
      'mounts.denied',
      'EPERM',
      'B28',
      'unshare(2), setns(2) ERRORS EPERM: CAP_SYS_ADMIN',
      (v) => !capable(v.me, 'SYS_ADMIN'),
    ),
    refusal(
      'mounts.home.denied',
      'EPERM',
      'B28',
      'setns(2): CAP_SYS_CHROOT too for a mount namespace',
      (v) => v.op.to === 'home' && !capable(v.me, 'SYS_CHROOT'),
    ),
  ],
  allow: ({ state, me, op }) =>
    op.to === 'home'
      ? done(R.home, () => {
          me.mounts = undefined;
          me.mountSpace = 0;
          me.cwd = undefined;
        })
      : done(R.made, () => {
          me.mounts ??= [];
          me.mountSpace = ++state.mountSpaces;
        }),
};

interface Mounting<Name extends CallName> extends View<Name> {
  readonly place: Place;
  readonly inode: Inode;
}

/** Where something is to be mounted, or is. */
function lookAt<Name extends 'mount_bind' | 'mount_empty' | 'unmount'>(
  state: State,
  op: OperationOf<Name>,
  path: string,
): Mounting<Name> {
  const view = look(state, op);
  refuseElsewhere(view);
  // What everybody sees is not for one scenario to change.
  if (view.me.mounts === undefined) throw new Unmodelled('mounts of all');
  return { ...view, ...found(view, path) };
}

function found(
  { state, me }: View<CallName>,
  path: string,
): Pick<Mounting<'unmount'>, 'place' | 'inode'> {
  const place = resolve(state, me, path, true);
  const inode = existing(place);
  if (typeof inode === 'string') throw new Unmodelled('nothing to mount');
  return { place, inode };
}

/** What has mounts already, or is where one began, is left alone. */
function refuseTarget({ state, place, inode }: Mounting<CallName>): void {
  const isPlain = place.inside === undefined && !['.', '..', ''].includes(place.name);
  if (!isPlain || inode === state.directory) throw new Unmodelled('mounts upon mounts');
}

const denied = <V extends { readonly me: Process }>(id: string): Refusal<V> =>
  refusal(
    `${id}.denied`,
    'EPERM',
    'B28',
    'mount(2), umount(2) ERRORS EPERM: CAP_SYS_ADMIN',
    (v: V) => !capable(v.me, 'SYS_ADMIN'),
  );

function add(me: Process, { parent: directory, name }: Place, root: Inode, readOnly: boolean) {
  me.mounts = [...(me.mounts ?? []), { directory, name, root, readOnly }];
}

interface Binding extends Mounting<'mount_bind'> {
  readonly source: Pick<Mounting<'mount_bind'>, 'place' | 'inode'>;
}

export const mount_bind: CallLaw<'mount_bind', Binding> = {
  look: (state, op) => {
    const view = lookAt(state, op, op.to);
    refuseTarget(view);
    return { ...view, source: found(view, op.from) };
  },
  refusals: [
    denied<Binding>('mount_bind'),
    refusal(
      'mount_bind.kind',
      'ENOTDIR',
      'B28',
      'mount(2) ERRORS ENOTDIR: one is a directory, and the other is not',
      ({ source, inode }) => (source.inode.type === 'DIR') !== (inode.type === 'DIR'),
    ),
  ],
  allow: ({ me, op, place, source }) =>
    done(R.bound, () => {
      const isReadOnly = op.readOnly === 1 || source.place.inside?.readOnly === true;
      add(me, place, source.inode, isReadOnly);
    }),
};

export const mount_empty: CallLaw<'mount_empty', Mounting<'mount_empty'>> = {
  look: (state, op) => {
    const view = lookAt(state, op, op.path);
    refuseTarget(view);
    return view;
  },
  refusals: [
    denied<Mounting<'mount_empty'>>('mount_empty'),
    refusal(
      'mount_empty.kind',
      'ENOTDIR',
      'B28',
      'mount(2) ERRORS ENOTDIR',
      (v) => v.inode.type !== 'DIR',
    ),
  ],
  allow: ({ me, place }) =>
    done(R.empty, () =>
      add(me, place, newInode('DIR', 0o777, me.cred.fsuid, me.cred.fsgid, undefined), false),
    ),
};

/** The one whose root this is. */
const mountOf = ({ place: { inside }, inode }: Mounting<'unmount'>): Mount | undefined =>
  inside?.root === inode ? inside : undefined;

export const unmount: CallLaw<'unmount', Mounting<'unmount'>> = {
  look: (state, op) => {
    const view = lookAt(state, op, op.path);
    // It may be one, and is nobody's in a scenario.
    if (view.place.inside === undefined && view.inode === state.directory)
      throw new Unmodelled('where scenarios begin');
    return view;
  },
  refusals: [
    denied<Mounting<'unmount'>>('unmount'),
    refusal(
      'unmount.nothing',
      'EINVAL',
      'B28',
      'umount(2) ERRORS EINVAL: not a mount point',
      (v) => mountOf(v) === undefined,
    ),
  ],
  allow: (view) =>
    done(R.unmounted, () => {
      const gone = mountOf(view);
      view.me.mounts = view.me.mounts?.filter((one) => one !== gone);
    }),
};

/** Notes on mount namespaces: which names cross them, and what is seen through mounts of one's own. */

import type { View } from '../call.ts';
import type { CallName, Operation } from '../operation.ts';
import { existing, type Place, resolve } from '../path.ts';
import { abstractKey } from '../references.ts';
import { Unmodelled } from '../rule.ts';
import type { Mount, Socket, State } from '../state.ts';
import type { UnixTarget } from '../unix-address.ts';
import type { BindView } from './names.ts';
import { type Note, note, ok, type Step } from './note.ts';
import type { Past } from './past.ts';

type ConnectView = View<CallName> & {
  readonly socket: Socket;
  readonly reach?: {
    readonly target: UnixTarget;
    readonly other: Socket | undefined;
    readonly inside?: Mount | undefined;
  };
};

/** Whether it got its name in another mount namespace than the one in which it is asked for. */
function isFromElsewhere({ past, view }: Step<View<CallName>>, other: Socket | undefined): boolean {
  return other !== undefined && (past.spaces.get(other) ?? 0) !== view.me.mountSpace;
}

const ABSTRACT = 'unix(7) Abstract sockets: independent of the file system';
const PATHS = 'unix(7) Pathname sockets; mount_namespaces(7)';

function holder({ state, socket, unix }: BindView): Socket | undefined {
  const target = unix?.target;
  if (target?.kind !== 'abstract') return undefined;
  return state.abstract.get(abstractKey(socket, target.name));
}

export const bindMountNotes: readonly Note<BindView>[] = [
  note(
    'bind.abstract.taken-across-mounts',
    'B28',
    ABSTRACT,
    (s) => s.outcome.errno === 'EADDRINUSE' && isFromElsewhere(s, holder(s.view)),
  ),
];

/** What is found there but for one's own mounts. */
function isCovered({ state, me }: ConnectView, path: string, other: Socket | undefined): boolean {
  if (me.mounts === undefined || me.mounts.length === 0) return false;
  try {
    const below = existing(resolve(state, { ...me, mounts: undefined }, path, true));
    const socket = typeof below === 'string' ? undefined : below.socket;
    return socket !== undefined && !socket.dead && socket !== other;
  } catch (error) {
    if (error instanceof Unmodelled) return false;
    throw error;
  }
}

export const connectMountNotes: readonly Note<ConnectView>[] = [
  note('connect.abstract.across-mounts', 'B28', ABSTRACT, (s) => {
    const { reach } = s.view;
    return ok(s) && reach?.target.kind === 'abstract' && isFromElsewhere(s, reach.other);
  }),
  note('connect.path.across-mounts', 'B28', PATHS, (s) => {
    const { reach } = s.view;
    return ok(s) && reach?.target.kind === 'path' && isFromElsewhere(s, reach.other);
  }),
  note('connect.path.covered', 'B28', PATHS, ({ view }) => {
    const { reach } = view;
    return reach?.target.kind === 'path' && isCovered(view, reach.target.path, reach.other);
  }),
  note('connect.path.read-only', 'I15', 'mount(2) MS_RDONLY; unix(7)', (s) => {
    return ok(s) && s.view.reach?.inside?.readOnly === true;
  }),
];

const ROOT = 'chroot(2), path_resolution(7); unix(7)';

export const connectRootNotes: readonly Note<ConnectView>[] = [
  note('connect.abstract.across-roots', 'B31', ABSTRACT, (s) => {
    const { reach, me } = s.view;
    const other = reach?.other;
    if (!ok(s) || other === undefined || reach?.target.kind !== 'abstract') return false;
    return s.past.rooted.has(other) !== (me.root !== undefined);
  }),
  note('connect.path.below-a-root', 'B31', ROOT, (s) => {
    const { reach, me } = s.view;
    const target = reach?.target;
    return ok(s) && me.root !== undefined && target?.kind === 'path' && target.path.startsWith('/');
  }),
  note('connect.path.from-outside', 'B31', ROOT, (s) => {
    const { reach, me } = s.view;
    const other = reach?.other;
    if (!ok(s) || other === undefined || me.root !== undefined) return false;
    return reach?.target.kind === 'path' && s.past.rooted.has(other);
  }),
];

export const openMountNotes: readonly Note<View<CallName> & { readonly place?: Place }>[] = [
  note(
    'open.socket.read-only',
    'I15',
    'open(2) ERRORS ENXIO; mount(2) MS_RDONLY',
    ({ view, outcome }) => outcome.errno === 'ENXIO' && view.place?.inside?.readOnly === true,
  ),
];

/** Where sockets get their names; before the step is committed. */
export function rememberSpace(past: Past, state: State, op: Operation): void {
  if (op.call !== 'bind') return;
  const { mountSpace = 0, root } = state.processes[op.by] ?? {};
  if (mountSpace === 0 && root === undefined) return;
  const object = state.descriptors[op.fd]?.file.object;
  if (object?.kind !== 'socket' || object.name !== undefined) return;
  if (mountSpace > 0) past.spaces.set(object, mountSpace);
  if (root !== undefined) past.rooted.add(object);
}

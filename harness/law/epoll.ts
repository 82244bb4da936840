/** epoll_create1 and epoll_ctl: what is registered, for how long, and who is refused. */

import { EPOLL_CLOEXEC } from '../abi/epoll.ts';
import { AF_UNIX } from '../abi/socket.ts';
import {
  type CallLaw,
  descriptorOf,
  done,
  type FdView,
  look,
  lookFd,
  notOpen,
  success,
} from './call.ts';
import { eventsOf } from './events.ts';
import { install, openFile } from './fresh.ts';
import { atLimit, MADE } from './limit.ts';
import type { Slot } from './operation.ts';
import { type Outcome, refusal, rule, Unmodelled } from './rule.ts';
import type { Descriptor, Epoll, Interest, OpenFile, State } from './state.ts';

const R = {
  created: rule('epoll_create1.created', 'X24', 'epoll_create(2)'),
  added: rule('epoll_ctl.added', 'X21', 'epoll_ctl(2) EPOLL_CTL_ADD'),
  modified: rule('epoll_ctl.modified', 'X21', 'epoll_ctl(2) EPOLL_CTL_MOD'),
  deleted: rule('epoll_ctl.deleted', 'X21', 'epoll_ctl(2) EPOLL_CTL_DEL'),
};
const ERRORS = 'epoll_ctl(2) ERRORS';

export const epoll_create1: CallLaw<'epoll_create1'> = {
  look,
  refusals: [
    refusal(
      'epoll_create1.flags',
      'EINVAL',
      'X24',
      'epoll_create(2) ERRORS EINVAL',
      (v) => (v.op.flags & ~EPOLL_CLOEXEC) !== 0,
    ),
    atLimit(1, 'epoll_create(2) ERRORS EMFILE'),
  ],
  allow: ({ state, op }) =>
    success(R.created, MADE, () => {
      const epoll: Epoll = { kind: 'epoll', interests: [], turn: undefined, identity: undefined };
      const file = openFile(state, epoll, 'rw', false);
      install(state, op.by, op.as[0] ?? -1, file, (op.flags & EPOLL_CLOEXEC) !== 0);
      state.epolls.push(file);
    }),
};

export const isEpoll = (file: OpenFile): file is OpenFile & { readonly object: Epoll } =>
  file.object?.kind === 'epoll';

interface Registering extends FdView<'epoll_ctl'> {
  readonly other: Descriptor | undefined;
  /** What is registered under that descriptor. */
  readonly found: Interest | undefined;
}

/** Registered, and its open file is still there: the last of its descriptors takes it along. */
export const isLive = ({ deleted, file }: Interest): boolean => !deleted && file.references > 0;

/** A registration is found by the open file and the number of the descriptor, in whatever process. */
function find(file: OpenFile, other: Descriptor | undefined, slot: Slot): Interest | undefined {
  if (!isEpoll(file) || other === undefined) return undefined;
  let found: Interest | undefined;
  for (const one of file.object.interests) {
    if (!isLive(one) || one.file !== other.file) continue;
    if (one.owner !== other.owner) throw new Unmodelled('numbers of other processes');
    if (one.alike === undefined) {
      if (one.slot === slot) found = one;
    } else if (!one.alike.includes(slot)) throw new Unmodelled('a number that may be had anew');
  }
  return found;
}

const hasPoll = ({ object }: OpenFile): boolean =>
  object.kind !== 'memory' &&
  !(object.kind === 'inode' && (object.type === 'REG' || object.type === 'DIR'));

/** What the law has a say in: sockets of AF_UNIX and pipes. */
function lookAtOther({ file }: Descriptor): void {
  const { object } = file;
  if (object.kind === 'socket' && (object.domain !== AF_UNIX || object.uncertain))
    throw new Unmodelled('epoll of such a socket');
  if (object.kind === 'pidfd' || (object.kind === 'inode' && hasPoll(file)))
    throw new Unmodelled('epoll of such a file');
}

function interestOf({ op, other }: Registering, of: Descriptor): Interest {
  return {
    ...{ owner: op.by, slot: op.other, file: other?.file ?? of.file, data: op.data },
    ...{ events: op.events, edge: op.how.includes('ET'), oneshot: op.how.includes('ONESHOT') },
    ...{ armed: true, pending: 'no', alike: undefined, deleted: false },
  };
}

/** What is ready at once is an event, also to who is told of events alone. */
function arm(state: State, interest: Interest): Interest {
  const { file, events } = interest;
  interest.pending = eventsOf(state, file, events).events === 0 ? 'no' : 'yes';
  return interest;
}

function register(view: Registering): Outcome {
  const { file, op, other, found } = view;
  if (!isEpoll(file) || other === undefined) throw new Unmodelled('no epoll');
  const { object } = file;
  const { interests } = object;
  if (op.command === 'DEL')
    return done(R.deleted, () => {
      object.turn = undefined;
      if (found !== undefined) found.deleted = true;
    });
  if (other.file.object.kind === 'epoll') throw new Unmodelled('an epoll in another');
  if (other.file.object.kind === 'special') throw new Unmodelled('a file of no file system');
  if (interests.some(({ data }) => data === op.data && found?.data !== data))
    throw new Unmodelled('data that are told of two');
  const next = arm(view.state, interestOf(view, other));
  if (op.command === 'ADD')
    return done(R.added, () => {
      object.turn = undefined;
      interests.push(next);
    });
  return done(R.modified, () => {
    object.turn = undefined;
    if (found !== undefined) interests[interests.indexOf(found)] = next;
  });
}

export const epoll_ctl: CallLaw<'epoll_ctl', Registering> = {
  look: (state, op) => {
    const view = lookFd(state, op);
    const other = descriptorOf(state, op.by, op.other);
    if (other !== undefined) lookAtOther(other);
    return { ...view, other, found: find(view.file, other, op.other) };
  },
  refusals: [
    notOpen,
    refusal(
      'epoll_ctl.other-not-open',
      'EBADF',
      'X24',
      `${ERRORS} EBADF`,
      ({ other }) => other === undefined || other.file.access === 'path',
    ),
    refusal(
      'epoll_ctl.never-ready',
      'EPERM',
      'X24',
      `${ERRORS} EPERM: regular files and directories`,
      ({ other }) => other !== undefined && !hasPoll(other.file),
    ),
    refusal(
      'epoll_ctl.itself',
      'EINVAL',
      'X24',
      `${ERRORS} EINVAL: fd is the same as epfd`,
      ({ other, file }) => other?.file === file,
    ),
    refusal(
      'epoll_ctl.no-epoll',
      'EINVAL',
      'X24',
      `${ERRORS} EINVAL: not an epoll file descriptor`,
      ({ file }) => !isEpoll(file),
    ),
    refusal(
      'epoll_ctl.command',
      'EINVAL',
      'X24',
      `${ERRORS} EINVAL: op is not supported`,
      ({ op }) => op.command === 'NONE',
    ),
    refusal(
      'epoll_ctl.exists',
      'EEXIST',
      'X24',
      `${ERRORS} EEXIST`,
      ({ op, found }) => op.command === 'ADD' && found !== undefined,
    ),
    refusal(
      'epoll_ctl.absent',
      'ENOENT',
      'X24',
      `${ERRORS} ENOENT`,
      ({ op, found }) => op.command !== 'ADD' && found === undefined,
    ),
  ],
  allow: register,
};

/** A descriptor is closed: what was registered under it stays while others have its file, and is found no more. */
export function partRegistrations(state: State, slot: Slot, { owner, file }: Descriptor): void {
  for (const { object } of state.epolls) {
    if (object.kind !== 'epoll') continue;
    for (const one of object.interests)
      if (one.slot === slot && one.owner === owner && one.file === file)
        one.alike ??= othersOf(state, slot, file, owner);
  }
}

function othersOf(state: State, slot: Slot, file: OpenFile, owner: number): Slot[] {
  return [...state.descriptors.entries()].flatMap(([other, one]) =>
    other !== slot && one?.file === file && one.owner === owner ? [other] : [],
  );
}

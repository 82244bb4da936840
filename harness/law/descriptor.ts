/** dup, close and fcntl: descriptors of one open file description. */

import { O_APPEND, O_NONBLOCK, O_RDONLY, O_RDWR, O_WRONLY } from '../abi/file.ts';
import { type CallLaw, done, type FdView, look, lookFd, notOpen, success } from './call.ts';
import { partRegistrations } from './epoll.ts';
import { install } from './fresh.ts';
import { atLimit, BEYOND_ANY_LIMIT, LOWEST, MADE } from './limit.ts';
import { drop } from './references.ts';
import { type Expectation, ifObserved, refusal, rule, Unmodelled } from './rule.ts';
import type { Descriptor, OpenFile } from './state.ts';
import { lookAtOwner, setOwner, toldOwner } from './urgent-signal.ts';

const ACCESS = { r: O_RDONLY, w: O_WRONLY, rw: O_RDWR } as const;

const R = {
  dup: rule('dup.same', 'R01', 'dup(2)', 'posix'),
  dupfd: rule(
    'dupfd.same',
    'R01',
    'fcntl(2) F_DUPFD: the lowest-numbered that is at least so',
    'posix',
  ),
  closed: rule('close.closed', 'C15', 'close(2)', 'posix'),
  getfd: rule('fcntl.getfd', 'C06', 'fcntl(2) F_GETFD', 'posix'),
  getfl: rule('fcntl.getfl', 'C06', 'fcntl(2) F_GETFL', 'posix'),
  path: rule('fcntl.path-only', 'I08', 'open(2) O_PATH: F_GETFL tells O_PATH'),
  others: rule(
    'fcntl.no-other-flags',
    'C06',
    'socket(2) SOCK_NONBLOCK: set O_NONBLOCK; pipe(2); fcntl(2) F_GETFL',
  ),
  access: rule(
    'fcntl.access',
    'C06',
    'fcntl(2) F_GETFL: the access mode; socket.c sock_alloc_file()',
  ),
  setfd: rule(
    'fcntl.set',
    'R01',
    'fcntl(2) F_SETFD, F_SETFL: flags of the descriptor and of the description',
    'posix',
  ),
};

/** dup, close and fcntl take O_PATH descriptors too. */
const absent = refusal<{ readonly descriptor: FdView<'dup'>['descriptor'] }>(
  'fd.absent',
  'EBADF',
  'C15',
  'dup(2), close(2), fcntl(2) ERRORS EBADF',
  (v) => v.descriptor === undefined,
  { strength: 'posix' },
);

export const dup: CallLaw<'dup', FdView<'dup'>> = {
  look: lookFd,
  refusals: [absent, atLimit(1, 'dup(2) ERRORS EMFILE')],
  allow: ({ state, op, file }) =>
    success(R.dup, MADE, () => install(state, op.by, op.as[0] ?? -1, file, false)),
};

export const dupfd: CallLaw<'dupfd', FdView<'dupfd'>> = {
  look: (state, op) => {
    const view = lookFd(state, op);
    // Where the limit is among the numbers is nobody's to know here.
    const isFar = op.least > 0 && op.least !== BEYOND_ANY_LIMIT;
    if (isFar && (view.me.most !== undefined || op.least > 1000))
      throw new Unmodelled('what number the limit is');
    return view;
  },
  refusals: [
    absent,
    refusal('dupfd.negative', 'EINVAL', 'R01', 'fcntl(2) ERRORS EINVAL', (v) => v.op.least < 0, {
      strength: 'posix',
    }),
    refusal(
      'dupfd.beyond',
      'EINVAL',
      'C10',
      'fcntl(2) ERRORS EINVAL: F_DUPFD and more than is allowed',
      (v) => v.op.least === BEYOND_ANY_LIMIT,
      { strength: 'posix' },
    ),
    atLimit(1, 'fcntl(2) ERRORS EMFILE'),
  ],
  allow: ({ state, op, file }) =>
    success(R.dupfd, [{ rule: R.dupfd, name: 'reached', want: 1 }, LOWEST], () =>
      install(state, op.by, op.as[0] ?? -1, file, op.cloexec === 1),
    ),
};

export const close: CallLaw<'close', FdView<'close'>> = {
  look: lookFdLenient,
  refusals: [absent],
  allow: ({ state, op, descriptor, file }) =>
    done(R.closed, () => {
      if (state.epolls.length > 0) partRegistrations(state, op.fd, descriptor as Descriptor);
      state.descriptors[op.fd] = undefined;
      drop(state, file);
    }),
};

/** Closing needs no knowledge of what the collector will do. */
function lookFdLenient(
  state: FdView<'close'>['state'],
  op: FdView<'close'>['op'],
): FdView<'close'> {
  const base = look(state, op);
  const found = state.descriptors[op.fd];
  const descriptor = found?.owner === op.by ? found : undefined;
  const file = descriptor?.file ?? ({} as OpenFile);
  return { ...base, descriptor, file, socket: {} as FdView<'close'>['socket'] };
}

export const fcntl: CallLaw<'fcntl', FdView<'fcntl'>> = {
  look: (state, op) => {
    const view = lookFd(state, op);
    if (op.command.endsWith('OWN')) lookAtOwner(view);
    return view;
  },
  refusals: [
    absent,
    refusal(
      'fcntl.path',
      'EBADF',
      'I08',
      'open(2) O_PATH: only F_GETFD, F_SETFD, F_GETFL and F_DUPFD',
      (v) => v.op.command === 'SETFL' && notOpen.when(v),
    ),
  ],
  allow: (view) => {
    const { op, file, descriptor } = view;
    switch (op.command) {
      case 'GETFD':
        return success(
          R.getfd,
          [{ rule: R.getfd, name: 'ret', want: descriptor?.cloexec ? 1 : 0 }],
          () => undefined,
        );
      case 'GETFL': {
        // What stays of the flags of an open(2), and whether O_LARGEFILE is among them, is not for everybody alike.
        const want = (file.nonblock ? O_NONBLOCK : 0) | (file.append ? O_APPEND : 0);
        const expects: Expectation[] = [{ rule: R.getfl, name: 'status', want }];
        const isPath = file.access === 'path';
        if (file.access !== 'path')
          expects.push({ rule: R.access, name: 'access', want: ifObserved(ACCESS[file.access]) });
        expects.push({ rule: R.path, name: 'path', want: ifObserved(isPath ? 1 : 0) });
        if (file.object.kind === 'socket' || file.object.kind === 'pipe')
          expects.push({ rule: R.others, name: 'others', want: ifObserved(0) });
        return success(R.getfl, expects, () => undefined);
      }
      case 'GETOWN':
        return toldOwner(view);
      case 'SETOWN':
        return setOwner(view);
      case 'SETFD':
        return done(R.setfd, () => {
          if (descriptor !== undefined) descriptor.cloexec = (op.argument & 1) !== 0;
        });
      case 'SETFL':
        return done(R.setfd, () => {
          file.nonblock = (op.argument & O_NONBLOCK) !== 0;
          file.append = (op.argument & O_APPEND) !== 0;
        });
    }
  },
};

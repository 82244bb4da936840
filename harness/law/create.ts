/** socket, socketpair, pipe2, memfd_create, dup, close and fcntl: where descriptors begin and end. */

import { MFD_CLOEXEC, O_APPEND, O_NONBLOCK, O_RDONLY, O_RDWR, O_WRONLY } from '../abi/file.ts';
import * as S from '../abi/socket.ts';
import {
  type CallLaw,
  done,
  type FdView,
  look,
  lookFd,
  notOpen,
  success,
  type View,
} from './call.ts';
import { install, newSocket, openFile } from './fresh.ts';
import { atLimit, BEYOND_ANY_LIMIT, LOWEST, MADE, refuseBoth, roomOf } from './limit.ts';
import { pidKey } from './namespace.ts';
import type { Slot } from './operation.ts';
import { drop } from './references.ts';
import { type Expectation, ifObserved, type Refusal, refusal, rule, Unmodelled } from './rule.ts';
import type { OpenFile, PeerCredentials, Process } from './state.ts';
import type { World } from './world.ts';

const TYPE_FLAGS = S.SOCK_NONBLOCK | S.SOCK_CLOEXEC;
const baseType = (type: number): number => type & 0xf;
const UNIX_TYPES: readonly number[] = [S.SOCK_STREAM, S.SOCK_DGRAM, S.SOCK_RAW, S.SOCK_SEQPACKET];
const isUnix = (v: Making): boolean => v.op.domain === S.AF_UNIX;

type Making = View<'socket'> | View<'socketpair'>;
const isRaw = (v: Making): boolean => isUnix(v) && baseType(v.op.type) === S.SOCK_RAW;

const making: readonly Refusal<Making>[] = [
  refusal(
    'socket.flags',
    'EINVAL',
    'C03',
    'socket(2) ERRORS EINVAL',
    (v) => (v.op.type & ~(0xf | TYPE_FLAGS)) !== 0,
  ),
  refusal(
    'socket.domain',
    'EAFNOSUPPORT',
    'C09',
    'socket(2) ERRORS EAFNOSUPPORT',
    (v) => v.op.domain < 0 || v.op.domain >= 46,
    { strength: 'posix' },
  ),
  refusal(
    'socket.type-range',
    'EINVAL',
    'C03',
    'socket(2) ERRORS EINVAL',
    (v) => baseType(v.op.type) >= 11,
  ),
  refusal(
    'socket.protocol',
    'EPROTONOSUPPORT',
    'C02',
    'unix(7) ERRORS EPROTONOSUPPORT',
    (v) => isUnix(v) && v.op.protocol !== 0 && v.op.protocol !== S.AF_UNIX,
  ),
  refusal(
    'socket.type',
    'ESOCKTNOSUPPORT',
    'C03',
    'unix(7) ERRORS ESOCKTNOSUPPORT',
    (v) => isUnix(v) && !UNIX_TYPES.includes(baseType(v.op.type)),
  ),
];

const R = {
  created: rule('socket.created', 'C01', 'socket(2), unix(7) DESCRIPTION'),
  raw: rule('socket.raw', 'C04', 'af_unix.c unix_create(): SOCK_RAW is SOCK_DGRAM', 'exact'),
  pair: rule('socketpair.connected', 'C08', 'socketpair(2), unix(7)', 'posix'),
  pipe: rule('pipe2.created', 'C15', 'pipe(2)'),
  memory: rule('memfd.created', 'C15', 'memfd_create(2)'),
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

/** SOCK_RAW on AF_UNIX becomes SOCK_DGRAM (unix_create). */
function effectiveType(domain: number, type: number): number {
  const base = baseType(type);
  return domain === S.AF_UNIX && base === S.SOCK_RAW ? S.SOCK_DGRAM : base;
}

function inetProtocol({ has }: World, type: number, protocol: number): number {
  if (type === S.SOCK_STREAM && (protocol === 0 || protocol === S.IPPROTO_TCP))
    return S.IPPROTO_TCP;
  if (type === S.SOCK_DGRAM && (protocol === 0 || protocol === S.IPPROTO_UDP)) return S.IPPROTO_UDP;
  if (type === S.SOCK_DGRAM && protocol === S.IPPROTO_UDPLITE && has.udplite) return protocol;
  throw new Unmodelled(`protocol ${protocol} of type ${type}`);
}

/** Sockets for these slots. */
function makeSockets({ state, op, me }: View<'socket'>, slots: readonly Slot[]): void {
  const inet = op.domain === S.AF_INET || op.domain === S.AF_INET6;
  if (op.domain !== S.AF_UNIX && !inet) throw new Unmodelled(`domain ${op.domain}`);
  const type = effectiveType(op.domain, op.type);
  const protocol = inet ? inetProtocol(state.world, type, op.protocol) : 0;
  for (const slot of slots) {
    const made = newSocket(state, me, op.domain, type, protocol);
    made.maker = me.cred.euid;
    const file = openFile(state, made, 'rw', (op.type & S.SOCK_NONBLOCK) !== 0);
    install(state, op.by, slot, file, (op.type & S.SOCK_CLOEXEC) !== 0);
  }
}

export const socket: CallLaw<'socket'> = {
  look,
  refusals: [
    ...making,
    // One call for each slot: there may be room for some.
    refusal(
      'fd.limit',
      'EMFILE',
      'C10',
      'socket(2) ERRORS EMFILE',
      (v) => roomOf(v) < v.op.as.length,
      { strength: 'posix', effect: (v) => makeSockets(v, v.op.as.slice(0, roomOf(v))) },
    ),
  ],
  allow: (view) => {
    makeSockets(view, []);
    return success(isRaw(view) ? R.raw : R.created, MADE, () => makeSockets(view, view.op.as));
  },
};

/** Credentials as SO_PEERCRED shows them: effective ids, at this moment. */
export function credentialsNow(me: Process): PeerCredentials {
  const { euid, egid, groups } = me.cred;
  return { pid: pidKey(me.pid, me), uid: euid, gid: egid, groups };
}

export const socketpair: CallLaw<'socketpair'> = {
  look: (state, op) => {
    const common = baseType(op.type) === S.SOCK_STREAM || baseType(op.type) === S.SOCK_DGRAM;
    if (op.domain === S.AF_INET && (!common || op.protocol !== 0))
      throw new Unmodelled('kinds of inet');
    const view = look(state, op);
    refuseBoth(view, 2, op.domain !== S.AF_UNIX || making.some((row) => row.when(view)));
    return view;
  },
  refusals: [
    ...making,
    atLimit(2, 'socketpair(2) ERRORS EMFILE'),
    refusal(
      'socketpair.inet',
      'EOPNOTSUPP',
      'C09',
      'socketpair(2) ERRORS EOPNOTSUPP',
      (v) => v.op.domain === S.AF_INET,
      { strength: 'posix' },
    ),
  ],
  allow: (view) => {
    const { state, op, me } = view;
    if (op.domain !== S.AF_UNIX) throw new Unmodelled(`pair of domain ${op.domain}`);
    const type = effectiveType(op.domain, op.type);
    return success(isRaw(view) ? R.raw : R.pair, MADE, () => {
      const ends = [0, 1].map(() => newSocket(state, me, op.domain, type, 0));
      for (const [i, end] of ends.entries()) {
        end.peer = ends[1 - i];
        end.maker = me.cred.euid;
        end.phase = 'connected';
        end.origin = 'pair';
        end.peercred = credentialsNow(me);
        install(
          state,
          op.by,
          op.as[i] ?? -1,
          openFile(state, end, 'rw', (op.type & S.SOCK_NONBLOCK) !== 0),
          (op.type & S.SOCK_CLOEXEC) !== 0,
        );
      }
    });
  },
};

const ACCESS = { r: O_RDONLY, w: O_WRONLY, rw: O_RDWR } as const;

const PIPE_FLAGS = { CLOEXEC: 0o2000000, NONBLOCK: 0o4000 } as const;

export const pipe2: CallLaw<'pipe2'> = {
  look,
  refusals: [
    refusal(
      'pipe2.flags',
      'EINVAL',
      'C15',
      'pipe(2) ERRORS EINVAL',
      (v) => (v.op.flags & ~(PIPE_FLAGS.CLOEXEC | PIPE_FLAGS.NONBLOCK)) !== 0,
    ),
    atLimit(2, 'pipe(2) ERRORS EMFILE'),
  ],
  allow: ({ state, op }) =>
    success(R.pipe, MADE, () => {
      const pipe = {
        kind: 'pipe' as const,
        queue: [],
        readers: 1,
        writers: 1,
        doomedReaders: 0,
        doomedWriters: 0,
        identity: undefined,
      };
      for (const [i, access] of (['r', 'w'] as const).entries()) {
        const file = openFile(state, pipe, access, (op.flags & PIPE_FLAGS.NONBLOCK) !== 0);
        install(state, op.by, op.as[i] ?? -1, file, (op.flags & PIPE_FLAGS.CLOEXEC) !== 0);
      }
    }),
};

export const memfd: CallLaw<'memfd_create'> = {
  look: (state, op) => {
    if ((op.flags & ~MFD_CLOEXEC) !== 0) throw new Unmodelled('memfd flags');
    return look(state, op);
  },
  refusals: [atLimit(1, 'memfd_create(2) ERRORS EMFILE')],
  allow: ({ state, op }) =>
    success(R.memory, MADE, () => {
      const content = { kind: 'memory' as const, bytes: new Uint8Array(0), identity: undefined };
      install(
        state,
        op.by,
        op.as[0] ?? -1,
        openFile(state, content, 'rw', false),
        (op.flags & MFD_CLOEXEC) !== 0,
      );
    }),
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
  allow: ({ state, op, file }) =>
    done(R.closed, () => {
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
  look: lookFd,
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
  allow: ({ op, file, descriptor }) => {
    switch (op.command) {
      case 'GETFD':
        return success(
          R.getfd,
          [{ rule: R.getfd, name: 'ret', want: descriptor?.cloexec ? 1 : 0 }],
          () => undefined,
        );
      case 'GETFL': {
        // Of the flags only the two that can change; O_LARGEFILE depends on how it was made.
        const want = (file.nonblock ? O_NONBLOCK : 0) | (file.append ? O_APPEND : 0);
        const expects: Expectation[] = [{ rule: R.getfl, name: 'status', want }];
        const isPath = file.access === 'path';
        if (file.access !== 'path')
          expects.push({ rule: R.access, name: 'access', want: ifObserved(ACCESS[file.access]) });
        expects.push({ rule: R.path, name: 'path', want: ifObserved(isPath ? 1 : 0) });
        return success(R.getfl, expects, () => undefined);
      }
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

/** read, write, lseek, kcmp, fstat and fchmod: what a descriptor is, seen through itself. */

import * as S from '../abi/socket.ts';
import { type CallLaw, descriptorOf, done, type FdView, lookFd, notOpen, success } from './call.ts';
import { gidSeenBy, uidSeenBy } from './namespace.ts';
import type { Operation, OperationOf } from './operation.ts';
import { payload } from './payload.ts';
import { ownerOrCapable, SET_GROUP_ID, SET_USER_ID, STICKY } from './permission.ts';
import { isPidfd, refuseAnonymous } from './pidfd.ts';
import {
  type Expectation,
  ifObserved,
  type Outcome,
  refusal,
  rule,
  Unmodelled,
  type Want,
} from './rule.ts';
import { signalOfPipe } from './sigpipe.ts';
import {
  allowRead,
  allowWrite,
  lookThrough,
  readRefusals,
  type Through,
  writeRefusals,
} from './socket-io.ts';
import {
  isSpecial,
  lookAtSpecial,
  readCounter,
  readCounterRefusals,
  writeCounter,
  writeCounterRefusals,
} from './special.ts';
import type { Content, Inode, OpenFile, Pipe, Socket, State } from './state.ts';

const R = {
  offset: rule(
    'file.offset',
    'R01',
    'unix(7) SCM_RIGHTS, dup(2): one file offset for all descriptors',
    'posix',
  ),
  pipe: rule(
    'pipe.bytes',
    'R03',
    'pipe(7); unix(7) SCM_RIGHTS: a descriptor in flight stays open',
    'posix',
  ),
  pipeEnd: rule('pipe.end', 'R28', 'pipe(7): end of file when no writer is left', 'posix'),
  same: rule('kcmp.same', 'R01', 'kcmp(2) KCMP_FILE'),
  stat: rule('fstat.object', 'R01', 'fstat(2)', 'posix'),
  length: rule('fstat.memory.size', 'R01', 'fstat(2), inode(7): the size of the file', 'posix'),
  owner: rule(
    'stat.owner.translated',
    'I20',
    'user_namespaces(7): stat(2); overflowuid and overflowgid',
  ),
  socketOwner: rule('fstat.socket.owner', 'I17', 'net/socket.c sock_alloc()', 'exact'),
  filesystem: rule('fstatfs.socket', 'I17', 'statfs(2) SOCKFS_MAGIC'),
  elsewhere: rule('fstatfs.inode', 'I17', 'statfs(2): the file system that has the inode'),
  socketStat: rule('fstat.socket', 'I17', 'inode(7), sockfs', 'exact'),
  mode: rule(
    'fchmod.socket',
    'I02',
    'unix(7) Pathname socket ownership and permissions: fchmod before bind',
  ),
};

const PIPE_SIZE = 65_536;
const isPipe = (file: OpenFile): file is OpenFile & { object: Pipe } =>
  file.object?.kind === 'pipe';
const isContent = (file: OpenFile): file is OpenFile & { object: Content } =>
  file.object?.kind === 'memory';

type IoView<Name extends 'read' | 'write' | 'lseek'> = FdView<Name> & Through;

function lookIo<Name extends 'read' | 'write' | 'lseek'>(
  state: State,
  op: OperationOf<Name>,
): IoView<Name> {
  const view = lookFd(state, op as never) as FdView<Name>;
  if (view.descriptor === undefined || view.file.access === 'path') return view;
  const { file } = view;
  if (file.object.kind === 'socket' && op.call !== 'lseek')
    return { ...view, ...lookThrough(view as never) };
  if (file.object.kind === 'inode' && op.call !== 'lseek') throw new Unmodelled('file contents');
  if (op.call === 'lseek') refuseAnonymous(view);
  if (op.call !== 'lseek') lookAtSpecial(view as never);
  if (isPipe(file)) lookPipe(file.object, op as unknown as Operation);
  return view;
}

function lookPipe(pipe: Pipe, op: Operation): void {
  if (pipe.doomedReaders + pipe.doomedWriters > 0) throw new Unmodelled('waits for the collector');
  const held = pipe.queue.reduce((sum, slice) => sum + slice.to - slice.from, 0);
  if (op.call === 'write' && held + op.size > PIPE_SIZE / 16) throw new Unmodelled('full pipe');
  if (op.call === 'write' && pipe.readers > 0 && op.size > 0 && pipe.queue.length >= 12)
    throw new Unmodelled('full pipe');
}

const wrongWay =
  (way: 'r' | 'w') =>
  (v: FdView<'read'> | FdView<'write'>): boolean =>
    !v.file.access.includes(way);

export const write: CallLaw<'write', IoView<'write'>> = {
  look: lookIo,
  refusals: [
    notOpen,
    refusal('write.direction', 'EBADF', 'R01', 'write(2) ERRORS EBADF', wrongWay('w'), {
      strength: 'posix',
    }),
    ...writeRefusals,
    ...writeCounterRefusals,
    refusal(
      'write.broken-pipe',
      'EPIPE',
      'R28',
      'pipe(7), write(2) ERRORS EPIPE',
      (v) => isPipe(v.file) && v.op.size > 0 && v.file.object.readers === 0,
      { strength: 'posix', expects: signalOfPipe },
    ),
  ],
  allow: (view) => {
    const { op, file } = view;
    if (file.object.kind === 'socket') return allowWrite(view);
    const bytes = payload(op.tag, 0, op.size);
    if (isPipe(file))
      return success(R.pipe, [{ rule: R.pipe, name: 'ret', want: op.size }], () => {
        if (op.size > 0) file.object.queue.push({ tag: op.tag, from: 0, to: op.size });
      });
    if (isSpecial(file)) return writeCounter(file, op);
    if (!isContent(file)) throw new Unmodelled('write');
    return success(R.offset, [{ rule: R.offset, name: 'ret', want: op.size }], () => {
      if (op.size === 0) return;
      const at = file.append ? file.object.bytes.length : file.offset;
      const grown = new Uint8Array(Math.max(file.object.bytes.length, at + op.size));
      grown.set(file.object.bytes);
      grown.set(bytes, at);
      file.object.bytes = grown;
      file.offset = at + op.size;
    });
  },
};

function readPipe(
  pipe: Pipe,
  size: number,
): { pieces: Uint8Array[]; total: number; commit: () => void } {
  const pieces: Uint8Array[] = [];
  let left = size;
  for (const slice of pipe.queue) {
    if (left === 0) break;
    const bytes = Math.min(left, slice.to - slice.from);
    pieces.push(payload(slice.tag, slice.from, slice.from + bytes));
    left -= bytes;
  }
  const total = size - left;
  const commit = (): void => {
    let gone = total;
    while (gone > 0) {
      const slice = pipe.queue[0];
      if (slice === undefined) return;
      const bytes = Math.min(gone, slice.to - slice.from);
      slice.from += bytes;
      gone -= bytes;
      if (slice.from === slice.to) pipe.queue.shift();
    }
  };
  return { pieces, total, commit };
}

export const read: CallLaw<'read', IoView<'read'>> = {
  look: lookIo,
  refusals: [
    notOpen,
    refusal('read.direction', 'EBADF', 'R01', 'read(2) ERRORS EBADF', wrongWay('r'), {
      strength: 'posix',
    }),
    ...readRefusals,
    ...readCounterRefusals,
    refusal(
      'read.pidfd',
      'EINVAL',
      'K13',
      'pidfd_open(2): read(2) fails with EINVAL',
      (v) => isPidfd(v.file) && v.op.size > 0,
    ),
    refusal(
      'read.pipe.empty',
      'EAGAIN',
      'R03',
      'pipe(7), read(2) ERRORS EAGAIN',
      (v) => quiet(v) && v.file.nonblock,
      { strength: 'posix' },
    ),
    refusal('read.pipe.blocks', 'BLOCKS', 'R03', 'pipe(7)', (v) => quiet(v)),
  ],
  allow: (view) => {
    const { op, file } = view;
    if (file.object.kind === 'socket') return allowRead(view);
    if (isPipe(file)) {
      const { pieces, total, commit } = readPipe(file.object, op.size);
      const rule = total === 0 && op.size > 0 ? R.pipeEnd : R.pipe;
      return {
        ...success(rule, [{ rule, name: 'ret', want: total }], commit),
        data: { rule, pieces },
      };
    }
    if (isSpecial(file)) return readCounter(file);
    if (!isContent(file)) throw new Unmodelled('read');
    const bytes = file.object.bytes.slice(file.offset, file.offset + op.size);
    return {
      ...success(R.offset, [{ rule: R.offset, name: 'ret', want: bytes.length }], () => {
        file.offset += bytes.length;
      }),
      data: { rule: R.offset, pieces: [bytes] },
    };
  },
};

/** A pipe with writers and nothing in it. */
function quiet({ file, op }: FdView<'read'>): boolean {
  return isPipe(file) && op.size > 0 && file.object.queue.length === 0 && file.object.writers > 0;
}

export const lseek: CallLaw<'lseek', FdView<'lseek'>> = {
  look: lookIo,
  refusals: [
    notOpen,
    refusal(
      'lseek.unseekable',
      'ESPIPE',
      'C14',
      'lseek(2) ERRORS ESPIPE; socket(7)',
      (v) => v.file.object.kind === 'socket' || v.file.object.kind === 'pipe',
      { strength: 'posix' },
    ),
    refusal('lseek.negative', 'EINVAL', 'R01', 'lseek(2) ERRORS EINVAL', (v) => v.op.offset < 0, {
      strength: 'posix',
    }),
  ],
  allow: ({ op, file }) => {
    if (!isContent(file)) throw new Unmodelled('lseek');
    return success(R.offset, [{ rule: R.offset, name: 'ret', want: op.offset }], () => {
      file.offset = op.offset;
    });
  },
};

export const kcmp: CallLaw<'kcmp', FdView<'kcmp'>> = {
  look: (state, op) => {
    const view = lookFd(state, op);
    if (!state.world.has.kcmp) throw new Unmodelled('no kcmp here');
    if (view.descriptor === undefined || descriptorOf(state, op.by, op.other) === undefined)
      throw new Unmodelled('kcmp of nothing');
    return view;
  },
  refusals: [],
  allow: ({ state, op, file }) => {
    const same = descriptorOf(state, op.by, op.other)?.file === file;
    return success(R.same, [{ rule: R.same, name: 'same', want: same ? 1 : 0 }], () => undefined);
  },
};

/** Type, permission bits and identity of an inode. */
export function inodeExpectations(
  inode: Inode,
  rule: Expectation['rule'],
  { state: { world }, me }: Pick<FdView<'fstat'>, 'state' | 'me'>,
): Expectation[] {
  const owner = me.uids === undefined ? rule : R.owner;
  const expects: Expectation[] = [
    { rule, name: 'type', want: inode.type },
    { rule, name: 'links', want: inode.type === 'DIR' ? inode.links : inode.links },
  ];
  // The working directory is whose who made it, which nobody has told the law.
  if (inode.parent !== undefined)
    expects.push(
      { rule: owner, name: 'uid', want: uidSeenBy(inode.uid, me, world) },
      { rule: owner, name: 'gid', want: gidSeenBy(inode.gid, me, world) },
    );
  if (inode.type !== 'LNK') expects.push({ rule, name: 'mode', want: inode.mode });
  if (inode.type === 'SOCK') expects.push({ rule, name: 'size', want: 0 });
  if (inode.identity !== undefined) expects.push({ rule, name: 'object', want: inode.identity });
  return expects;
}

function ownerOfSocket({ owner }: Socket, { state: { world }, me }: FdView<'fstat'>) {
  const [uid, gid] = [uidSeenBy(owner.uid, me, world), gidSeenBy(owner.gid, me, world)];
  return [
    { rule: R.socketOwner, name: 'uid', want: ifObserved(uid) },
    { rule: R.socketOwner, name: 'gid', want: ifObserved(gid) },
  ];
}

const TYPE_NAME = { pipe: 'FIFO', memory: 'REG', socket: 'SOCK' } as const;

export const fstat: CallLaw<'fstat', FdView<'fstat'>> = {
  look: lookFd,
  refusals: [
    refusal(
      'fstat.not-open',
      'EBADF',
      'C15',
      'fstat(2) ERRORS EBADF',
      (v) => v.descriptor === undefined,
      { strength: 'posix' },
    ),
  ],
  allow: (view): Outcome => {
    const { object } = view.file;
    const learn: Outcome['commit'] = (observed) => {
      const seen = observed?.fields?.object;
      if (typeof seen === 'string') object.identity ??= seen;
    };
    if (object.kind === 'inode')
      return success(R.stat, inodeExpectations(object, R.stat, view), learn);
    const rule = object.kind === 'socket' ? R.socketStat : R.stat;
    const expects: Expectation[] = [];
    if (object.kind !== 'pidfd' && object.kind !== 'special' && object.kind !== 'epoll')
      expects.push({ rule, name: 'type', want: TYPE_NAME[object.kind] });
    if (object.kind === 'socket')
      expects.push(
        { rule: R.socketStat, name: 'mode', want: object.mode },
        { rule: R.socketStat, name: 'size', want: ifObserved(0) },
        ...ownerOfSocket(object, view),
      );
    if (object.kind === 'memory')
      expects.push({ rule: R.length, name: 'size', want: ifObserved(object.bytes.length) });
    if (object.identity !== undefined)
      expects.push({ rule: R.stat, name: 'object', want: object.identity });
    return success(rule, expects, learn);
  },
};

/** SOCKFS_MAGIC. */
const SOCKFS = 0x534f_434b;

/** Of a socket that of sockets, whatever name it has; of the inode of its name that where the inode is. */
export const fstatfs: CallLaw<'fstatfs', FdView<'fstatfs'>> = {
  look: lookFd,
  refusals: [
    refusal(
      'fstatfs.not-open',
      'EBADF',
      'C15',
      'statfs(2) ERRORS EBADF',
      (v) => v.descriptor === undefined,
      { strength: 'posix' },
    ),
  ],
  allow: ({ file: { object } }) => {
    const isSocket = object.kind === 'socket';
    const rule = isSocket ? R.filesystem : R.elsewhere;
    const other: Want = { allowed: (seen) => seen !== SOCKFS, text: `not ${SOCKFS}` };
    const want = isSocket ? SOCKFS : other;
    return success(rule, [{ rule, name: 'filesystem', want }], () => undefined);
  },
};

export const fchmod: CallLaw<'fchmod', FdView<'fchmod'>> = {
  look: lookFd,
  refusals: [
    notOpen,
    refusal(
      'fchmod.owner',
      'EPERM',
      'I02',
      'fchmod(2) ERRORS EPERM',
      (v) => v.file.object.kind === 'socket' && !ownerOrCapable(v.me, v.file.object.owner),
      { strength: 'posix' },
    ),
  ],
  allow: ({ op, file }) => {
    const object = file.object;
    if (object.kind !== 'socket' || object.domain !== S.AF_UNIX)
      throw new Unmodelled('fchmod of another kind');
    if (op.mode & SET_GROUP_ID) throw new Unmodelled('set-group-ID of a socket');
    return done(R.mode, () => {
      object.mode = op.mode & (0o777 | SET_USER_ID | STICKY);
    });
  },
};

/** pread, pwrite, ftruncate and fsync: what has a position or a length of its own, and what has none. */

import { type CallLaw, done, type FdView, lookFd, notOpen, success } from './call.ts';
import type { OperationOf } from './operation.ts';
import { payload } from './payload.ts';
import { refuseAnonymous } from './pidfd.ts';
import { type Refusal, refusal, rule, Unmodelled } from './rule.ts';
import type { Content, State } from './state.ts';

type Positioned = 'pread' | 'pwrite' | 'ftruncate' | 'fsync';

/** A memory file grows no further. */
const MOST = 65_536;
const R = {
  at: rule(
    'file.positioned',
    'R01',
    'pread(2), pwrite(2): the file offset is not changed',
    'posix',
  ),
  cut: rule('ftruncate.length', 'R01', 'ftruncate(2): cut, or extended with zeros', 'posix'),
  synced: rule('fsync.memory', 'R01', 'fsync(2)', 'posix'),
};

const isStream = ({ file: { object } }: FdView<Positioned>): boolean =>
  object.kind === 'socket' || object.kind === 'pipe';

/** What comes of it in a file, errors or nothing, POSIX leaves open. */
function lookAtNothing(object: FdView<Positioned>['file']['object'] | undefined): void {
  if (object?.kind === 'memory') throw new Unmodelled('a read or write of nothing');
}

/** Of two errors that a call deserves at once no document says which is told. */
function lookPositioned<Name extends Positioned>(
  state: State,
  op: OperationOf<Name>,
): FdView<Name> {
  const view = lookFd(state, op as never) as FdView<Name>;
  refuseAnonymous(view);
  const asked = op as unknown as { offset?: number; length?: number; size?: number };
  const isOpen = view.descriptor !== undefined && view.file.access !== 'path';
  const object = isOpen ? view.file.object : undefined;
  if (asked.size === 0) lookAtNothing(object);
  if (object?.kind === 'inode') throw new Unmodelled('file contents');
  const most = Math.max(asked.offset ?? 0, asked.length ?? 0);
  if (most > MOST) throw new Unmodelled('a large file');
  const negative = (asked.offset ?? 0) < 0 || (asked.length ?? 0) < 0;
  if (negative && object?.kind !== 'memory') throw new Unmodelled('which of two errors');
  if (object?.kind === 'pipe' && view.file.access !== (op.call === 'pread' ? 'r' : 'w'))
    throw new Unmodelled('which of two errors');
  if (negative && !view.file.access.includes('w')) throw new Unmodelled('which of two errors');
  if (op.call === 'pwrite' && view.file.append) throw new Unmodelled('appends in spite of POSIX');
  return view;
}

function contentOf({ file: { object } }: FdView<Positioned>): Content {
  if (object.kind !== 'memory') throw new Unmodelled('file contents');
  return object;
}

const negativeOffset = (call: 'pread' | 'pwrite'): Refusal<FdView<'pread'> | FdView<'pwrite'>> =>
  refusal(`${call}.negative`, 'EINVAL', 'R01', `${call}(2); POSIX EINVAL`, (v) => v.op.offset < 0, {
    strength: 'posix',
  });
/** For POSIX a read or write of nothing may look for errors, or not. */
const noPositionOfNothing = (
  call: 'pread' | 'pwrite',
): Refusal<FdView<'pread'> | FdView<'pwrite'>> =>
  refusal(
    `${call}.unseekable.nothing`,
    'ESPIPE',
    'C14',
    `read_write.c ksys_${call}64(): before the count is looked at`,
    (v) => isStream(v) && v.op.size === 0,
    { strength: 'exact' },
  );
const noPosition = (call: 'pread' | 'pwrite'): Refusal<FdView<Positioned>> =>
  refusal(
    `${call}.unseekable`,
    'ESPIPE',
    'C14',
    `${call}(2) ERRORS; lseek(2) ERRORS ESPIPE; socket(7)`,
    isStream,
    { strength: 'posix' },
  );

export const pread: CallLaw<'pread', FdView<'pread'>> = {
  look: lookPositioned,
  // Memory files that cannot be read are made by nobody.
  refusals: [notOpen, noPositionOfNothing('pread'), noPosition('pread'), negativeOffset('pread')],
  allow: (view) => {
    const { offset, size } = view.op;
    const bytes = contentOf(view).bytes.slice(offset, offset + size);
    const returned = { rule: R.at, name: 'ret', want: bytes.length };
    return { ...success(R.at, [returned], () => undefined), data: { rule: R.at, pieces: [bytes] } };
  },
};

export const pwrite: CallLaw<'pwrite', FdView<'pwrite'>> = {
  look: lookPositioned,
  refusals: [
    notOpen,
    noPositionOfNothing('pwrite'),
    noPosition('pwrite'),
    refusal(
      'pwrite.direction',
      'EBADF',
      'R01',
      'pwrite(2), write(2) ERRORS EBADF',
      (v) => !v.file.access.includes('w'),
      { strength: 'posix' },
    ),
    negativeOffset('pwrite'),
  ],
  allow: (view) => {
    const { offset, size, tag } = view.op;
    const content = contentOf(view);
    return success(R.at, [{ rule: R.at, name: 'ret', want: size }], () => {
      const written = resized(content.bytes, Math.max(content.bytes.length, offset + size));
      written.set(payload(tag, 0, size), offset);
      content.bytes = written;
    });
  },
};

function resized(bytes: Uint8Array, length: number): Uint8Array {
  const other = new Uint8Array(length);
  other.set(bytes.subarray(0, length));
  return other;
}

export const ftruncate: CallLaw<'ftruncate', FdView<'ftruncate'>> = {
  look: lookPositioned,
  refusals: [
    notOpen,
    refusal(
      'ftruncate.no-file',
      'EINVAL',
      'C14',
      'ftruncate(2) ERRORS EINVAL: not a regular file',
      isStream,
      { strength: 'posix' },
    ),
    refusal(
      'ftruncate.direction',
      'EINVAL',
      'R01',
      'ftruncate(2) ERRORS EBADF or EINVAL; fs/open.c do_sys_ftruncate()',
      (v) => !v.file.access.includes('w'),
      { strength: 'exact' },
    ),
    refusal(
      'ftruncate.negative',
      'EINVAL',
      'R01',
      'truncate(2) ERRORS EINVAL: a negative length',
      (v) => v.op.length < 0,
      { strength: 'posix' },
    ),
  ],
  allow: (view) => {
    const content = contentOf(view);
    return done(R.cut, () => {
      content.bytes = resized(content.bytes, view.op.length);
    });
  },
};

export const fsync: CallLaw<'fsync', FdView<'fsync'>> = {
  look: lookPositioned,
  refusals: [
    notOpen,
    refusal(
      'fsync.no-file',
      'EINVAL',
      'C14',
      'fsync(2) ERRORS EROFS, EINVAL: nothing that could be synchronised',
      isStream,
      { strength: 'posix' },
    ),
  ],
  allow: (view) => {
    contentOf(view);
    return done(R.synced, () => undefined);
  },
};

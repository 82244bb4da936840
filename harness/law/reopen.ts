/** open(2) of what /proc calls a descriptor: it leads to the file itself, whatever became of its name. */

import { type CallLaw, type FdView, lookFd, success } from './call.ts';
import { allowOpen, type Found, fileRefusals, isPath } from './file-open.ts';
import { install, openFile } from './fresh.ts';
import { atLimit, MADE } from './limit.ts';
import type { OpenFlag } from './operation.ts';
import { type Outcome, refusal, rowsFor, rule, Unmodelled } from './rule.ts';
import type { OpenFile } from './state.ts';

type Reopening = FdView<'reopen'> & Found;

const R = {
  anew: rule('reopen.anew', 'I19', 'proc_pid_fd(5): opened anew; memfd_create(2)'),
  path: rule('reopen.path', 'I09', 'open(2) O_PATH: the file is not opened; proc_pid_fd(5)'),
};

/** The entry itself is a link of a kind of its own: flags about links and new names are another matter. */
const LED: readonly OpenFlag[] = [
  ...(['RDONLY', 'WRONLY', 'RDWR', 'TRUNC', 'APPEND', 'NONBLOCK', 'CLOEXEC'] as const),
  ...(['PATH', 'DIRECTORY', 'DIRECT', 'NOATIME'] as const),
];
/** What every file without a name takes, too. */
const PLAIN = LED.slice(0, 7);

const isSocket = ({ file: { object } }: Reopening): boolean => object?.kind === 'socket';
const isInode = ({ file: { object } }: Reopening): boolean => object?.kind === 'inode';

/** Its inode in sockfs has a mode and an owner, which nobody can see but by its descriptors. */
function lookAtSocket({ file: { object }, op }: Reopening): void {
  if (object?.kind !== 'socket' || op.flags.includes('PATH')) return;
  if (object.mode !== 0o777) throw new Unmodelled('modes in sockfs');
  if (op.flags.includes('NOATIME')) throw new Unmodelled('owners in sockfs');
}

/** A descriptor of the file, made anew. */
function installAnew({ state, op, file: { object } }: Reopening, access: OpenFile['access']): void {
  const anew = openFile(state, object, access, false);
  install(state, op.by, op.as[0] ?? -1, anew, op.flags.includes('CLOEXEC'));
}

function allowReopen(view: Reopening): Outcome {
  const { op, file, inode } = view;
  if (inode !== undefined) return allowOpen(view, () => inode);
  if (isSocket(view)) return success(R.path, MADE, () => installAnew(view, 'path'));
  const way = op.flags.filter((flag) => flag !== 'CLOEXEC').join();
  if (file.object.kind !== 'memory' || way !== 'RDONLY') throw new Unmodelled('file modes');
  return success(R.anew, MADE, () => installAnew(view, 'r'));
}

/** A descriptor leads to its file by way of /proc; a socket cannot be opened there either. */
export const reopen: CallLaw<'reopen', Reopening> = {
  look: (state, op) => {
    const found = lookFd(state, op);
    const { object } = found.file;
    const inode = object?.kind === 'inode' ? object : undefined;
    const view: Reopening = { ...found, inode };
    const flags = isInode(view) || isSocket(view) ? LED : PLAIN;
    if (!op.flags.every((flag) => flags.includes(flag)))
      throw new Unmodelled('another way to open');
    if (inode?.type === 'LNK' && op.flags.includes('DIRECTORY'))
      throw new Unmodelled('link as a directory');
    lookAtSocket(view);
    return view;
  },
  refusals: [
    atLimit(1, 'open(2) ERRORS EMFILE'),
    refusal(
      'reopen.not-directory',
      'ENOTDIR',
      'I07',
      'open(2) ERRORS ENOTDIR',
      (v) => isSocket(v) && v.op.flags.includes('DIRECTORY'),
      { strength: 'posix' },
    ),
    refusal(
      'reopen.socket',
      'ENXIO',
      'I09',
      'open(2) ERRORS ENXIO; proc_pid_fd(5)',
      (v) => isSocket(v) && !isPath(v),
    ),
    refusal(
      'reopen.absent',
      'ENOENT',
      'I19',
      'proc_pid_fd(5): one entry for each open file',
      (v) => v.descriptor === undefined,
    ),
    ...rowsFor<Reopening>(isInode, fileRefusals),
  ],
  allow: allowReopen,
};

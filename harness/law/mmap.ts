/** mmap: what a memory file has, and a socket of AF_UNIX has not. */

import { AF_UNIX } from '../abi/socket.ts';
import { type CallLaw, done, type FdView, lookFd, notOpen } from './call.ts';
import { refusal, rule, Unmodelled } from './rule.ts';

const R = { mapped: rule('mmap.memory', 'R01', 'mmap(2); memfd_create(2)') };

/** A private mapping of the first page, to be read, which is taken away again. */
export const mmap: CallLaw<'mmap', FdView<'mmap'>> = {
  look: (state, op) => {
    const view = lookFd(state, op);
    const isOpen = view.descriptor !== undefined && view.file.access !== 'path';
    const { access, object } = view.file;
    if (isOpen && object.kind === 'pipe' && !access.includes('r'))
      throw new Unmodelled('which of two errors');
    // TCP has pages, for receives that copy nothing (tcp_mmap()).
    if (isOpen && object.kind === 'socket' && object.domain !== AF_UNIX)
      throw new Unmodelled('pages of inet');
    return view;
  },
  refusals: [
    notOpen,
    refusal(
      'mmap.no-memory',
      'ENODEV',
      'C14',
      'mmap(2) ERRORS ENODEV; POSIX mmap() ENODEV: a type of file that is not supported',
      ({ file: { object } }) => object.kind === 'socket' || object.kind === 'pipe',
      { strength: 'posix' },
    ),
  ],
  allow: ({ file: { object, access } }) => {
    if (object.kind !== 'memory' || !access.includes('r')) throw new Unmodelled('file contents');
    return done(R.mapped, () => undefined);
  },
};

/** SIOCUNIXFILE: the file to which a socket was bound, as a descriptor that is good for nothing but its place. */

import * as S from '../abi/socket.ts';
import { type CallLaw, type FdView, lookFd, notOpen, success } from './call.ts';
import { install, openFile } from './fresh.ts';
import { LOWEST, refuseLimited } from './limit.ts';
import { capableOverNetworkOf } from './network.ts';
import { refuseAnonymous } from './pidfd.ts';
import { refusal, rule, Unmodelled } from './rule.ts';

const FILE = rule(
  'unix_file.opened',
  'I16',
  'af_unix.c unix_open_file(): O_PATH and close-on-exec',
  'exact',
);
const exact = { strength: 'exact' } as const;

export const unix_file: CallLaw<'unix_file', FdView<'unix_file'>> = {
  look: (state, op) => {
    const view = lookFd(state, op);
    if (!state.world.has.unixFile) throw new Unmodelled('no SIOCUNIXFILE here');
    refuseLimited(view);
    refuseAnonymous(view);
    const { object, access } = view.file;
    if (access !== 'path' && object?.kind === 'inode') throw new Unmodelled('ioctl of files');
    if (view.socket.domain !== undefined && view.socket.domain !== S.AF_UNIX)
      throw new Unmodelled('a request of another protocol');
    return view;
  },
  refusals: [
    notOpen,
    refusal(
      'unix_file.no-socket',
      'ENOTTY',
      'I16',
      'ioctl(2) ERRORS ENOTTY',
      (v) => v.file.object.kind !== 'socket',
    ),
    refusal(
      'unix_file.denied',
      'EPERM',
      'I16',
      'af_unix.c unix_open_file(): CAP_NET_ADMIN over the user namespace of the network',
      (v) => !capableOverNetworkOf(v.state, v.me, v.socket, 'NET_ADMIN'),
      exact,
    ),
    refusal(
      'unix_file.unbound',
      'ENOENT',
      'I16',
      'af_unix.c unix_open_file()',
      (v) => v.socket.name === undefined,
      exact,
    ),
    refusal(
      'unix_file.abstract',
      'ENOENT',
      'I16',
      'af_unix.c unix_open_file(); unix(7) Abstract sockets',
      (v) => v.socket.name?.kind === 'abstract',
      exact,
    ),
  ],
  allow: ({ state, op, socket: { inode } }) => {
    if (inode === undefined) throw new Unmodelled('a name without a file');
    return success(
      FILE,
      [{ rule: FILE, name: 'path', want: 1 }, { rule: FILE, name: 'cloexec', want: 1 }, LOWEST],
      () => install(state, op.by, op.as[0] ?? -1, openFile(state, inode, 'path', false), true),
    );
  },
};

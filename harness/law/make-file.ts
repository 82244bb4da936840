/** pipe2 and memfd_create: other files that are passed. */

import { MFD_CLOEXEC } from '../abi/file.ts';
import { type CallLaw, look, success } from './call.ts';
import { install, openFile } from './fresh.ts';
import { atLimit, MADE } from './limit.ts';
import { refusal, rule, Unmodelled } from './rule.ts';

const R = {
  pipe: rule('pipe2.created', 'C15', 'pipe(2)'),
  memory: rule('memfd.created', 'C15', 'memfd_create(2)'),
};

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

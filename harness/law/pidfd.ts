/** A pidfd that is kept: what it is good for as a descriptor, and what it tells of its process. */

import { POLLHUP, POLLIN } from '../abi/poll.ts';
import { type CallLaw, type FdView, lookFd, success } from './call.ts';
import { install, openFile } from './fresh.ts';
import { refuseLimited } from './limit.ts';
import { crossesPids, isReaped, NO_PID, pidSeenBy } from './namespace.ts';
import type { OperationOf } from './operation.ts';
import {
  type Expectation,
  ifObserved,
  type Outcome,
  oneOf,
  refusal,
  rule,
  Unmodelled,
} from './rule.ts';
import type { OpenFile, Pidfd, State } from './state.ts';

const R = {
  told: rule('pidfd.told', 'K13', 'pidfd_open(2); proc_pid_fdinfo(5): Pid'),
  other: rule('pidfd.told.other-pids', 'K10', 'pid_namespaces(7); pidfd_open(2)'),
  reaped: rule('pidfd.told.reaped', 'K14', 'pidfd_open(2); pidfd.c pidfd_show_fdinfo()', 'exact'),
  none: rule('pidfd.told.of-no-process', 'K13', 'proc_pid_fdinfo(5): Pid of pidfds alone'),
  info: rule('pidfd.info', 'K13', 'PIDFD_GET_INFO(2const): since 6.13', 'exact'),
  exit: rule('pidfd.info.exit', 'K14', 'PIDFD_GET_INFO(2const) PIDFD_INFO_EXIT', 'exact'),
  runs: rule('poll.pidfd.running', 'K13', 'pidfd_open(2): readable when the process terminates'),
  ended: rule('poll.pidfd.reaped', 'K14', 'pidfd_open(2): readable when the process terminates'),
};

export const isPidfd = (file: OpenFile): file is OpenFile & { readonly object: Pidfd } =>
  file.object?.kind === 'pidfd';

/** Where versions of the kernel have made of pidfds, and of other files of no file system, now this kind, now that. */
export function refuseAnonymous({ file }: Pick<FdView<'fstat'>, 'file'>): void {
  if (isPidfd(file) || file.object?.kind === 'special')
    throw new Unmodelled('what kind of file it is that has no file system');
}

/** A new one goes into a slot: of the process with this key. */
export function keepPidfd(state: State, by: number, slot: number, pid: number): void {
  const object: Pidfd = { kind: 'pidfd', pid, identity: undefined };
  install(state, by, slot, openFile(state, object, 'rw', false), true);
}

/** Readable when its process is no more; newer kernels hang up besides. */
export function polledPidfd(
  { state, op }: { readonly state: State; readonly op: { readonly events: number } },
  { pid }: Pidfd,
): Outcome | undefined {
  if (!isReaped(pid, state.processes)) return undefined;
  const rule = R.ended;
  const asked = op.events & POLLIN;
  const revents = oneOf(asked, asked | POLLHUP);
  const ret = asked === 0 ? oneOf(0, 1) : 1;
  return success(
    rule,
    [
      { rule, name: 'ret', want: ret },
      { rule, name: 'revents', want: revents },
    ],
    () => undefined,
  );
}
export const runs = R.runs;

/** How an actor ends, as wait4(2) tells it: it kills itself. */
const STATUS = 9;

/** What PIDFD_GET_INFO tells besides; of who is gone, how it ended. */
function expectInfo(
  { state, me }: FdView<'pidfd_info'>,
  { pid }: Pidfd,
  expects: Expectation[],
): void {
  const { has } = state.world;
  if (!has.pidfdInfo) return;
  if (!isReaped(pid, state.processes)) {
    expects.push({ rule: R.info, name: 'info', want: ifObserved(pidSeenBy(pid, me)) });
    expects.push({ rule: R.exit, name: 'exit', want: ifObserved('none') });
  } else if (has.pidfdsOfTheReaped) {
    expects.push({ rule: R.exit, name: 'exit', want: ifObserved(STATUS) });
  }
}

export const pidfd_info: CallLaw<'pidfd_info', FdView<'pidfd_info'>> = {
  look: (state: State, op: OperationOf<'pidfd_info'>) => {
    const view = lookFd(state, op);
    // The harness reads a file of /proc.
    refuseLimited(view);
    // In older kernels who changed ids does not see what is there (before 5.14).
    if (view.descriptor === undefined && !state.world.has.peerpidfd)
      throw new Unmodelled('descriptors in /proc that others own');
    return view;
  },
  refusals: [
    refusal(
      'pidfd_info.not-open',
      'ENOENT',
      'C15',
      'proc_pid_fdinfo(5): an entry for each open file',
      (v) => v.descriptor === undefined,
    ),
  ],
  allow: (view) => {
    const { state, me, file } = view;
    const nothing = (): void => undefined;
    if (!isPidfd(file))
      return success(R.none, [{ rule: R.none, name: 'pid', want: 'none' }], nothing);
    const { object } = file;
    if (isReaped(object.pid, state.processes)) {
      const expects: Expectation[] = [{ rule: R.reaped, name: 'pid', want: NO_PID }];
      expectInfo(view, object, expects);
      return success(R.reaped, expects, nothing);
    }
    const seen = pidSeenBy(object.pid, me);
    const rule = crossesPids(object.pid, me, state.processes) ? R.other : R.told;
    const expects: Expectation[] = [{ rule, name: 'pid', want: seen }];
    // Who does not see the process is told so by different errors.
    if (seen > 0) expectInfo(view, object, expects);
    return success(rule, expects, nothing);
  },
};

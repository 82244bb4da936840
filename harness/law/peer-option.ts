/** SO_PEERCRED, SO_PEERGROUPS and SO_PEERPIDFD: who the peer was when it was captured, as the asker knows it. */

import { type FdView, success } from './call.ts';
import { isDatagram } from './datagram.ts';
import { atLimit, LOWEST } from './limit.ts';
import { crossesPids, gidSeenBy, isReaped, NO_PID, pidSeenBy, uidSeenBy } from './namespace.ts';
import { keepPidfd } from './pidfd.ts';
import {
  type Expectation,
  ifObserved,
  type Outcome,
  type Refusal,
  type Rule,
  refusal,
  rowsFor,
  rule,
} from './rule.ts';
import type { Socket } from './state.ts';

type Asking = FdView<'getsockopt'>;

const UCRED = 12;
/** What SO_PEERCRED shows where there is no peer: {0, -1, -1}. */
const NOBODY = { pid: 0, uid: 0xffffffff, gid: 0xffffffff };

const R = {
  credNobody: rule('peercred.nobody', 'K01', 'sock.c: no peer credentials', 'exact'),
  credDatagram: rule(
    'peercred.datagram',
    'K03',
    'unix(7) SO_PEERCRED: connected streams and pairs alone',
  ),
  credPair: rule('peercred.pair', 'K02', 'unix(7) SO_PEERCRED: socketpair(2)'),
  credListener: rule('peercred.listener', 'K04', 'af_unix.c unix_listen()', 'exact'),
  credAccepted: rule('peercred.accepted', 'K05', 'unix(7) SO_PEERCRED: in effect at connect(2)'),
  credClient: rule(
    'peercred.client',
    'K06',
    'unix(7) SO_PEERCRED; af_unix.c copy_peercred(): as of listen(2)',
    'exact',
  ),
  credLength: rule('peercred.length', 'K09', 'getsockopt(2): optlen is value and result'),
  otherPids: rule('peercred.other-pids', 'K10', 'pid_namespaces(7): SO_PEERCRED, unix(7)'),
  otherIds: rule('peercred.other-ids', 'K11', 'user_namespaces(7): SO_PEERCRED; overflowuid'),
  groups: rule('peergroups', 'K12', 'sock.c SO_PEERGROUPS', 'exact'),
  needed: rule('peergroups.needed', 'K12', 'sock.c SO_PEERGROUPS: what it would take', 'exact'),
  pidfd: rule('peerpidfd', 'K13', 'unix(7) SO_PEERPIDFD'),
  reaped: rule('peerpidfd.reaped', 'K14', 'sock.c SO_PEERPIDFD; pidfs.c: since 6.16', 'exact'),
};

const lengthOfGroups = ({ socket }: Asking): number => 4 * (socket.peercred?.groups.length ?? 0);

/** A pidfd of a peer that is no more. */
const isOfTheReaped = ({ state, op, socket }: Asking): boolean =>
  op.option === 'SO_PEERPIDFD' && isReaped(socket.peercred?.pid ?? 0, state.processes);

export const peerRefusals: readonly Refusal<Asking>[] = [
  refusal(
    'peergroups.nobody',
    'ENODATA',
    'K12',
    'sock.c SO_PEERGROUPS',
    (v) => v.op.option === 'SO_PEERGROUPS' && v.socket.peercred === undefined,
    { strength: 'exact' },
  ),
  refusal(
    'peergroups.short',
    'ERANGE',
    'K12',
    'sock.c SO_PEERGROUPS',
    (v) => v.op.option === 'SO_PEERGROUPS' && v.op.room < lengthOfGroups(v),
    {
      strength: 'exact',
      expects: (v) => [{ rule: R.needed, name: 'length', want: ifObserved(lengthOfGroups(v)) }],
    },
  ),
  refusal(
    'peerpidfd.nobody',
    'ENODATA',
    'K13',
    'sock.c SO_PEERPIDFD',
    (v) => v.op.option === 'SO_PEERPIDFD' && v.socket.peercred === undefined,
    { strength: 'exact' },
  ),
  refusal(
    'peerpidfd.gone',
    'ESRCH',
    'K14',
    'sock.c SO_PEERPIDFD; pidfd_open(2) ERRORS ESRCH: before 6.16',
    (v) => isOfTheReaped(v) && !v.state.world.has.pidfdsOfTheReaped,
    { strength: 'exact', may: true },
  ),
  ...rowsFor(
    (v) => v.op.option === 'SO_PEERPIDFD',
    [atLimit<Asking>(1, 'sock.c SO_PEERPIDFD; pidfd_open(2) ERRORS EMFILE')],
  ),
];

export function peergroups({ state: { world }, me, socket }: Asking): Outcome {
  const groups = inOrder(socket.peercred?.groups ?? [], world.overflowGid);
  const want = groups.map((gid) => gidSeenBy(gid, me, world)).join(',');
  const told = me.gids === undefined ? R.groups : R.otherIds;
  return success(told, [{ rule: told, name: 'value', want }], () => undefined);
}

/**
 * In the order of the first namespace, whoever asks. Groups that not even that one maps have numbers which
 * nobody here knows: then it is the order in which they were found, which is the kernel's too.
 */
function inOrder(groups: readonly number[], overflow: number): readonly number[] {
  return groups.includes(overflow) ? groups : [...groups].sort((a, b) => a - b);
}

/** Which moment of capture the credentials of this socket stand for. */
function credRule(socket: Socket): Expectation['rule'] {
  if (socket.peercred === undefined)
    return isDatagram(socket) && socket.peer !== undefined ? R.credDatagram : R.credNobody;
  if (socket.phase === 'listening') return R.credListener;
  if (socket.origin === 'pair') return R.credPair;
  return socket.origin === 'accepted' ? R.credAccepted : R.credClient;
}

/** Whose pid is told across namespaces. */
function pidRule({ state, me, socket }: Asking, usual: Rule): Rule {
  const crosses = crossesPids(socket.peercred?.pid ?? 0, me, state.processes);
  return crosses ? R.otherPids : usual;
}

export function peerpidfd(view: Asking): Outcome {
  const isGone = isOfTheReaped(view);
  const want = isGone ? NO_PID : pidSeenBy(view.socket.peercred?.pid ?? 0, view.me);
  const shown = isGone ? R.reaped : pidRule(view, R.pidfd);
  return success(
    R.pidfd,
    [{ rule: shown, name: 'pid', want }, { rule: R.pidfd, name: 'cloexec', want: 1 }, LOWEST],
    () => {
      const { state, op, socket } = view;
      const [slot] = op.as ?? [];
      if (slot !== undefined) keepPidfd(state, op.by, slot, socket.peercred?.pid ?? 0);
    },
  );
}

export function peercred(view: Asking): Outcome {
  const { op, me, socket } = view;
  const { world } = view.state;
  const rule = credRule(socket);
  const length = { rule: R.credLength, name: 'length', want: Math.min(op.room, UCRED) };
  if (op.room < UCRED) return success(R.credLength, [length], () => undefined);
  const told = socket.peercred;
  const ids = told === undefined || me.uids === undefined ? rule : R.otherIds;
  const { pid, uid, gid } =
    told === undefined
      ? NOBODY
      : {
          pid: pidSeenBy(told.pid, me),
          uid: uidSeenBy(told.uid, me, world),
          gid: gidSeenBy(told.gid, me, world),
        };
  return success(
    rule,
    [
      length,
      { rule: pidRule(view, rule), name: 'pid', want: pid },
      { rule: ids, name: 'uid', want: uid },
      { rule: ids, name: 'gid', want: gid },
    ],
    () => undefined,
  );
}

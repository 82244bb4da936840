/** What /proc tells of a socket: its line in /proc/net/unix, and the descriptors that wait in its queue. */

import * as S from '../abi/socket.ts';
import { type CallLaw, type FdView, lookFd, success } from './call.ts';
import { isDatagram } from './datagram.ts';
import { refuseLimited } from './limit.ts';
import {
  between,
  type Expectation,
  ifObserved,
  oneOf,
  refusal,
  rule,
  Unmodelled,
  type Want,
} from './rule.ts';
import type { Socket, State } from './state.ts';

type Telling = FdView<'unix_listed'> | FdView<'scm_fds'>;

const LISTED = 'proc_net(5) /proc/net/unix';
const SHOW = 'af_unix.c unix_seq_show()';
const R = {
  listed: rule('unix_listed.own', 'I18', LISTED),
  elsewhere: rule(
    'unix_listed.elsewhere',
    'I18',
    'proc_net(5): sockets of AF_UNIX in the network namespace of the reader',
  ),
  type: rule('unix_listed.type', 'I18', `${LISTED}: type`),
  state: rule('unix_listed.state', 'I18', `${LISTED}: state; ${SHOW}`, 'exact'),
  flags: rule('unix_listed.flags', 'I18', `${LISTED}: flags; ${SHOW}: it listens`, 'exact'),
  name: rule('unix_listed.name', 'I18', `${LISTED}: the bound path, if any; @ for each NUL`),
  unaccepted: rule(
    'unix_listed.unaccepted',
    'I18',
    `${LISTED}; ${SHOW}: SS_CONNECTING, no inode, and the name of the listener`,
    'exact',
  ),
  waiting: rule('scm_fds.waiting', 'R32', 'af_unix.c unix_show_fdinfo()', 'exact'),
  embryos: rule(
    'scm_fds.embryos',
    'R32',
    'af_unix.c unix_show_fdinfo(): of all that wait for accept',
    'exact',
  ),
};

const notOpen = (call: string, errno: string, cite: string) =>
  refusal<Telling>(`${call}.not-open`, errno, 'C15', cite, (v) => v.descriptor === undefined);

function unixOnly({ descriptor, socket }: Telling): void {
  if (descriptor !== undefined && socket.domain !== S.AF_UNIX)
    throw new Unmodelled('what is no socket of AF_UNIX');
}

/** SS_UNCONNECTED and SS_CONNECTED, as they stand there; __SO_ACCEPTCON. */
const [UNCONNECTED, CONNECTED] = [1, 3];
const LISTENS = 0x10000;

/**
 * Of datagram sockets older kernels never told that they are connected, and those that are not look so while another is
 * connected to them.
 */
function stateOf({ world }: State, socket: Socket): Want {
  if (isDatagram(socket)) {
    const isSure = world.has.connectedDatagrams && socket.peer !== undefined && !socket.peer.dead;
    return isSure ? CONNECTED : oneOf(UNCONNECTED, CONNECTED);
  }
  return socket.phase === 'connected' ? CONNECTED : UNCONNECTED;
}

const AUTOBOUND = /^@[0-9a-f]{5}$/;

function shownName({ name, autobound }: Socket): Want {
  if (name === undefined) return '';
  if (name.kind === 'path') return name.path;
  if (autobound && name.name === '')
    return { allowed: (seen) => AUTOBOUND.test(String(seen)), text: '@ and five of [0-9a-f]' };
  return `@${name.name.replaceAll('\0', '@')}`;
}

/** Whether no other socket of its type and network is shown by its name. */
const isUnmistakable = ({ name, autobound }: Socket): boolean =>
  name?.kind === 'abstract' && !autobound && !/[\0@]/.test(name.name);

/** Those that wait for accept, each in the network of who connects. */
function unaccepted({ pending }: Socket, network: number): Want {
  const here = pending.filter((one) => one.network === network);
  const sure = here.filter(({ uncertain }) => !uncertain).length;
  return ifObserved(sure === here.length ? sure : between(sure, here.length));
}

export const unix_listed: CallLaw<'unix_listed', FdView<'unix_listed'>> = {
  look: (state, op) => {
    const view = lookFd(state, op);
    if (!state.world.has.procNetUnix) throw new Unmodelled('no list of sockets here');
    refuseLimited(view);
    const { descriptor, socket } = view;
    if (descriptor !== undefined && socket.domain === undefined) throw new Unmodelled('no socket');
    const name = socket.name?.kind === 'path' ? socket.name.path : socket.name?.name;
    if (name?.includes('\n')) throw new Unmodelled('a name of several lines');
    return view;
  },
  refusals: [notOpen('unix_listed', 'EBADF', 'fstat(2) ERRORS EBADF')],
  allow: ({ state, me, socket }) => {
    const isHere = socket.domain === S.AF_UNIX && socket.network === me.network;
    const rule = isHere ? R.listed : R.elsewhere;
    const expects: Expectation[] = [{ rule, name: 'listed', want: isHere ? 1 : 0 }];
    if (isHere)
      expects.push(
        { rule: R.type, name: 'type', want: socket.type },
        { rule: R.state, name: 'state', want: stateOf(state, socket) },
        { rule: R.flags, name: 'flags', want: socket.phase === 'listening' ? LISTENS : 0 },
        { rule: R.name, name: 'name', want: shownName(socket) },
      );
    if (isHere && socket.phase === 'listening' && isUnmistakable(socket))
      expects.push({ rule: R.unaccepted, name: 'embryos', want: unaccepted(socket, me.network) });
    return success(rule, expects, () => undefined);
  },
};

const waiting = ({ queue }: Socket): number =>
  queue.reduce((sum, { files }) => sum + (files?.length ?? 0), 0);

/** On older kernels fdinfo belongs to root as soon as a process has changed its ids, and nobody else may look. */
function isAllowed({ world }: State, by: number, { cred, permitted }: Telling['me']): boolean {
  const base = world.actors[by]?.cred;
  if (base === undefined || cred.euid !== base.euid || cred.egid !== base.egid) return false;
  if (cred.fsuid !== base.euid || cred.fsgid !== base.egid) return false;
  return base.euid === 0 || !(permitted.includes('SETUID') || permitted.includes('SETGID'));
}

export const scm_fds: CallLaw<'scm_fds', FdView<'scm_fds'>> = {
  look: (state, op) => {
    const view = lookFd(state, op);
    const { has } = state.world;
    if (!has.scmFds || !isAllowed(state, op.by, view.me)) throw new Unmodelled('fdinfo');
    unixOnly(view);
    refuseLimited(view);
    const { socket } = view;
    if (socket.miscounted) throw new Unmodelled('what the socket lost is counted on');
    if (socket.phase === 'listening' && !has.scmFdsOfListeners)
      throw new Unmodelled('fdinfo of listeners');
    if (socket.pending?.some(({ uncertain }) => uncertain))
      throw new Unmodelled('waits for the collector');
    return view;
  },
  refusals: [notOpen('scm_fds', 'ENOENT', 'proc_pid_fdinfo(5): an entry for each open file')],
  allow: ({ socket }) => {
    const listens = socket.phase === 'listening';
    const rule = listens ? R.embryos : R.waiting;
    const want = listens
      ? socket.pending.reduce((sum, embryo) => sum + waiting(embryo), 0)
      : waiting(socket);
    return success(rule, [{ rule, name: 'scm_fds', want }], () => undefined);
  },
};

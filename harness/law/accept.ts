/** accept: the channel of who has waited longest. */

import * as S from '../abi/socket.ts';
import { learnName } from './autobound-name.ts';
import { type CallLaw, type FdView, lookFd, notOpen, notSocket, success } from './call.ts';
import { belongTo, install, openFile } from './fresh.ts';
import { expectInetName, learnPort } from './inet-connection.ts';
import { atLimit, LOWEST, refuseBoth } from './limit.ts';
import { hasConnections } from './listen.ts';
import { refusal, rule, Unmodelled } from './rule.ts';
import { timeoutOf, waitsForNothing } from './timeout.ts';
import { expectAddress, expectNothingBehind } from './told-address.ts';

const R = {
  accept: rule('accept.oldest', 'S19', 'accept(2): the first connection on the queue', 'posix'),
  acceptFlags: rule('accept.flags', 'S21', 'accept(2): flags are not inherited'),
  acceptInet: rule('accept.inet', 'P23', 'accept(2), ip(7)', 'posix'),
  acceptName: rule('accept.address', 'S23', 'accept(2), unix(7) Address format'),
};

const INET_RULES = { name: R.acceptInet, chosen: R.acceptInet, cut: R.acceptInet };
/** For any address. */
const ROOM = 128;

/** Of TCP the law follows who comes, not who came and went, and tells names where there is room. */
function lookAtInet({ socket, op }: FdView<'accept4'>): void {
  if (socket.domain === undefined || socket.domain === S.AF_UNIX) return;
  if (op.space !== undefined) throw new Unmodelled('cut inet name');
  if (socket.pending[0]?.peer?.dead) throw new Unmodelled('who was reset while it waited');
}

export const accept4: CallLaw<'accept4', FdView<'accept4'>> = {
  look: (state, op) => {
    const view = lookFd(state, op);
    lookAtInet(view);
    if ((op.space ?? 0) < 0) throw new Unmodelled('what becomes of whom it accepts');
    if (view.socket.pending?.[0]?.uncertain) throw new Unmodelled('waits for the collector');
    // Since 5.15 the descriptor is made before anybody asks what is to accept.
    refuseBoth(view, 1, view.descriptor !== undefined && view.socket.domain === undefined);
    return view;
  },
  refusals: [
    notOpen,
    refusal(
      'accept.flags-unknown',
      'EINVAL',
      'S21',
      'accept(2) ERRORS EINVAL',
      (v) => (v.op.flags & ~(S.SOCK_NONBLOCK | S.SOCK_CLOEXEC)) !== 0,
    ),
    notSocket,
    // The descriptor is made before there is anything to accept: a connection that waits stays where it is.
    atLimit(1, 'accept(2) ERRORS EMFILE'),
    refusal(
      'accept.type',
      'EOPNOTSUPP',
      'G12',
      'accept(2) ERRORS EOPNOTSUPP',
      (v) => !hasConnections(v.socket),
      { strength: 'posix' },
    ),
    refusal(
      'accept.deaf',
      'EINVAL',
      'S20',
      'accept(2) ERRORS EINVAL: not listening',
      (v) => v.socket.phase !== 'listening',
      { strength: 'posix' },
    ),
    refusal(
      'accept.empty',
      'EAGAIN',
      'S20',
      'accept(2) ERRORS EAGAIN',
      (v) => v.socket.pending.length === 0 && (v.file.nonblock || waitsForNothing(v.socket)),
      { strength: 'posix' },
    ),
    refusal(
      'accept.shut',
      'EINVAL',
      'S27',
      'af_unix.c unix_accept()',
      (v) => v.socket.pending.length === 0 && v.socket.shutReceive,
      { strength: 'exact' },
    ),
    refusal(
      'accept.timeout',
      'EAGAIN',
      'S46',
      'socket(7) SO_RCVTIMEO: accept(2) too',
      (v) => v.socket.pending.length === 0 && timeoutOf(v.socket) > 0,
      { waits: (v) => timeoutOf(v.socket) },
    ),
    refusal(
      'accept.empty.blocks',
      'BLOCKS',
      'S20',
      'accept(2)',
      (v) => v.socket.pending.length === 0,
    ),
  ],
  allow: ({ state, op, me, socket }) => {
    const client = socket.pending[0]?.peer;
    const isUnix = socket.domain === S.AF_UNIX;
    const cloexec = (op.flags & S.SOCK_CLOEXEC) !== 0;
    const nonblock = (op.flags & S.SOCK_NONBLOCK) !== 0;
    return success(
      R.accept,
      [
        ...(isUnix || client === undefined
          ? expectAddress(R.acceptName, client, op.space)
          : [
              ...expectInetName(state, client, ROOM, INET_RULES, client.inet, socket),
              expectNothingBehind(),
            ]),
        { rule: R.acceptFlags, name: 'cloexec', want: cloexec ? 1 : 0 },
        { rule: R.acceptFlags, name: 'nonblock', want: nonblock ? 1 : 0 },
        LOWEST,
      ],
      (observed) => {
        if (isUnix) learnName(client, observed?.fields?.address);
        else if (client !== undefined) learnPort(client, observed?.fields?.port);
        const accepted = socket.pending.shift();
        if (accepted === undefined) return;
        accepted.embryoOf = undefined;
        belongTo(me, accepted);
        install(state, op.by, op.as[0] ?? -1, openFile(state, accepted, 'rw', nonblock), cloexec);
      },
    );
  },
};

/** What recvmsg alone shows of a message: flags, credentials and descriptors, as far as the room for them goes. */

import * as S from '../abi/socket.ts';
import { fitInto } from './control.ts';
import { install } from './fresh.ts';
import { roomOf } from './limit.ts';
import { crossesPids, gidSeenBy, pidSeenBy, uidSeenBy } from './namespace.ts';
import type { Observed } from './operation.ts';
import type { Receiving } from './receive.ts';
import {
  asksPidfd,
  expectMade,
  expectOrder,
  expectPidfd,
  keepReceived,
  pidfdCut,
  slotsForRights,
  tellsPidfd,
} from './received-pidfd.ts';
import { type Expectation, type Outcome, oneOf, type Rule, rule, Unmodelled } from './rule.ts';
import type { OpenFile } from './state.ts';
import { NOBODY } from './taking.ts';
import { expectUnread, isWhole, unreadCut, unreadFit } from './told-unread.ts';

const R = {
  flags: rule('recvmsg.flags', 'R17', 'unix(7) SCM_RIGHTS, recv(2) msg_flags: MSG_CTRUNC'),
  rights: rule('recvmsg.rights', 'R01', 'unix(7) SCM_RIGHTS: as if created by dup(2)', 'posix'),
  rightsCut: rule('recvmsg.rights.cut', 'R17', 'unix(7) SCM_RIGHTS: excess descriptors are closed'),
  rightsLost: rule('recvmsg.rights.no-room', 'R16', 'unix(7) SCM_RIGHTS, BUGS'),
  rightsFull: rule(
    'recvmsg.rights.at-the-limit',
    'R19',
    'unix(7) SCM_RIGHTS: would exceed RLIMIT_NOFILE; scm.c scm_detach_fds()',
  ),
  rightsPeek: rule(
    'recvmsg.rights.peek',
    'R20',
    'unix(7) SCM_RIGHTS with MSG_PEEK; af_unix.c unix_peek_fds()',
    'exact',
  ),
  rightsPart: rule(
    'recvmsg.rights.first-byte',
    'R14',
    'unix(7) SCM_RIGHTS: ancillary data is a barrier',
  ),
  cloexec: rule('recvmsg.cloexec', 'R21', 'recv(2) MSG_CMSG_CLOEXEC'),
  creds: rule('recvmsg.creds', 'K17', 'unix(7) SO_PASSCRED, SCM_CREDENTIALS'),
  credsPid: rule('recvmsg.creds.other-pids', 'K10', 'pid_namespaces(7): SCM_CREDENTIALS; unix(7)'),
  credsIds: rule('recvmsg.creds.other-ids', 'K11', 'user_namespaces(7): SCM_CREDENTIALS'),
  credsNone: rule('recvmsg.creds.off', 'K20', 'unix(7) SO_PASSCRED'),
  credsBefore: rule('recvmsg.creds.nobody', 'K18', 'af_unix.c unix_skb_to_scm()', 'exact'),
  credsEnd: rule(
    'recvmsg.creds.end',
    'K21',
    'af_unix.c: credentials at the end of the stream',
    'exact',
  ),
  credsCut: rule('recvmsg.creds.cut', 'K29', 'cmsg(3), put_cmsg()', 'exact'),
};

const stream = ({ socket }: Receiving): boolean => socket.type === S.SOCK_STREAM;

/** What of a message is delivered. */
interface Message {
  readonly passed: NonNullable<Outcome['passed']>;
  readonly delivered: readonly OpenFile[];
  /** A pidfd comes with it. */
  readonly isTold: boolean;
}

/** Adds what recvmsg alone shows: flags, credentials, descriptors. */
export function expectMessage(v: Receiving, whole: number, expects: Expectation[]): Message {
  const { op, socket, taking } = v;
  const files = taking.rights?.files ?? [];
  // A record's end carries nothing; a stream's end still says {0, 0, 0}.
  const credited = socket.passCredentials && (stream(v) || taking.takes.length > 0);
  const asked = asksPidfd(v, stream(v));
  const fits = fitInto(op.room, credited, files.length, asked);
  const cut = !stream(v) && whole > op.size ? S.MSG_TRUNC : 0;
  const room = fits.rights === 0 ? 0 : roomOf(v);
  const isFull = room < fits.rights;
  const delivered = files.slice(0, Math.min(fits.rights, room));
  const isTold = tellsPidfd(v, fits);
  const unread = socket.tellsUnread ? unreadFit(op.room, fits, delivered.length, isTold) : 0;
  const isOthersCut = fits.truncated || isFull;
  const isCut = isOthersCut || (socket.tellsUnread && !isWhole(unread));
  const isPidfdCut = asked && !fits.pidfd && fits.rights === files.length;
  const othersRule = isPidfdCut ? pidfdCut : isFull ? R.rightsFull : cutRule(v, files);
  const flagRule = isCut && !isOthersCut ? unreadCut : othersRule;
  const flags = (isCut ? S.MSG_CTRUNC : 0) | cut;
  expects.push({ rule: flagRule, name: 'flags', want: withOpen(v, flags) });
  expects.push(credsExpectation(v, credited, fits.creds));
  expectPidfd(v, fits, asked, expects);
  expectUnread(v, unread, expects);
  expectOrder(
    {
      ...{ creds: fits.creds !== 'none', rights: delivered.length > 0 },
      ...{ pidfd: isTold, inq: unread > 0 },
    },
    expects,
  );
  const cloexec = (op.flags & S.MSG_CMSG_CLOEXEC) !== 0;
  const rightsRule = wholeRule(v);
  expects.push({
    rule: isOthersCut && files.length > 0 ? flagRule : rightsRule,
    name: 'rights',
    want: delivered.length,
  });
  expectMade(v, delivered.length, isTold, expects);
  return {
    ...{ delivered, isTold },
    passed: {
      rule: rightsRule,
      want: delivered.map((file) => ({ object: file.object.identity, cloexec })),
    },
  };
}

/** What may be told besides. */
function withOpen({ op, socket, taking }: Receiving, flags: number): Expectation['want'] {
  // socket(7) has MSG_TRUNC in the middle of a message; the kernel, only where something is left of it.
  const cut = socket.type !== S.SOCK_STREAM && taking.at > 0 ? S.MSG_TRUNC : 0;
  // Without any room labels that nobody has are missed, since 6.4.
  const missed = socket.passSecurity && op.room === 0 ? S.MSG_CTRUNC : 0;
  if ((cut | missed) === 0) return flags;
  return oneOf(flags, flags | cut, flags | missed, flags | cut | missed);
}

/** Which clause the flags stand for, as far as the room for control data counts. */
function cutRule({ op }: Receiving, files: readonly OpenFile[]): Rule {
  if (files.length === 0) return R.flags;
  return op.room === 0 ? R.rightsLost : R.rightsCut;
}

/** Which clause descriptors stand for that come as they were sent. */
function wholeRule({ op, taking }: Receiving): Rule {
  if (op.flags & S.MSG_PEEK) return R.rightsPeek;
  if (taking.rights === undefined) return R.rightsPart;
  return op.flags & S.MSG_CMSG_CLOEXEC ? R.cloexec : R.rights;
}

function credsExpectation(
  v: Receiving,
  credited: boolean,
  creds: ReturnType<typeof fitInto>['creds'],
): Expectation {
  const { taking, state } = v;
  if (!credited) return { rule: R.credsNone, name: 'creds', want: 'none' };
  if (creds !== 'whole') return { rule: R.credsCut, name: 'creds', want: creds };
  const { world } = state;
  const { overflowUid, overflowGid } = world;
  if (taking.creds === undefined) {
    // The kernel's zeroes are global root, which a user namespace may not know, or know by another id.
    const [uid, gid] = [uidSeenBy(0, v.me, world), gidSeenBy(0, v.me, world)];
    return {
      rule: R.credsEnd,
      name: 'creds',
      want: oneOf(
        `0/${uid}/${gid}`,
        `0/${overflowUid}/${overflowGid}`,
        `0/${uid}/${overflowGid}`,
        `0/${overflowUid}/${gid}`,
      ),
    };
  }
  if (taking.creds === NOBODY)
    return { rule: R.credsBefore, name: 'creds', want: `0/${overflowUid}/${overflowGid}` };
  const pid = pidSeenBy(taking.creds.pid, v.me);
  const uid = uidSeenBy(taking.creds.uid, v.me, world);
  const gid = gidSeenBy(taking.creds.gid, v.me, world);
  const rule = crossesPids(taking.creds.pid, v.me, state.processes)
    ? R.credsPid
    : v.me.uids === undefined
      ? R.creds
      : R.credsIds;
  return { rule, name: 'creds', want: `${pid}/${uid}/${gid}` };
}

/** The descriptors that are delivered get their slots. */
export function take(
  v: Receiving,
  { delivered, isTold }: Message,
  observed: Observed | undefined,
): void {
  const { state, op } = v;
  const slots = slotsForRights(op);
  for (const [i, file] of delivered.entries()) {
    file.object.identity ??= observed?.passed?.[i]?.object;
    const slot = slots[i];
    if (slot === undefined) throw new Unmodelled('a received descriptor without a slot');
    install(state, op.by, slot, file, (op.flags & S.MSG_CMSG_CLOEXEC) !== 0);
  }
  if (isTold) keepReceived(v);
}

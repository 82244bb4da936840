/** getsockopt. */

import { toldBuffer, toldBufferRefusals } from './buffers.ts';
import { type CallLaw, type FdView, notOpen, notSocket, success } from './call.ts';
import {
  passesToAccepted,
  ruleOfKept,
  toldKept,
  toldKeptRefusals,
  toldLinger,
} from './kept-option.ts';
import { ABOVE_SOCKET, absentRefusals, INT, levelRefusal, lookOption, TIMEVAL } from './option.ts';
import { toldOffset } from './peek-offset.ts';
import { peercred, peergroups, peerpidfd, peerRefusals } from './peer-option.ts';
import {
  type Expectation,
  ifObserved,
  type Outcome,
  type Rule,
  refusal,
  rule,
  Unmodelled,
} from './rule.ts';
import { type TimeOption, toldTimeout } from './timeout.ts';
import { toldInqRefusals } from './told-unread.ts';

const R = {
  identity: rule('getsockopt.kind', 'C05', 'socket(7) SO_DOMAIN, SO_TYPE, SO_PROTOCOL'),
  error: rule(
    'getsockopt.error',
    'S26',
    'socket(7) SO_ERROR: get and clear the pending error',
    'posix',
  ),
  listening: rule('getsockopt.listening', 'S04', 'socket(7) SO_ACCEPTCONN', 'posix'),
  length: rule(
    'getsockopt.length',
    'C05',
    'getsockopt(2): the size of the value is returned',
    'posix',
  ),
  plain: rule('getsockopt.set-value', 'K16', 'socket(7), unix(7) SO_PASSCRED'),
  pidfds: rule('getsockopt.pass-pidfds', 'K38', 'unix(7) SO_PASSPIDFD; af_unix.c'),
  labels: rule('getsockopt.pass-labels', 'K35', 'unix(7) SO_PASSSEC'),
  timeout: rule('getsockopt.timeout', 'S47', 'socket(7) SO_RCVTIMEO: a struct timeval'),
  sendTimeout: rule('getsockopt.send-timeout', 'S50', 'socket(7) SO_SNDTIMEO: a struct timeval'),
};

export const getsockopt: CallLaw<'getsockopt', FdView<'getsockopt'>> = {
  look: (state, op) => {
    // Protocols may tell their own options in one byte (ip_getsockopt()).
    if (op.room < INT && ABOVE_SOCKET.includes(op.option)) throw new Unmodelled('so little room');
    if (op.as !== undefined && (op.option !== 'SO_PEERPIDFD' || op.room < INT))
      throw new Unmodelled('no descriptor');
    return lookOption(state, op);
  },
  refusals: [
    notOpen,
    notSocket,
    levelRefusal('getsockopt'),
    refusal(
      'getsockopt.room',
      'EINVAL',
      'C37',
      'net/core/sock.c sk_getsockopt(): a negative length, before the option is looked at',
      ({ op }) => op.room < 0,
      { strength: 'exact' },
    ),
    ...absentRefusals('getsockopt'),
    ...toldBufferRefusals,
    ...toldInqRefusals,
    ...toldKeptRefusals,
    ...peerRefusals,
  ],
  allow: (view) => optionOutcome(view),
};

/** An int: a room that is too short cuts it, and one that is too long is not filled. */
function int(
  { op: { room } }: FdView<'getsockopt'>,
  rule: Rule,
  want: Expectation['want'],
  then: () => void = () => undefined,
): Outcome {
  const length = { rule: R.length, name: 'length', want: ifObserved(Math.min(room, INT)) };
  if (room < INT) return success(R.length, [length], then);
  return success(rule, [{ rule, name: 'value', want }, length], then);
}

/** A struct timeval: cut in the same way. */
function time({ op: { room }, socket }: FdView<'getsockopt'>, option: TimeOption): Outcome {
  const rule = option === 'SO_RCVTIMEO' ? R.timeout : R.sendTimeout;
  const length = { rule: R.length, name: 'length', want: Math.min(room, TIMEVAL) };
  if (room < TIMEVAL) return success(R.length, [length], () => undefined);
  return success(
    rule,
    [{ rule, name: 'value', want: toldTimeout(socket, option) }, length],
    () => undefined,
  );
}

/** What stays as it was set. */
function toldPlain(view: FdView<'getsockopt'>): Outcome {
  const { socket, op } = view;
  const kept = toldKept(socket, op.option);
  const isKept =
    kept !== undefined || (socket.origin === 'accepted' && passesToAccepted(op.option));
  const rule = isKept ? ruleOfKept(socket, op.option) : R.plain;
  return int(view, rule, kept ?? socket.options.get(op.option) ?? 0);
}

function optionOutcome(view: FdView<'getsockopt'>): Outcome {
  const { state, op, socket } = view;
  switch (op.option) {
    case 'SO_TYPE':
      return int(view, R.identity, socket.type);
    case 'SO_DOMAIN':
      return int(view, R.identity, socket.domain);
    case 'SO_PROTOCOL':
      return int(view, R.identity, socket.protocol);
    case 'SO_ACCEPTCONN':
      return int(view, R.listening, socket.phase === 'listening' ? 1 : 0);
    case 'SO_ERROR':
      return int(view, R.error, socket.error === '' ? 'none' : socket.error, () => {
        socket.error = '';
      });
    case 'SO_PASSCRED':
      return int(view, R.plain, socket.passCredentials ? 1 : 0);
    case 'SO_PASSPIDFD':
      return int(view, R.pidfds, socket.passPidfds ? 1 : 0);
    case 'SO_PASSRIGHTS':
      return int(view, R.plain, socket.passRights ? 1 : 0);
    case 'SO_PASSSEC':
      return int(view, R.labels, socket.passSecurity ? 1 : 0);
    case 'SO_PEERCRED':
      return peercred(view);
    case 'SO_PEERGROUPS':
      return peergroups(view);
    case 'SO_PEERPIDFD':
      return peerpidfd(view);
    case 'SO_SNDBUF':
    case 'SO_RCVBUF': {
      const { rule, want } = toldBuffer(state, socket, op.option);
      return int(view, rule, want);
    }
    case 'SO_PEEK_OFF': {
      const { rule, want } = toldOffset(socket);
      // A peek moves it on message by message.
      return { ...int(view, rule, want), piecemeal: true };
    }
    case 'SO_RCVTIMEO':
    case 'SO_SNDTIMEO':
      return time(view, op.option);
    case 'SO_LINGER':
      return toldLinger(view);
    default:
      return toldPlain(view);
  }
}

/** getsockname and getpeername. */

import * as S from '../abi/socket.ts';
import { type CallLaw, type FdView, lookFd, notOpen, notSocket, success } from './call.ts';
import { learnName, nameLengthOf, nameTextOf } from './connection.ts';
import { between, type Expectation, type Outcome, refusal, rule, Unmodelled } from './rule.ts';
import type { Socket, State } from './state.ts';

const R = {
  name: rule('getsockname.name', 'S22', 'getsockname(2), unix(7) Address format'),
  unnamed: rule('getsockname.unnamed', 'B26', 'unix(7) Address format: unnamed'),
  cut: rule('getsockname.cut', 'B25', 'getsockname(2): truncated, true length returned'),
  path: rule('getsockname.path', 'B08', 'unix(7) Address format: pathname'),
  abstract: rule('getsockname.abstract', 'B10', 'unix(7) Address format: abstract'),
  autobound: rule('getsockname.autobound', 'B03', 'unix(7) Autobind feature'),
  port: rule('getsockname.port', 'P10', 'ip(7): port 0 means a chosen port'),
  inet: rule('getsockname.inet', 'P19', 'getsockname(2), ip(7)'),
};

function named(socket: Socket | undefined, room: number, rule: Expectation['rule']): Outcome {
  const length = nameLengthOf(socket);
  const expects: Expectation[] = [{ rule, name: 'length', want: length }];
  if (room >= length) expects.push({ rule, name: 'address', want: nameTextOf(socket) });
  return success(room < length ? R.cut : rule, expects, (observed) => {
    if (room >= length) learnName(socket, observed?.fields?.address);
  });
}

function ownNameRule(socket: Socket): Expectation['rule'] {
  if (socket.name === undefined) return R.unnamed;
  if (socket.borrowedName) return R.name;
  if (socket.name.kind === 'path') return R.path;
  return socket.autobound ? R.autobound : R.abstract;
}

/** An inet socket: what it was bound to; a chosen port is learned at first sight. */
function inetName(state: State, socket: Socket): Outcome {
  const v6 = socket.domain === S.AF_INET6;
  const inet = socket.inet ?? { host: v6 ? '::' : '0.0.0.0', port: 0 };
  const chosen = inet.port < 0;
  const [low, high] = state.world.localPortRange;
  return success(
    chosen ? R.port : R.inet,
    [
      { rule: R.inet, name: 'length', want: v6 ? 28 : 16 },
      { rule: R.inet, name: 'host', want: inet.host },
      {
        rule: chosen ? R.port : R.inet,
        name: 'port',
        want: chosen ? between(low, high) : inet.port,
      },
    ],
    (observed) => {
      const seen = observed?.fields?.port;
      if (chosen && socket.inet !== undefined && typeof seen === 'number') socket.inet.port = seen;
    },
  );
}

export const getsockname: CallLaw<'getsockname', FdView<'getsockname'>> = {
  look: lookFd,
  refusals: [notOpen, notSocket],
  allow: ({ state, op, socket }) => {
    if (socket.domain === S.AF_UNIX) return named(socket, op.room, ownNameRule(socket));
    if (op.room < 28) throw new Unmodelled('cut inet name');
    return inetName(state, socket);
  },
};

export const getpeername: CallLaw<'getpeername', FdView<'getpeername'>> = {
  look: lookFd,
  refusals: [
    notOpen,
    notSocket,
    refusal(
      'getpeername.nobody',
      'ENOTCONN',
      'B26',
      'getpeername(2) ERRORS ENOTCONN',
      (v) => v.socket.domain === S.AF_UNIX && v.socket.peer === undefined,
      { strength: 'posix' },
    ),
  ],
  allow: ({ op, socket }) => {
    if (socket.domain !== S.AF_UNIX) throw new Unmodelled('inet peer');
    return named(socket.peer, op.room, R.name);
  },
};

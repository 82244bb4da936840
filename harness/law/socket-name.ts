/** getsockname and getpeername. */

import * as S from '../abi/socket.ts';
import { learnName, nameLengthOf, nameTextOf } from './autobound-name.ts';
import { type CallLaw, type FdView, lookFd, notOpen, notSocket, success } from './call.ts';
import { expectInetName, learnPort } from './inet-connection.ts';
import { isMapped } from './inet-ports.ts';
import type { OperationOf } from './operation.ts';
import { isPing } from './ping.ts';
import { expectOwnIdentifier } from './ping-bind.ts';
import {
  type Expectation,
  ifObserved,
  type Outcome,
  type Refusal,
  type Rule,
  refusal,
  rule,
} from './rule.ts';
import type { Socket, State } from './state.ts';
import { expectBeginning, expectNothingBehind } from './told-address.ts';

const R = {
  name: rule('getsockname.name', 'S22', 'getsockname(2), unix(7) Address format'),
  unnamed: rule('getsockname.unnamed', 'B26', 'unix(7) Address format: unnamed'),
  cut: rule('getsockname.cut', 'B25', 'getsockname(2): truncated, true length returned'),
  behind: rule(
    'getsockname.behind',
    'B25',
    'net/socket.c move_addr_to_user(): the less of its length and of the room',
    'exact',
  ),
  path: rule('getsockname.path', 'B08', 'unix(7) Address format: pathname'),
  abstract: rule('getsockname.abstract', 'B10', 'unix(7) Address format: abstract'),
  autobound: rule('getsockname.autobound', 'B03', 'unix(7) Autobind feature'),
  port: rule('getsockname.port', 'P10', 'ip(7): port 0 means a chosen port'),
  inetPeer: rule('getpeername.inet', 'P23', 'getpeername(2), ip(7)', 'posix'),
  udpPeer: rule('getpeername.udp', 'P25', 'getpeername(2), udp(7)', 'posix'),
  mappedPeer: rule('getpeername.mapped', 'P26', 'ipv6(7): v4-mapped on v6 addresses'),
  mapped: rule('getsockname.mapped', 'P26', 'ipv6(7): v4-mapped on v6 addresses'),
  inet: rule('getsockname.inet', 'P19', 'getsockname(2), ip(7)'),
};

function named(socket: Socket | undefined, room: number, rule: Expectation['rule']): Outcome {
  const length = nameLengthOf(socket);
  const expects: Expectation[] = [{ rule, name: 'length', want: length }];
  if (room >= length) expects.push({ rule, name: 'address', want: nameTextOf(socket) });
  else
    for (const one of expectBeginning(R.cut, socket, room))
      expects.push({ ...one, want: ifObserved(one.want) });
  expects.push(expectNothingBehind(room < length ? R.cut : R.behind));
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
function inetName(
  state: State,
  socket: Socket,
  room: number,
  name: Rule,
  asker: Socket = socket,
): Outcome {
  const rules = { name, chosen: R.port, cut: R.cut };
  const expects = expectInetName(state, socket, room, rules, socket.inet, asker);
  if (isPing(asker)) expects.push(...expectOwnIdentifier(state, socket, room));
  const told = expects.length === 1 ? R.cut : name;
  expects.push(expectNothingBehind(told === R.cut ? R.cut : R.behind));
  return success(told, expects, (observed) => learnPort(socket, observed?.fields?.port));
}

const peerRule = ({ inet }: Socket): Rule =>
  isMapped(inet?.host ?? '') ? R.mappedPeer : R.inetPeer;

function noRoom<Name extends 'getsockname' | 'getpeername'>(call: Name): Refusal<FdView<Name>> {
  return refusal(
    `${call}.room`,
    'EINVAL',
    'B25',
    `${call}(2) ERRORS EINVAL: addrlen is invalid`,
    ({ op }) => (op as OperationOf<typeof call>).room < 0,
  );
}

export const getsockname: CallLaw<'getsockname', FdView<'getsockname'>> = {
  look: lookFd,
  refusals: [notOpen, notSocket, noRoom('getsockname')],
  allow: ({ state, op, socket }) => {
    if (socket.domain === S.AF_UNIX) return named(socket, op.room, ownNameRule(socket));
    return inetName(state, socket, op.room, isMapped(socket.inet?.host ?? '') ? R.mapped : R.inet);
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
      (v) => v.socket.peer === undefined && v.socket.remote === undefined,
      { strength: 'posix' },
    ),
    noRoom('getpeername'),
  ],
  allow: ({ state, op, socket }) => {
    if (socket.remote !== undefined) {
      const rules = { name: R.udpPeer, chosen: R.udpPeer, cut: R.cut };
      const expects = expectInetName(state, socket, op.room, rules, socket.remote);
      const told = expects.length === 1 ? R.cut : R.udpPeer;
      expects.push(expectNothingBehind(told === R.cut ? R.cut : R.behind));
      return success(told, expects, () => undefined);
    }
    if (socket.domain === S.AF_UNIX || socket.peer === undefined)
      return named(socket.peer, op.room, R.name);
    return inetName(state, socket.peer, op.room, peerRule(socket), socket);
  },
};

/** listen(2) on TCP: a port that others share is then one's own. */

import * as S from '../abi/socket.ts';
import { done, type FdView } from './call.ts';
import { hold, isTaken, nameAt, refuseLateSharing, wildcardOf } from './inet-ports.ts';
import { isNew } from './network.ts';
import { type Outcome, type Refusal, refusal, rule, Unmodelled } from './rule.ts';

type Listening = FdView<'listen'>;

const R = {
  listen: rule('listen.inet', 'P20', 'listen(2), tcp(7)'),
  chosen: rule(
    'listen.inet.unbound',
    'P20',
    'ip(7), listen(2): an unbound socket gets a chosen port',
  ),
};

function isBusy({ state, socket }: Listening): boolean {
  const { inet } = socket;
  if (inet === undefined || socket.domain === S.AF_UNIX || socket.phase === 'listening')
    return false;
  refuseLateSharing(socket, inet);
  return isTaken(state, socket, inet);
}

export const inetListenRefusals: readonly Refusal<Listening>[] = [
  refusal(
    'listen.inet.taken',
    'EADDRINUSE',
    'P20',
    'listen(2) ERRORS EADDRINUSE; socket(7) SO_REUSEADDR',
    isBusy,
    {
      strength: 'linux',
    },
  ),
];

export function allowInetListen(
  { state, me, socket }: Pick<Listening, 'state' | 'me' | 'socket'>,
  backlog: number,
): Outcome {
  const held = socket.inet?.port ?? 0;
  if (held === 0 && isNew(socket.network))
    throw new Unmodelled('a port that a new network chooses');
  return done(held === 0 ? R.chosen : R.listen, () => {
    socket.phase = 'listening';
    socket.backlog = backlog;
    if (held === 0)
      hold(state, socket, nameAt(socket.inet?.host ?? wildcardOf(socket), -1, socket, me));
  });
}

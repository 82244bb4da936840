/** connect of UDP: a peer by its name, and a name of one's own for it; no packet goes anywhere. */

import { done, type FdView } from './call.ts';
import { hold, isWildcard, letGo, nameAt, wildcardOf } from './inet-ports.ts';
import { type Outcome, rule } from './rule.ts';

/** An address and a port of loopback. */
export interface Aim {
  readonly host: string;
  readonly port: number;
}

/** The address of this host by which loopback is reached, whichever of it is aimed at. */
const SOURCE: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

const R = {
  met: rule('connect.udp', 'P25', 'connect(2), udp(7)', 'posix'),
  parted: rule('connect.udp.parted', 'P25', 'connect(2): AF_UNSPEC dissolves the association'),
  alone: rule('connect.udp.alone', 'P25', 'udp.c __udp_disconnect()', 'exact'),
};

type Connecting = Pick<FdView<'connect'>, 'state' | 'me' | 'socket'>;

/** The socket is aimed at one peer, the last one named, and has a port and the address of a sender. */
export function associateWith({ state, me, socket }: Connecting, aim: Aim): Outcome {
  return done(R.met, () => {
    const own = socket.inet ?? nameAt(wildcardOf(socket), -1, socket, me);
    const host = isWildcard(own.host) ? (SOURCE[own.host] ?? own.host) : own.host;
    hold(state, socket, { ...own, host });
    socket.remote = aim;
  });
}

/** What bind gave stays, and nothing else. */
export function part({ state, socket }: Connecting): Outcome {
  return done(socket.remote === undefined ? R.alone : R.parted, () => {
    socket.remote = undefined;
    if (socket.inet === undefined) return;
    const { given } = socket.inet;
    if (given.port === 0) letGo(state, socket);
    const isAnonymous = given.port === 0 && isWildcard(given.host);
    socket.inet = isAnonymous ? undefined : { ...socket.inet, ...given };
  });
}

/** bind(2): one call, two families, one order of precedence. */

import * as S from '../abi/socket.ts';
import { type CallLaw, type FdView, isNegative, lookFd, notOpen, notSocket } from './call.ts';
import { allowInetBind, type InetBindView, inetBindRefusals, lookInetBind } from './inet-bind.ts';
import { isPing } from './ping.ts';
import { allowPingBind, pingBindRefusals } from './ping-bind.ts';
import { allowRawBind, isRaw, rawBindRefusals } from './raw-bind.ts';
import { refusal, rowsThrough, Unmodelled } from './rule.ts';
import { allowUnixBind, lookUnixBind, type UnixBindView, unixBindRefusals } from './unix-bind.ts';

type BindView = FdView<'bind'> & {
  readonly unix?: UnixBindView['unix'];
  readonly target?: InetBindView['target'];
};

/** A family's table applies to sockets of that family only. */
const ofUnix = (view: BindView): UnixBindView | undefined =>
  view.unix === undefined ? undefined : (view as UnixBindView);
const ofInet = (view: BindView): InetBindView | undefined =>
  view.target === undefined || isRaw(view.socket) || isPing(view.socket)
    ? undefined
    : (view as InetBindView);
const ofRaw = (view: BindView): InetBindView | undefined =>
  view.target !== undefined && isRaw(view.socket) ? (view as InetBindView) : undefined;
const ofPing = (view: BindView): InetBindView | undefined =>
  view.target !== undefined && isPing(view.socket) ? (view as InetBindView) : undefined;

export const bind: CallLaw<'bind', BindView> = {
  look: (state, op) => {
    const view = lookFd(state, op);
    if (view.socket.domain === undefined) return view;
    if (view.socket.domain === S.AF_UNIX) return { ...view, unix: lookUnixBind(view) };
    return { ...view, target: lookInetBind(view) };
  },
  refusals: [
    notOpen,
    notSocket,
    refusal(
      'bind.length',
      'EINVAL',
      'B01',
      'bind(2) ERRORS EINVAL: addrlen is wrong; net/socket.c move_addr_to_kernel()',
      isNegative,
    ),
    ...rowsThrough(unixBindRefusals, ofUnix),
    ...rowsThrough(inetBindRefusals, ofInet),
    ...rowsThrough(rawBindRefusals, ofRaw),
    ...rowsThrough(pingBindRefusals, ofPing),
  ],
  allow: (view) => {
    const [unix, inet, raw, ping] = [ofUnix(view), ofInet(view), ofRaw(view), ofPing(view)];
    if (unix !== undefined) return allowUnixBind(unix);
    if (inet !== undefined) return allowInetBind(inet);
    if (raw !== undefined) return allowRawBind(raw);
    if (ping !== undefined) return allowPingBind(ping);
    throw new Unmodelled('bind of no family');
  },
};

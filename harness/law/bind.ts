/** bind(2): one call, two families, one order of precedence. */

import * as S from '../abi/socket.ts';
import { type CallLaw, type FdView, lookFd, notOpen, notSocket } from './call.ts';
import { allowInetBind, type InetBindView, inetBindRefusals, lookInetBind } from './inet-bind.ts';
import { type Refusal, Unmodelled } from './rule.ts';
import { allowUnixBind, lookUnixBind, type UnixBindView, unixBindRefusals } from './unix-bind.ts';

type BindView = FdView<'bind'> & {
  readonly unix?: UnixBindView['unix'];
  readonly target?: InetBindView['target'];
};

/** A family's table applies to sockets of that family only. */
function only<V extends FdView<'bind'>>(
  table: readonly Refusal<V>[],
  has: (view: BindView) => boolean,
): readonly Refusal<BindView>[] {
  return table.map((row) => {
    const { when, effect, ...rest } = row;
    return {
      ...(rest as unknown as Refusal<BindView>),
      when: (view: BindView) => has(view) && when(view as unknown as V),
      ...(effect && { effect: (view: BindView) => effect(view as unknown as V) }),
    };
  });
}

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
    ...only(unixBindRefusals, (v) => v.unix !== undefined),
    ...only(inetBindRefusals, (v) => v.target !== undefined),
  ],
  allow: (view) => {
    if (view.unix !== undefined) return allowUnixBind({ ...view, unix: view.unix });
    if (view.target !== undefined) return allowInetBind({ ...view, target: view.target });
    throw new Unmodelled('bind of no family');
  },
};

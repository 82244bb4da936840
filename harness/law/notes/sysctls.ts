/** Notes on sysctls of ports: who wrote them, and what was chosen after that. */

import type { FdView, View } from '../call.ts';
import { somaxconnOf } from '../network.ts';
import type { CallName } from '../operation.ts';
import { type Note, note, ok } from './note.ts';

const CAPABLE = 'sysctl_net.c net_ctl_permissions(): CAP_NET_ADMIN over the network';

export const sysctlNotes: readonly Note<View<CallName>>[] = [
  note('sysctl.by-another-uid', 'P06', CAPABLE, (s) => ok(s) && s.view.me.cred.euid !== 0),
  note('sysctl.of-own-network', 'P06', CAPABLE, (s) => ok(s) && s.view.me.uids !== undefined),
];

export const backlogNotes: readonly Note<FdView<'listen'>>[] = [
  note('listen.backlog.negative', 'S08', 'listen(2) NOTES; net/socket.c __sys_listen()', (s) => {
    return ok(s) && s.view.op.backlog < 0;
  }),
  note('listen.backlog.clamped', 'S08', 'listen(2) NOTES: /proc/sys/net/core/somaxconn', (s) => {
    const { state, socket, op } = s.view;
    const most = somaxconnOf(state, socket);
    return ok(s) && most !== state.world.somaxconn && op.backlog > most;
  }),
];

export const portNotes: readonly Note<FdView<'getsockname'>>[] = [
  note('getsockname.port.of-another-range', 'P10', 'ip-sysctl.rst ip_local_port_range', (s) => {
    const { inet } = s.view.socket;
    const range = inet?.range?.join();
    return ok(s) && inet?.port === -1 && range !== s.view.state.world.localPortRange.join();
  }),
];

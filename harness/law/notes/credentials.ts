/** Notes on what SO_PEERCRED tells, and when. */

import type { FdView } from '../call.ts';
import { hasConnections } from '../listen.ts';
import { pidKey } from '../namespace.ts';
import type { SocketOption } from '../operation.ts';
import type { Process } from '../state.ts';
import type { ConnectView } from './names.ts';
import { type Note, note, ok, type Step } from './note.ts';

type View = FdView<'getsockopt'>;
type SetView = FdView<'setsockopt'>;

/** The process of whom the answer tells, as it is now. */
function subject({ view: { state, op, socket } }: Step<View>): Process | undefined {
  if (op.option !== 'SO_PEERCRED' || socket.peercred === undefined) return undefined;
  return state.processes.find((one) => pidKey(one.pid, one) === socket.peercred?.pid);
}

export const optionNotes: readonly Note<View>[] = [
  note('peercred.effective', 'K07', 'unix(7) SO_PEERCRED; sock.c cred_to_ucred()', (s) => {
    const cred = subject(s)?.cred;
    const told = s.view.socket.peercred;
    return ok(s) && cred !== undefined && cred.euid === told?.uid && cred.ruid !== cred.euid;
  }),
  note('peercred.unchanged', 'K08', 'unix(7) SO_PEERCRED: in effect at the time', (s) => {
    const now = subject(s)?.cred;
    const told = s.view.socket.peercred;
    return ok(s) && now !== undefined && (now.euid !== told?.uid || now.egid !== told.gid);
  }),
  note(
    'getsockopt.from-the-listener',
    'S25',
    'af_unix.c unix_stream_connect(); unix_accept() before 6.16',
    (s) => {
      const { op, socket } = s.view;
      const asks =
        (op.option === 'SO_PASSCRED' && socket.passCredentials) ||
        (op.option === 'SO_PASSPIDFD' && socket.passPidfds);
      return ok(s) && asks && socket.origin === 'accepted' && !s.past.toldToAsk.has(socket);
    },
    'exact',
  ),
  note(
    'getsockopt.type-of-raw',
    'C04',
    'socket(7) SO_TYPE; af_unix.c unix_create()',
    (s) => ok(s) && s.view.op.option === 'SO_TYPE' && s.past.raw.has(s.view.socket.id),
    'exact',
  ),
];

export const listenNotes: readonly Note<FdView<'listen'>>[] = [
  note(
    'listen.again.by-another-process',
    'K06',
    'unix(7) SO_PEERCRED; af_unix.c unix_listen(): who called last',
    (s) => {
      const { me, socket } = s.view;
      return ok(s) && socket.phase === 'listening' && socket.peercred?.pid !== pidKey(me.pid, me);
    },
  ),
];

export const captureNotes: readonly Note<ConnectView>[] = [
  note(
    'connect.of-a-socket-of-another',
    'K05',
    'unix(7) SO_PEERCRED: the process that called connect(2)',
    (s) => {
      const { op, socket } = s.view;
      const maker = s.past.makers.get(socket.id);
      return ok(s) && hasConnections(socket) && maker !== undefined && maker !== op.by;
    },
  ),
];

const ASKING: readonly SocketOption[] = ['SO_PASSCRED', 'SO_PASSPIDFD'];

export function rememberOption({ view: { op, socket }, past, ...s }: Step<SetView>): void {
  if (ok(s) && ASKING.includes(op.option)) past.toldToAsk.add(socket);
}

/** Notes on what SO_PEERCRED tells, and when. */

import type { FdView } from '../call.ts';
import { pidKey } from '../namespace.ts';
import type { Process } from '../state.ts';
import { type Note, note, ok, type Step } from './note.ts';

type View = FdView<'getsockopt'>;

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
];

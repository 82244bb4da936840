/** Notes on ids for files that are not the effective ones: what goes by them, and what does not. */

import type { View } from '../call.ts';
import type { CallName } from '../operation.ts';
import { type Note, note, ok, type Step } from './note.ts';

type AnyStep = Step<View<CallName>>;

const hasOthers = ({ view: { me } }: AnyStep): boolean =>
  me.cred.fsuid !== me.cred.euid || me.cred.fsgid !== me.cred.egid;

const isPath = ({ view: { op } }: AnyStep): boolean =>
  'address' in op && op.address?.kind === 'path';

const CITE = 'credentials(7) Filesystem user ID; setfsuid(2)';

export const fileIdNotes: readonly Note<View<CallName>>[] = [
  note('file-ids.name', 'I25', CITE, (s) => hasOthers(s) && isPath(s) && ok(s)),
  note(
    'file-ids.denied',
    'I25',
    CITE,
    (s) => hasOthers(s) && ['EACCES', 'EPERM'].includes(s.outcome.errno),
  ),
];

export const peerIdNotes: readonly Note<View<CallName>>[] = [
  note(
    'peercred.despite-file-ids',
    'K05',
    'unix(7) SO_PEERCRED; credentials(7): effective ids for all but files',
    (s) => hasOthers(s) && ok(s),
  ),
];

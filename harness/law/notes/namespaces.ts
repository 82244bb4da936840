/** Notes on refusals to those who have the capability, but over another user namespace than the one that counts. */

import type { CapabilityName } from '../../abi/capability.ts';
import type { View } from '../call.ts';
import type { CallName } from '../operation.ts';
import { capable } from '../permission.ts';
import { type Note, note, ok, type Step } from './note.ts';

type AnyStep = Step<View<CallName>>;

/** Its own user namespace, which is not the first one, gives all of these. */
function hasElsewhere({ view: { me } }: AnyStep, names: readonly CapabilityName[]): boolean {
  return me.uids !== undefined && names.every((name) => capable(me, name));
}

const REFUSED: ReadonlySet<string> = new Set(['EACCES', 'EPERM']);

export const inodeNotes: readonly Note<View<CallName>>[] = [
  note(
    'inode.capable-elsewhere',
    'I21',
    'inode.c capable_wrt_inode_uidgid()',
    (s) => REFUSED.has(s.outcome.errno) && hasElsewhere(s, ['CHOWN', 'FOWNER', 'DAC_OVERRIDE']),
  ),
];

export const claimNotes: readonly Note<View<CallName>>[] = [
  note(
    'creds.capable-elsewhere',
    'K37',
    'scm.c scm_check_creds()',
    (s) =>
      s.outcome.rule.id === 'creds.denied' && hasElsewhere(s, ['SYS_ADMIN', 'SETUID', 'SETGID']),
    'exact',
  ),
];

export const unixFileNotes: readonly Note<View<CallName>>[] = [
  note(
    'unix_file.capable-elsewhere',
    'I16',
    'af_unix.c unix_open_file(): ns_capable()',
    (s) => s.outcome.rule.id === 'unix_file.denied' && hasElsewhere(s, ['NET_ADMIN']),
    'exact',
  ),
  note(
    'unix_file.of-own-network',
    'I16',
    'af_unix.c unix_open_file(); network_namespaces(7), user_namespaces(7)',
    (s) => ok(s) && s.view.me.uids !== undefined,
    'exact',
  ),
];

export const flightNotes: readonly Note<View<CallName>>[] = [
  note(
    'send.rights.capable-elsewhere',
    'R26',
    'af_unix.c too_many_unix_fds(): capable(), over the first user namespace',
    (s) =>
      s.outcome.errno === 'ETOOMANYREFS' &&
      (hasElsewhere(s, ['SYS_RESOURCE']) || hasElsewhere(s, ['SYS_ADMIN'])),
    'exact',
  ),
];

export const forceNotes: readonly Note<View<CallName>>[] = [
  note(
    'setsockopt.force.capable-elsewhere',
    'X14',
    'sock.c sockopt_capable(): over the first user namespace',
    (s) => s.outcome.rule.id === 'setsockopt.force.denied' && hasElsewhere(s, ['NET_ADMIN']),
    'exact',
  ),
];

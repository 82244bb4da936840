/** Rules that an ordinary run is not expected to come by, and why. Whatever is not listed should be reached. */

import { listRules } from '../harness/law/rules.ts';

interface OutOfReach {
  /** Every call that has the rule, unless told. */
  readonly call?: string;
  readonly rule: string;
  readonly why: string;
}

const OLD_KERNEL =
  'a kernel without SO_PEERGROUPS, SO_PEERPIDFD, SO_PASSPIDFD or SO_PASSRIGHTS has it';

const OTHER_ERRNO = 'of the two errnos that the documents leave open, Linux says the other';

const LISTED: readonly OutOfReach[] = [
  { call: 'getsockopt', rule: 'getsockopt.absent', why: OLD_KERNEL },
  { call: 'setsockopt', rule: 'setsockopt.absent', why: OLD_KERNEL },
  {
    call: 'setsockopt',
    rule: 'setsockopt.reuseport.unix-once',
    why: 'Linux before 6.13 may have it',
  },
  {
    call: 'setsockopt',
    rule: 'setsockopt.busy-poll.denied',
    why: 'older versions of Linux may have it',
  },
  { call: 'getsockopt', rule: 'peerpidfd.gone', why: 'Linux before 6.17 may have it' },
  { rule: 'ioctl.mark.unsupported-or-told', why: 'Linux before 6.17 has it' },
  { rule: 'ioctl.mark.record', why: 'Linux before 6.17 has it' },
  { rule: 'unlink.sticky.denied', why: OTHER_ERRNO },
  { rule: 'rmdir.sticky.denied', why: OTHER_ERRNO },
  { rule: 'rename.sticky.denied', why: OTHER_ERRNO },
];

/** Rules that need actors in namespaces of their own, or who end: some properties have them, the core has not. */
export const OF_OTHERS: ReadonlySet<string> = new Set([
  'bind.port.of-own-network',
  'exit',
  'nudge',
  'confine.done',
  'connect.confined',
  'confine.ports',
  'confine.ports.again',
  'bind.confined',
  'bind.confined.family',
  'bind.confined.left',
  'bind.confined.not-of-tcp',
  'bind.confined.unspecified',
  'bind.confined.zero',
  'bind.confined.zero-left',
  'connect.inet.confined',
  'connect.inet.confined.family',
  'peerpidfd.reaped',
  'pidfd.told.other-pids',
  'pidfd.told.reaped',
  'pidfd.info.exit',
  'poll.pidfd.reaped',
  'recvmsg.pidfd.reaped',
  'bind.port.of-another-namespace',
  'creds.capable-elsewhere',
  'inode.capable-elsewhere',
  'peercred.other-ids',
  'peercred.other-pids',
  'recvmsg.creds.other-ids',
  'recvmsg.creds.other-pids',
  'recvmsg.pidfd.other-pids',
  'send.rights.capable-elsewhere',
  'setsockopt.force.capable-elsewhere',
  'stat.owner.translated',
  'sysctl.of-own-network',
  'unix_file.capable-elsewhere',
  'unix_file.of-own-network',
]);

/** Rules of calls that sleep until they are interrupted, time is up or others act: few properties take the time. */
export const ASLEEP: ReadonlySet<string> = new Set([
  'call.after-interruption',
  'accept.timeout',
  'connect.deserted-while-asleep',
  'connect.timeout',
  'recv.all.interrupted',
  'recv.all.timeout',
  'recv.timeout',
  'send.datagram.room.timeout',
  'send.datagram.timeout',
  'send.stream.interrupted',
  'send.stream.pieces.timeout',
  'send.stream.timeout',
]);

/** What would block is put to a kernel only where calls overlap, and then mostly to be woken. */
const BLOCKS = 'it blocks, and most calls that would are woken';

/** Why this rule should not be reached; undefined where it should. */
export function whyOutOfReach(call: string, rule: string, errno = ''): string | undefined {
  if (errno === 'BLOCKS') return BLOCKS;
  return LISTED.find((one) => one.rule === rule && (one.call ?? call) === call)?.why;
}

/** Entries that name no rule of the law: they are out of date. */
export function strayEntries(): string[] {
  const rules = listRules();
  const isThere = ({ call, rule }: OutOfReach): boolean =>
    rules.some((one) => one.id === rule && (call === undefined || one.call === call));
  const across = [...OF_OTHERS, ...ASLEEP].filter((id) => !rules.some((one) => one.id === id));
  return [...LISTED.filter((entry) => !isThere(entry)).map(({ rule }) => rule), ...across];
}

/** Facts as rows for people: what the report's page of an environment shows. */

import { type Facts, FEATURES, type IdRange, type IdTriple, type Probe } from './facts.ts';
import { decodeTaint } from './taint.ts';

export interface FactRow {
  readonly group:
    | 'Kernel'
    | 'Identity'
    | 'Capabilities'
    | 'Security'
    | 'Network'
    | 'Limits'
    | 'Features';
  readonly name: string;
  readonly value: string;
}

const UNKNOWN = 'cannot be read';

/** Every fact in words, grouped, in an order fit for reading. */
export function factRows(facts: Facts): FactRow[] {
  const { capabilities, own } = facts;
  const row = (group: FactRow['group'], name: string, value: string): FactRow => ({
    group,
    name,
    value,
  });
  return [
    row('Kernel', 'release', facts.kernel.release),
    row('Kernel', 'version', facts.kernel.version),
    row('Kernel', 'architecture', facts.arch),
    row('Kernel', 'C library', facts.libc),
    row('Kernel', 'taint', taintText(facts.taint)),
    row('Identity', 'uid', triple(facts.uid)),
    row('Identity', 'gid', triple(facts.gid)),
    row('Identity', 'groups', list(facts.groups)),
    row('Identity', 'uid map', mapText(facts.uidMap)),
    row('Identity', 'gid map', mapText(facts.gidMap)),
    row('Identity', 'setgroups', facts.setgroups ? 'allowed' : 'denied'),
    row('Capabilities', 'effective', list(capabilities.effective)),
    row('Capabilities', 'permitted', list(capabilities.permitted)),
    row('Capabilities', 'bounding', optionalList(capabilities.bounding)),
    row('Capabilities', 'ambient', optionalList(capabilities.ambient)),
    row('Security', 'security modules', optionalList(facts.lsm)),
    row('Security', 'seccomp', seccompText(facts.seccomp)),
    row('Security', 'no_new_privs', optionalFlag(facts.noNewPrivileges)),
    row('Security', 'protected_hardlinks', flag(facts.protectedHardlinks)),
    row('Security', 'own network', flag(own.network)),
    row('Security', 'own files', flag(own.files)),
    row('Security', 'own pids', flag(own.pids)),
    ...Object.entries(facts.namespaces).map(([kind, link]) =>
      row('Security', `${kind} namespace`, link),
    ),
    row(
      'Network',
      'ip_unprivileged_port_start',
      facts.unprivilegedPortStart === undefined
        ? 'no such sysctl'
        : `${facts.unprivilegedPortStart}`,
    ),
    row('Network', 'ip_local_port_range', facts.localPortRange.join('–')),
    row('Network', 'somaxconn', `${facts.somaxconn}`),
    row('Network', 'ping_group_range', facts.pingGroups?.join('–') ?? 'no such sysctl'),
    row('Network', 'unix max_dgram_qlen', `${facts.maxDgramQlen ?? 'no such sysctl'}`),
    row(
      'Limits',
      'open files',
      `${limitText(facts.openFiles.soft)} soft, ${limitText(facts.openFiles.hard)} hard`,
    ),
    row('Limits', 'buffers of sockets', buffersText(facts.buffers)),
    row('Limits', 'overflow uid and gid', `${facts.overflowUid}, ${facts.overflowGid}`),
    ...FEATURES.map((feature) => row('Features', feature, probeText(facts.features[feature]))),
  ];
}

function taintText(taint: number | undefined): string {
  if (taint === undefined) return UNKNOWN;
  return taint === 0 ? 'not tainted' : `${decodeTaint(taint).join(', ')} (${taint})`;
}

function limitText(limit: number): string {
  return limit >= Number.MAX_SAFE_INTEGER ? 'unlimited' : `${limit}`;
}

function buffersText(buffers: Facts['buffers']): string {
  if (buffers === undefined) return UNKNOWN;
  const { send, receive } = buffers;
  return `send ${send.join('–')}, receive ${receive.join('–')}`;
}

function seccompText(mode: number | undefined): string {
  if (mode === undefined) return UNKNOWN;
  return ['off', 'strict', 'filter'][mode] ?? `mode ${mode}`;
}

function probeText(probe: Probe): string {
  return probe.state === 'present' ? 'present' : `${probe.state}: ${probe.reason}`;
}

function triple(ids: IdTriple): string {
  if (ids.real === ids.effective && ids.real === ids.saved) return `${ids.real}`;
  return `real ${ids.real}, effective ${ids.effective}, saved ${ids.saved}`;
}

function mapText(map: readonly IdRange[]): string {
  const last = (start: number, count: number) => start + count - 1;
  const texts = map.map(({ inside, outside, count }) =>
    count === 1
      ? `${inside} is ${outside} outside`
      : `${inside}–${last(inside, count)} are ${outside}–${last(outside, count)} outside`,
  );
  return texts.length === 0 ? 'nothing mapped' : texts.join('; ');
}

function list(items: readonly (string | number)[]): string {
  return items.length === 0 ? 'none' : items.join(', ');
}

function optionalList(items: readonly string[] | undefined): string {
  return items === undefined ? UNKNOWN : list(items);
}

function flag(value: boolean): string {
  return value ? 'yes' : 'no';
}

function optionalFlag(value: boolean | undefined): string {
  return value === undefined ? UNKNOWN : flag(value);
}

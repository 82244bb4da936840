/** What `doctor` looks at on the host; it reads and asks for versions, and changes nothing. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { machine, release, tmpdir } from 'node:os';
import type { Ability, SandboxAbilities } from '../../containers/sandbox/abilities.ts';
import { decodeTaint } from '../facts/taint.ts';

/** One line of the doctor's answer. */
export interface Check {
  readonly name: string;
  /** `lacking` costs some clauses, `bad` costs the run. */
  readonly state: 'good' | 'lacking' | 'bad';
  readonly value: string;
  readonly remedy?: string;
}

/** All checks of the host, in the order in which one would mend them. */
export function hostChecks(abilities: SandboxAbilities): Check[] {
  return [
    { name: 'kernel', state: 'good', value: `${release()} ${machine()}` },
    { name: 'node', state: 'good', value: process.version },
    packageCheck('node', 'pinned runtime'),
    packageCheck('koffi', 'koffi'),
    toolCheck('unshare', abilities.unshare),
    toolCheck('setpriv', abilities.setpriv),
    ...Object.entries(abilities.namespaces).map(namespaceCheck),
    uidRanges(abilities),
    portStart(),
    taint(),
    leftovers(),
  ];
}

/** Whether a package that we need is there, and which. */
export function packageCheck(name: string, title: string): Check {
  const manifest = manifestOf(name);
  if (manifest === undefined || !existsSync(manifest))
    return { name: title, state: 'bad', value: 'is not installed', remedy: 'run npm ci' };
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  return { name: title, state: 'good', value: `${name} ${version}` };
}

function manifestOf(name: string): string | undefined {
  try {
    return findPackageJSON(name, import.meta.url);
  } catch {
    // It throws where there is no such package.
    return undefined;
  }
}

function toolCheck(name: string, version: string | undefined): Check {
  if (version !== undefined) return { name, state: 'good', value: version };
  return { name, state: 'bad', value: 'is not in PATH', remedy: 'apt-get install util-linux' };
}

function namespaceCheck([kind, ability]: [string, Ability]): Check {
  const name = `${kind} namespace`;
  if (ability === 'ok') return { name, state: 'good', value: 'can be made' };
  const bar = USER_NAMESPACE_BARS.find(([path, closed]) => readSysctl(path) === closed);
  const remedy =
    bar === undefined ? 'run as root' : `sudo sysctl ${bar[0].replaceAll('/', '.')}=${bar[2]}`;
  return { name, state: 'lacking', value: ability.reason, remedy };
}

/** Sysctls of which one at this value keeps ordinary users from making user namespaces. */
const USER_NAMESPACE_BARS = [
  ['kernel/unprivileged_userns_clone', '0', '1'],
  ['kernel/apparmor_restrict_unprivileged_userns', '1', '0'],
  ['user/max_user_namespaces', '0', '10000'],
] as const;

function uidRanges({ newuidmap, subuid }: SandboxAbilities): Check {
  const name = 'uid ranges';
  if (process.getuid?.() === 0) return { name, state: 'good', value: 'all, as root' };
  if (newuidmap !== undefined && subuid !== undefined)
    return { name, state: 'good', value: subuid };
  const value = newuidmap === undefined ? 'newuidmap is not installed' : 'none in /etc/subuid';
  const remedy =
    'apt-get install uidmap; sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $USER';
  return { name, state: 'lacking', value, remedy };
}

function portStart(): Check {
  const name = 'ip_unprivileged_port_start';
  const value = readSysctl('net/ipv4/ip_unprivileged_port_start');
  if (value !== undefined) return { name, state: 'good', value };
  const remedy = 'use Linux 4.11 or later with /proc mounted';
  return { name, state: 'lacking', value: 'no such sysctl', remedy };
}

function taint(): Check {
  const name = 'taint';
  const bits = Number(readSysctl('kernel/tainted') ?? Number.NaN);
  if (bits === 0) return { name, state: 'good', value: 'none' };
  const remedy = 'maintainers may ignore reports from a tainted kernel: reboot before you send one';
  if (Number.isNaN(bits)) return { name, state: 'lacking', value: 'cannot be read' };
  return { name, state: 'lacking', value: decodeTaint(bits).join(', '), remedy };
}

/** What a run that was killed with SIGKILL might leave. */
function leftovers(): Check {
  const name = 'leftovers';
  const mounts = (readText('/proc/self/mountinfo') ?? '')
    .split('\n')
    .filter((line) => line.includes('sockspec'))
    .map((line) => `mount ${line.split(' ')[4]}`);
  const files = readdirSync(tmpdir())
    .filter((file) => file.startsWith('sockspec-'))
    .map((file) => `${tmpdir()}/${file}`);
  const found = [...mounts, ...files];
  if (found.length === 0) return { name, state: 'good', value: 'none' };
  const remedy = 'umount and remove them, unless another run is under way';
  return { name, state: 'lacking', value: found.join(', '), remedy };
}

function readSysctl(path: string): string | undefined {
  return readText(`/proc/sys/${path}`)?.trim();
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

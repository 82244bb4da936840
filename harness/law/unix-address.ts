/** Reads a sockaddr_un as the kernel does: unix_validate_addr(), then path, abstract or autobind. */

import { AF_UNIX } from '../abi/socket.ts';
import type { Address, Slot } from './operation.ts';
import type { UnixName } from './state.ts';

export const SUN_PATH = 2;
const SOCKADDR_UN = 110;

export type UnixTarget =
  | UnixName
  | { readonly kind: 'autobind' }
  | { readonly kind: 'invalid' }
  /** By way of a descriptor. */
  | { readonly kind: 'proc'; readonly slot: Slot }
  /** As the kernel chose it for a socket. */
  | { readonly kind: 'name'; readonly slot: Slot };

const INVALID = { kind: 'invalid' } as const;

/** What an AF_UNIX socket makes of an address. */
export function unixTarget(address: Address): UnixTarget {
  switch (address.kind) {
    case 'path':
      if (address.path.length > SOCKADDR_UN - SUN_PATH - 1) return INVALID;
      return pathOrAbstract(`${address.path}\0`);
    case 'abstract':
      return address.name.length > SOCKADDR_UN - SUN_PATH - 1
        ? INVALID
        : { kind: 'abstract', name: address.name };
    case 'unnamed':
      return { kind: 'autobind' };
    case 'name':
    case 'proc':
      return address;
    case 'inet':
    case 'inet6':
      return INVALID;
    case 'bytes':
      return fromBytes(bytesOf(address.hex));
  }
}

const SOCKADDR_STORAGE = 128;

/** Whether an address is longer than any: refused before the kernel looks at the socket's family. */
export function isTooLong(address: Address): boolean {
  switch (address.kind) {
    case 'path':
      return SUN_PATH + address.path.length + 1 > SOCKADDR_STORAGE;
    case 'abstract':
      return SUN_PATH + 1 + address.name.length > SOCKADDR_STORAGE;
    case 'bytes':
      return address.hex.length / 2 > SOCKADDR_STORAGE;
    default:
      return false;
  }
}

/** Whether an address has a length that AF_UNIX takes, and another family. */
export function isForeign(address: Address): boolean {
  if (address.kind === 'inet' || address.kind === 'inet6') return true;
  if (address.kind !== 'bytes') return false;
  const bytes = bytesOf(address.hex);
  return bytes.length > SUN_PATH && bytes.length <= SOCKADDR_UN && familyOf(bytes) !== AF_UNIX;
}

/** The bytes of a hex string as latin1. */
export function bytesOf(hex: string): string {
  return hex.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)));
}

/** sa_family. */
export function familyOf(bytes: string): number {
  return bytes.charCodeAt(0) | (bytes.charCodeAt(1) << 8);
}

function fromBytes(bytes: string): UnixTarget {
  if (bytes.length < SUN_PATH || bytes.length > SOCKADDR_UN) return INVALID;
  if (familyOf(bytes) !== AF_UNIX) return INVALID;
  return bytes.length === SUN_PATH ? { kind: 'autobind' } : pathOrAbstract(bytes.slice(SUN_PATH));
}

function pathOrAbstract(sunPath: string): UnixName {
  if (sunPath.charCodeAt(0) === 0) return { kind: 'abstract', name: sunPath.slice(1) };
  const end = sunPath.indexOf('\0');
  return { kind: 'path', path: end < 0 ? sunPath : sunPath.slice(0, end) };
}

/** The address length the kernel reports for a name (getsockname and the like). */
export function nameLength(name: UnixName | undefined): number {
  if (name === undefined) return SUN_PATH;
  return SUN_PATH + 1 + (name.kind === 'path' ? name.path.length : name.name.length);
}

/** Text of a name as observations spell it (see harness/run/address.ts). */
export function nameText(name: UnixName | undefined): string {
  if (name === undefined) return 'unnamed';
  return name.kind === 'path' ? `path ${name.path}` : `abstract ${name.name}`;
}

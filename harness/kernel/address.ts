/** Builds and reads socket addresses. Names are latin1: one character is one byte. */

import { isIPv6 } from 'node:net';
import { inet6Text } from '../abi/inet6.ts';
import { AF_INET, AF_INET6, AF_UNIX } from '../abi/socket.ts';
import { LAYOUT } from './layout.ts';

const PATH = LAYOUT.sockaddr_un.sun_path;

function unixAddress(sunPath: string): Uint8Array {
  const bytes = Buffer.allocUnsafe(PATH + sunPath.length);
  bytes.writeUInt16LE(AF_UNIX);
  bytes.write(sunPath, PATH, 'latin1');
  return bytes;
}

/** A pathname with its final NUL. */
export const unixPathAddress = (path: string): Uint8Array => unixAddress(`${path}\0`);
/** A NUL, then the name. */
export const abstractAddress = (name: string): Uint8Array => unixAddress(`\0${name}`);
/** The family alone. */
export const unnamedAddress = (): Uint8Array => unixAddress('');

/** An IPv4 address and port. */
export function inetAddress(host: string, port: number): Uint8Array {
  const bytes = Buffer.alloc(LAYOUT.sockaddr_in.size);
  bytes.writeUInt16LE(AF_INET);
  bytes.writeUInt16BE(port, LAYOUT.sockaddr_in.sin_port);
  bytes.set(host.split('.').map(Number), LAYOUT.sockaddr_in.sin_addr);
  return bytes;
}

/** An IPv6 address (without zone) and port. */
export function inet6Address(host: string, port: number): Uint8Array {
  const bytes = Buffer.alloc(LAYOUT.sockaddr_in6.size);
  bytes.writeUInt16LE(AF_INET6);
  bytes.writeUInt16BE(port, LAYOUT.sockaddr_in6.sin6_port);
  for (const [i, group] of inet6Groups(host).entries())
    bytes.writeUInt16BE(group, LAYOUT.sockaddr_in6.sin6_addr + 2 * i);
  return bytes;
}

/** The eight groups of an IPv6 address. */
function inet6Groups(host: string): number[] {
  if (!isIPv6(host) || host.includes('.'))
    throw new TypeError(`${host}: not an IPv6 address of eight groups`);
  const [head = '', tail] = host.split('::');
  const read = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const front = read(head);
  const back = tail === undefined ? [] : read(tail);
  return [...front, ...new Array<number>(8 - front.length - back.length).fill(0), ...back];
}

/** What an address says. */
export type ParsedAddress =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'abstract'; readonly name: string }
  | { readonly kind: 'unnamed' }
  | { readonly kind: 'inet' | 'inet6'; readonly host: string; readonly port: number }
  | { readonly kind: 'unknown'; readonly family: number };

/** Reads the address the kernel wrote: `length` is the one it reported. */
export function parseAddress(bytes: Uint8Array, length: number): ParsedAddress {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, length));
  const family = view.length < 2 ? 0 : view.readUInt16LE(0);
  if (family === AF_UNIX) return parseUnix(view.toString('latin1', PATH));
  if (family === AF_INET && view.length >= LAYOUT.sockaddr_in.size)
    return { kind: 'inet', host: [...view.subarray(4, 8)].join('.'), port: view.readUInt16BE(2) };
  if (family === AF_INET6 && view.length >= 24) {
    const groups = Array.from({ length: 8 }, (_, i) => view.readUInt16BE(8 + 2 * i).toString(16));
    return { kind: 'inet6', host: inet6Text(groups), port: view.readUInt16BE(2) };
  }
  return { kind: 'unknown', family };
}

function parseUnix(sunPath: string): ParsedAddress {
  if (sunPath === '') return { kind: 'unnamed' };
  if (sunPath.startsWith('\0')) return { kind: 'abstract', name: sunPath.slice(1) };
  const end = sunPath.indexOf('\0');
  return { kind: 'path', path: end < 0 ? sunPath : sunPath.slice(0, end) };
}

/** What calls in C are written with: descriptors, bytes, results that are compared, and control messages. */

import { SCM_CREDENTIALS, SCM_RIGHTS, SOL_SOCKET } from '../abi/socket.ts';
import type { LoggedCall } from './logged-kernel.ts';

/** Descriptors have numbers below this. */
export const SLOTS = 4096;
const CMSG_HEADER = 16;
export const INT = 4;

export const fd = (n: number): string => (n < 0 || n >= SLOTS ? String(n) : `f[${n}]`);
export const bytes = (data: Uint8Array): string =>
  data.length === 0 ? '(unsigned char *)""' : `(unsigned char[]){${[...data].join(',')}}`;
export const text = (value: string): string =>
  `"${[...value].map((c) => `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`).join('')}"`;

/** For calls that make one descriptor: it goes where it was. */
export const made = (call: string, { ret }: LoggedCall): string =>
  ret < 0 ? `same(${call}, -1)` : `made(f[${ret}] = ${call})`;

/** For calls that fill two. */
export function madePair(call: string, { ret, out }: LoggedCall): string {
  const [a, b] = out as readonly [number, number];
  return ret < 0 ? `same(${call}, -1)` : `same(${call}, 0); f[${a}] = pair[0]; f[${b}] = pair[1]`;
}

export const pidfdIn = ({ out }: LoggedCall): number =>
  Buffer.from(out as Uint8Array).readInt32LE(0);

export const same = (call: string, { ret }: LoggedCall): string => `same(${call}, ${ret})`;

/** Control bytes with the descriptors and the pid of the process that runs now. */
export function control(given: Uint8Array, at = 'c'): string {
  const view = Buffer.from(given);
  const patches: string[] = [];
  for (let from = 0; from + CMSG_HEADER <= view.length; ) {
    const length = Number(view.readBigUInt64LE(from));
    if (length < CMSG_HEADER || from + length > view.length) break;
    const isSocket = view.readInt32LE(from + 8) === SOL_SOCKET;
    const type = view.readInt32LE(from + 12);
    if (isSocket && type === SCM_RIGHTS)
      for (let i = from + CMSG_HEADER; i + INT <= from + length; i += INT)
        patches.push(`put(${at}, ${i}, ${fd(view.readInt32LE(i))});`);
    if (
      isSocket &&
      type === SCM_CREDENTIALS &&
      view.readInt32LE(from + CMSG_HEADER) === process.pid
    )
      patches.push(`put(${at}, ${from + CMSG_HEADER}, pid);`);
    from += Math.ceil(length / 8) * 8;
  }
  return `static _Alignas(8) unsigned char ${at}[] = {${[...given].join(',')}}; ${patches.join(' ')}`;
}

/** The descriptors in received control bytes. */
export function receivedFds(bytes: Uint8Array): number[] {
  const view = Buffer.from(bytes);
  const fds: number[] = [];
  for (let at = 0; at + CMSG_HEADER <= view.length; ) {
    const length = Number(view.readBigUInt64LE(at));
    if (length < CMSG_HEADER) break;
    const isRights =
      view.readInt32LE(at + 8) === SOL_SOCKET && view.readInt32LE(at + 12) === SCM_RIGHTS;
    const end = Math.min(at + length, view.length);
    if (isRights)
      for (let i = at + CMSG_HEADER; i + INT <= end; i += INT) fds.push(view.readInt32LE(i));
    at += Math.ceil(length / 8) * 8;
  }
  return fds;
}

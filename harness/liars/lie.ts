/** What several liars need: tables of tiny liars, results that lie, and messages that are tampered with. */

import { CAPABILITY, type CapabilityName } from '../abi/capability.ts';
import { ERRNO, type ErrnoName } from '../abi/errno.ts';
import { S_IFMT, S_IFSOCK } from '../abi/file.ts';
import * as S from '../abi/socket.ts';
import { AF_UNIX, SCM_RIGHTS, SOL_SOCKET } from '../abi/socket.ts';
import {
  buildControl,
  type Kernel,
  type MessageIn,
  type ParsedAddress,
  parseAddress,
  parseControl,
  type Result,
} from '../kernel/index.ts';

/** A success that is none. */
export const success: Result = { ret: 0, errno: 0, out: undefined };

/** A failure that is none. */
export function failure<Out>(errno: number, out: Out): Result<Out> {
  return { ret: -1, errno, out };
}

export function isUnix(address: Uint8Array): boolean {
  return address[0] === AF_UNIX && address[1] === 0;
}

/** The port of a sockaddr_in or sockaddr_in6; 0 for others. */
export function portOf(address: Uint8Array): number {
  return isUnix(address) || address.length < 8 ? 0 : ((address[2] ?? 0) << 8) | (address[3] ?? 0);
}

/** recvmsg whose received descriptors go through a function first. */
export function changeRights(
  kernel: Kernel,
  change: (fds: number[]) => number[],
): Kernel['recvmsg'] {
  return (fd, room, flags) => {
    const result = kernel.recvmsg(fd, room, flags);
    if (result.ret < 0) return result;
    return { ...result, out: { ...result.out, control: changed(result.out, change) } };
  };
}

function changed({ control }: MessageIn, change: (fds: number[]) => number[]): Uint8Array {
  const messages = parseControl(control).map((message) => {
    if (message.level !== SOL_SOCKET || message.type !== SCM_RIGHTS) return message;
    const view = Buffer.from(message.data);
    const fds = Array.from({ length: view.length / 4 }, (_, i) => view.readInt32LE(i * 4));
    const bytes = Buffer.from(Int32Array.from(change(fds)).buffer);
    return { level: message.level, type: message.type, data: bytes };
  });
  return buildControl(messages.map(({ level, type, data }) => ({ level, type, data })));
}

type Wrap = (kernel: Kernel) => Kernel;

/** A liar in a table: named by `--subject FILE#name`. */
export interface Liar {
  /** What it does wrong, in a sentence. */
  readonly lie: string;
  /** The property that names the lie. */
  readonly caughtBy: string;
  readonly wrap: Wrap;
}

export type Liars = Readonly<Record<string, Liar>>;

export function liar(caughtBy: string, lie: string, wrap: Wrap): Liar {
  return { lie, caughtBy, wrap };
}

type Call = Exclude<keyof Kernel, 'getpid'>;
type Asked<Name extends Call> = Parameters<Kernel[Name]>;
type Told<Name extends Call> = ReturnType<Kernel[Name]>;

/** One call whose result is changed. */
export function telling<Name extends Call>(
  name: Name,
  change: (result: Told<Name>, asked: Asked<Name>, kernel: Kernel) => Told<Name>,
): Wrap {
  return (kernel) => {
    const honest = kernel[name] as (...asked: Asked<Name>) => Told<Name>;
    return {
      ...kernel,
      [name]: (...asked: Asked<Name>) => change(honest(...asked), asked, kernel),
    };
  };
}

/** One call whose arguments are changed. */
export function asking<Name extends Call>(
  name: Name,
  change: (asked: Asked<Name>, kernel: Kernel) => Asked<Name>,
): Wrap {
  return (kernel) => {
    const honest = kernel[name] as (...asked: Asked<Name>) => Told<Name>;
    return { ...kernel, [name]: (...asked: Asked<Name>) => honest(...change(asked, kernel)) };
  };
}

type Where<Name extends Call> = (asked: Asked<Name>, kernel: Kernel) => boolean;
const always = (): boolean => true;

/** One errno in the place of another. */
export function swapped<Name extends Call>(
  name: Name,
  from: ErrnoName,
  to: ErrnoName,
  where: Where<Name> = always,
): Wrap {
  return telling(name, (result, asked, kernel) =>
    result.ret < 0 && result.errno === ERRNO[from] && where(asked, kernel)
      ? { ...result, errno: ERRNO[to] }
      : result,
  );
}

/** A refusal that is told as a success. */
export function forgiven<Name extends Call>(
  name: Name,
  errno: ErrnoName,
  where: Where<Name> = always,
): Wrap {
  return telling(name, (result, asked, kernel) =>
    result.ret < 0 && result.errno === ERRNO[errno] && where(asked, kernel)
      ? { ...result, ret: 0, errno: 0 }
      : result,
  );
}

/** Calls that the kernel is not even asked. */
export function refused<Name extends 'bind' | 'connect' | 'shutdown' | 'send' | 'mknod'>(
  name: Name,
  errno: ErrnoName,
  where: Where<Name>,
): Wrap {
  return (kernel) => {
    const honest = kernel[name] as (...asked: Asked<Name>) => Result;
    return {
      ...kernel,
      [name]: (...asked: Asked<Name>) =>
        where(asked, kernel) ? failure(ERRNO[errno], undefined) : honest(...asked),
    };
  };
}

/** A call that is followed by something that nobody asked for. */
export function followed<Name extends Call>(
  name: Name,
  then: (kernel: Kernel, asked: Asked<Name>, result: Told<Name>) => void,
): Wrap {
  return telling(name, (result, asked, kernel) => {
    then(kernel, asked, result);
    return result;
  });
}

export function parsed(address: Uint8Array): ParsedAddress {
  return parseAddress(address, address.length);
}

/** An int option of SOL_SOCKET. */
export function optionOf(kernel: Kernel, fd: number, option: number): number {
  const { ret, out } = kernel.getsockopt(fd, S.SOL_SOCKET, option, 4);
  return ret < 0 ? -1 : Buffer.from(out).readInt32LE(0);
}

/** The bytes of an int, as options have them. */
export function bytesOf(value: number): Uint8Array {
  return new Uint8Array(Int32Array.of(value).buffer);
}

/** SO_RCVTIMEO of SOL_SOCKET. */
export function isTimeout(level: number, option: number): boolean {
  return level === S.SOL_SOCKET && option === S.SO_RCVTIMEO;
}

export function typeOf(kernel: Kernel, fd: number): number {
  return optionOf(kernel, fd, S.SO_TYPE);
}

export function isSocketFile(kernel: Kernel, path: string): boolean {
  return (kernel.stat(path).out?.mode & S_IFMT) === S_IFSOCK;
}

export function isStream(kernel: Kernel, fd: number): boolean {
  return typeOf(kernel, fd) === S.SOCK_STREAM;
}

export function capable(kernel: Kernel, name: CapabilityName): boolean {
  return (kernel.capget().out.effective & (1n << BigInt(CAPABILITY[name]))) !== 0n;
}

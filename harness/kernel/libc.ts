/** Loads the C library and its raw syscall entry, under glibc or musl. */

import koffi from 'koffi';
import { type SyscallName, syscallNumbers } from './syscall-numbers.ts';

const MUSL_ARCH: Readonly<Record<string, string>> = { x64: 'x86_64', arm64: 'aarch64' };

function load(): ReturnType<typeof koffi.load> {
  const names = ['libc.so.6', `libc.musl-${MUSL_ARCH[process.arch]}.so.1`];
  for (const name of names) {
    try {
      return koffi.load(name);
    } catch {
      // The other library may be there.
    }
  }
  return koffi.load(null);
}

export const libc = load();

const NUMBERS = syscallNumbers(process.arch);

/** A C type of an argument; pointers take a Buffer, or null. */
type Argument = 'int' | 'long' | 'void *' | 'str';

/** A value for an argument: a number, or memory. */
type Given = number | bigint | Uint8Array | string | null;

/**
 * A system call by number, with a fixed prototype: syscall(2) is variadic in C, but integers and pointers
 * travel in the same registers on both architectures.
 */
export function syscall(
  name: SyscallName,
  ...types: readonly Argument[]
): (...given: Given[]) => number {
  const call = libc.func('syscall', 'long', ['long', ...types]);
  const number = NUMBERS[name];
  switch (types.length) {
    case 0:
      return () => call(number) as number;
    case 1:
      return (a) => call(number, a) as number;
    case 2:
      return (a, b) => call(number, a, b) as number;
    case 3:
      return (a, b, c) => call(number, a, b, c) as number;
    case 4:
      return (a, b, c, d) => call(number, a, b, c, d) as number;
    case 5:
      return (a, b, c, d, e) => call(number, a, b, c, d, e) as number;
    default:
      return (...given) => call(number, ...given) as number;
  }
}

/** A function of libc, for calls whose wrapper adds nothing. */
export function wrapper(
  name: string,
  result: 'int' | 'long',
  ...types: readonly Argument[]
): (...given: Given[]) => number {
  return libc.func(name, result, [...types]) as unknown as (...given: Given[]) => number;
}

/** errno of the calling thread; only right after a call that failed. */
export const errno = (): number => koffi.errno();

/** The address of memory, which must outlive its use. */
export const addressOf = (memory: Uint8Array): bigint => BigInt(koffi.address(memory) as bigint);

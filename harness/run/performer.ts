/** What performing needs of its actor, and what the simplest calls tell. */

import { errnoName } from '../abi/errno.ts';
import type { Kernel, Result, Stat } from '../kernel/index.ts';
import type { CallName, Observed, OperationOf } from '../law/operation.ts';
import type { Numbers } from './numbers.ts';

/** An actor, as its operations see it. */
export interface Performer {
  /** What is tested. */
  readonly kernel: Kernel;
  /** For the harness's own work, which no limit is in the way of. */
  readonly own: Kernel;
  /** Absent while it cannot be told which numbers are free. */
  readonly numbers: Numbers | undefined;
  /** The real descriptor of a slot; a number that is not open when the slot holds none. */
  readonly fd: (slot: number) => number;
  /** Whether the slot holds one. */
  readonly holds: (slot: number) => boolean;
  /** A new descriptor goes into a slot. */
  readonly keep: (slot: number | undefined, fd: number) => void;
  readonly forget: (slot: number) => void;
  /** Whether a descriptor is that of some slot. */
  readonly isKept: (fd: number) => boolean;
  /** Whether this thread keeps SIGPIPE and SIGURG, so that they can be told. */
  readonly keepsSignals: boolean;
  /** Pid of an actor. */
  readonly pidOf: (actor: number) => number;
  /** A socket may ask for pidfds: then it is looked for some that nobody is told of. */
  mayBringPidfds: boolean;
  /** Leaves room for so many more descriptors, or any number of them. */
  readonly limit: (room: number | 'any') => void;
  /** Lets so many descriptors be in flight when something is sent, or any number of them. */
  readonly flights: (most: number | 'any') => void;
}

export type Perform<Name extends CallName> = (p: Performer, op: OperationOf<Name>) => Observed;

/** Rows of the table of calls. */
export type Rows<Name extends CallName> = { readonly [Key in Name]: Perform<Key> };

/** Room for any address. */
export const ADDRESS_ROOM = 128;

/** The errno's name; '' for success. */
export function nameOf({ ret, errno }: Result<unknown>): string {
  return ret < 0 ? errnoName(errno) : '';
}

/** For calls whose return value says no more than success. */
export function plain(result: Result<unknown>): Observed {
  return { errno: nameOf(result), ret: result.ret };
}

/** Identity of an open object. */
export function objectOf(stat: Stat): string {
  return `${stat.dev}:${stat.ino}`;
}

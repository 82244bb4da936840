/** Turns what a call returned into a Result, with the errno taken before anything else can change it. */

import type { Result } from './interface.ts';
import { errno } from './libc.ts';

/** A call without out parameters. */
export function bare(ret: number): Result {
  return ret < 0 ? { ret: -1, errno: errno(), out: undefined } : { ret, errno: 0, out: undefined };
}

/** A call whose out parameters are read after its errno. */
export function withOut<Out>(ret: number, read: () => Out): Result<Out> {
  const error = ret < 0 ? errno() : 0;
  return { ret: ret < 0 ? -1 : ret, errno: error, out: read() };
}

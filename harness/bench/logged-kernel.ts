/** A kernel that writes down its calls: from them the C program is generated. */

import type { Kernel } from '../kernel/index.ts';

/** One call as it was made; the result by its parts. */
export interface LoggedCall {
  readonly name: keyof Kernel;
  readonly given: readonly unknown[];
  readonly ret: number;
  readonly out: unknown;
}

export interface LoggedKernel {
  readonly kernel: Kernel;
  /** The calls since the last time. */
  take(): LoggedCall[];
}

type AnyCall = (...given: unknown[]) => { readonly ret: number; readonly out: unknown };

export function logKernel(kernel: Kernel): LoggedKernel {
  let calls: LoggedCall[] = [];
  const logged = (name: keyof Kernel, call: AnyCall): AnyCall => {
    return (...given) => {
      const result = call(...given);
      calls.push({ name, given, ret: result.ret, out: result.out });
      return result;
    };
  };
  const entries = Object.entries(kernel) as [keyof Kernel, AnyCall][];
  return {
    kernel: Object.fromEntries(
      entries.map(([name, call]) => [name, logged(name, call)]),
    ) as unknown as Kernel,
    take: () => {
      const taken = calls;
      calls = [];
      return taken;
    },
  };
}

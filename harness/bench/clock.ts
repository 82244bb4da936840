/** Wall time, and what of it the processor and the kernel had. */

export interface Spent {
  /** Seconds of wall time. */
  readonly wall: number;
  /** Seconds of processor time of this thread. */
  readonly cpu: number;
  /** Those of them in the kernel. */
  readonly kernel: number;
}

/** Runs it once. */
export function time(what: () => void): Spent {
  const before = process.threadCpuUsage();
  const started = performance.now();
  what();
  const wall = (performance.now() - started) / 1000;
  const { user, system } = process.threadCpuUsage(before);
  return { wall, cpu: (user + system) / 1e6, kernel: system / 1e6 };
}

/** The quickest of several times: the others shared the machine with somebody. */
export function best<T extends { readonly spent: Spent }>(times: number, what: () => T): T {
  const all = Array.from({ length: times }, what);
  return all.reduce((a, b) => (b.spent.wall < a.spent.wall ? b : a));
}

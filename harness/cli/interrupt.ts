/** Turns Ctrl-C and SIGTERM into an order to stop; a second one ends the process at once. */

import { constants } from 'node:os';

export const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
export type StopSignal = (typeof SIGNALS)[number];

/** A terminal, npm and our own launcher may each pass on one key press: within this time they are the same. */
const SAME_PRESS = 400;

/** Listens for the life of the process; the abort reason is the name of the signal. */
export function stopOnSignals(end: (code: number) => void = process.exit): AbortSignal {
  const stop = new AbortController();
  let first: number | undefined;
  for (const signal of SIGNALS)
    process.on(signal, () => {
      const now = performance.now();
      first ??= now;
      if (!stop.signal.aborted) stop.abort(signal);
      else if (now - first > SAME_PRESS) end(exitCodeOf(signal));
    });
  // Our own launcher was killed: nobody waits for the result any more.
  process.on('disconnect', () => stop.abort('SIGTERM' satisfies StopSignal));
  process.channel?.unref();
  return stop.signal;
}

/** 130 for SIGINT, 143 for SIGTERM: what a shell would report. */
export function exitCodeOf(signal: StopSignal): number {
  return 128 + constants.signals[signal];
}

/** The signal that raised the order to stop, if one did. */
export function stoppedBy(stop: AbortSignal): StopSignal | undefined {
  return stop.aborted ? SIGNALS.find((signal) => signal === stop.reason) : undefined;
}

/** The watching thread: looks at the call counter now and then, and interrupts what does not move. */

import { workerData } from 'node:worker_threads';
import { INTERRUPT_SIGNAL, openKernel } from '../kernel/index.ts';
import { WATCH } from './watchdog.ts';

const LOOK_EVERY_MS = 25;

const { words, tgid, tid } = workerData as { words: Int32Array; tgid: number; tid: number };
const kernel = openKernel();

let seen = 0;
let since = 0;
Atomics.store(words, WATCH.settled, 1);
Atomics.notify(words, WATCH.settled);
const silence = new Int32Array(new SharedArrayBuffer(4));
for (;;) {
  Atomics.wait(silence, 0, 0, LOOK_EVERY_MS);
  const call = Atomics.load(words, WATCH.call);
  if (call === 0 || call !== seen) {
    seen = call;
    since = performance.now();
    continue;
  }
  if (performance.now() - since < (words[WATCH.deadline] ?? 0)) continue;
  // Whoever leaves the call waits until the signal was sent, or sees that none is: it is not to meet the next call.
  Atomics.store(words, WATCH.aiming, 1);
  if (Atomics.load(words, WATCH.call) === call) {
    Atomics.store(words, WATCH.fired, call);
    // Repeated on every look: a signal that arrives just before the call would be lost.
    kernel.tgkill(tgid, tid, INTERRUPT_SIGNAL);
  }
  Atomics.store(words, WATCH.aiming, 0);
  Atomics.notify(words, WATCH.aiming);
}

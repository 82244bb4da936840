/** Starts the command in this process: real streams, real signals, real places. */

import { stopOnSignals } from './interrupt.ts';
import { openPlace } from './open-place.ts';
import { sockspec } from './program.ts';

// A reader that has seen enough (`sockspec list | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await sockspec(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  open: openPlace,
  stop: stopOnSignals(),
});

// A container engine that hangs keeps its connections, and nobody waits for them any more.
setTimeout(() => process.exit(), 3_000).unref();

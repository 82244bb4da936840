/** Starts the command in this process: real streams, real signals, the embedded sandbox. */

import { stopOnSignals } from './interrupt.ts';
import { sockspec } from './program.ts';
import { sandboxPlace } from './sandbox-place.ts';

// A reader that has seen enough (`sockspec list | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await sockspec(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  place: sandboxPlace,
  stop: stopOnSignals(),
});

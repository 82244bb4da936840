/** The first process of a container: keeps it warm for guests, and ends it when the host's process is gone. */

import { createReadStream } from 'node:fs';

/** Milliseconds to wait for the host's first word; it may have died before it could say it. */
const PATIENCE = 30_000;

const impatience = setTimeout(() => process.exit(1), PATIENCE);
// The engine closes this stream when the one process that attached to it dies, however that comes.
createReadStream('/dev/stdin', { fd: 0 })
  .once('data', () => clearTimeout(impatience))
  .on('error', () => process.exit(0))
  .on('close', () => process.exit(0));

#!/usr/bin/env node
/** The `sockspec` command: finds a Node that runs TypeScript as it is, and hands over to `main.ts`. */

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** From 24.3 Node strips types without a warning and knows the syntax that we write. */
function runsTypeScript() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return (major > 24 || (major === 24 && minor >= 3)) && process.features.typescript !== false;
}

/** The runtime pinned by the package `node`, or undefined where it was not installed. */
function pinnedRuntime() {
  try {
    const manifest = createRequire(import.meta.url).resolve('node/package.json');
    const binary = join(dirname(manifest), 'bin', 'node');
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The same command under another Node; signals and the exit code pass through. The channel says
 * nothing: that it closes tells the command that this process is gone, however that came.
 */
function runUnder(runtime) {
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc'];
  const child = spawn(runtime, process.argv.slice(1), { stdio });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`${runtime}: does not start: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

function fail(message) {
  process.stderr.write(`sockspec: ${message}; run npm ci first\n`);
  process.exit(2);
}

if (runsTypeScript()) {
  await import('./main.ts');
} else {
  const runtime = pinnedRuntime();
  if (runtime === undefined) fail('the pinned runtime (npm package node) is missing');
  else runUnder(runtime);
}

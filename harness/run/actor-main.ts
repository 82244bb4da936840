/** The process of an actor: reads operations from one pipe, answers observations on another. */

import { readSync, writeSync } from 'node:fs';
import { openKernel } from '../kernel/index.ts';
import type { ActorAnswer, ActorRequest } from './actor.ts';
import { LocalExecutor } from './executor.ts';
import { Identities } from './identity.ts';
import { loadSubject } from './subject.ts';
import { Watchdog } from './watchdog.ts';
import { encodeLine, encodeObserved, LineReader } from './wire.ts';

const REQUESTS = 3;
const ANSWERS = 4;
/** At once, and whatever Node has in mind. */
const SIGKILL = 9;

const kernel = openKernel();
const lines = new LineReader(readRequests);
const answer = (message: ActorAnswer): void => {
  writeSync(ANSWERS, encodeLine(message));
};

/** An interrupt may come when the call that it was meant for has just ended. */
function readRequests(buffer: Uint8Array): number {
  for (;;)
    try {
      return readSync(REQUESTS, buffer);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EINTR') throw error;
    }
}

const first = lines.next();
// Somebody looked whether we are there, and went again.
if (first === undefined) process.exit(0);
const hello = JSON.parse(first) as Extract<ActorRequest, { a: 'hello' }>;
const subject = await loadSubject(hello.subject, kernel);
kernel.chdir(hello.directory);
kernel.umask(0o022);
const watchdog = new Watchdog(kernel);
let pids: readonly number[] = [];
const identities = new Identities(kernel, hello.base);
const executor = new LocalExecutor({
  ...{ real: kernel, subject, identities, watchdog, directory: hello.directory },
  pids: (actor) => pids[actor] ?? -1,
});
answer({ a: 'ready', pid: executor.pid, permitted: identities.permitted });

for (let line = lines.next(); line !== undefined; line = lines.next()) {
  const request = JSON.parse(line) as ActorRequest;
  try {
    switch (request.a) {
      case 'pids':
        pids = request.pids;
        answer({ a: 'done' });
        break;
      case 'begin':
        executor.begin(request.identity);
        answer({ a: 'done' });
        break;
      case 'execute':
        answer({ a: 'observed', observed: encodeObserved(executor.execute(request.op)) });
        break;
      case 'overlap': {
        const { op, at, patience } = request;
        answer({ a: 'observed', observed: encodeObserved(executor.executeAt(op, at, patience)) });
        break;
      }
      case 'reset':
        answer({ a: 'reset', left: executor.reset(request.base) });
        break;
      case 'exit':
        kernel.kill(executor.pid, SIGKILL);
        break;
      case 'hello':
        throw new Error('hello comes once');
    }
  } catch (error) {
    answer({ a: 'broken', message: error instanceof Error ? error.message : String(error) });
  }
}
process.exit(0);

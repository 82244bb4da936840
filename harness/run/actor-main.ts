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

const kernel = openKernel();
const lines = new LineReader((buffer) => readSync(REQUESTS, buffer));
const answer = (message: ActorAnswer): void => {
  writeSync(ANSWERS, encodeLine(message));
};

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
const executor = new LocalExecutor(
  kernel,
  subject,
  identities,
  watchdog,
  (actor) => pids[actor] ?? -1,
);
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
      case 'reset':
        executor.reset(request.base);
        answer({ a: 'done' });
        break;
      case 'hello':
        throw new Error('hello comes once');
    }
  } catch (error) {
    answer({ a: 'broken', message: error instanceof Error ? error.message : String(error) });
  }
}
process.exit(0);

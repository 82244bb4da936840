/** The benchmark's guest: one measurement after another, each told as it is made. */

import { readFileSync } from 'node:fs';
import { observeFacts } from '../facts/index.ts';
import { tell } from '../guest/tell.ts';
import { openKernel } from '../kernel/index.ts';
import { Bench } from '../run/bench.ts';
import type { GuestRequest } from '../run/protocol.ts';
import { againstC } from './against-c.ts';
import { hasCompiler } from './compile.ts';
import { judgingAlone, memory, oneProcess, severalProcesses, type Values } from './figures.ts';
import { peer } from './peer.ts';

/** Scenarios per property of an ordinary bench; the request may ask for fewer. */
const USUAL = 400;

async function serve(request: GuestRequest): Promise<void> {
  const kernel = openKernel();
  const facts = observeFacts(kernel, request.own);
  const { directory } = request;
  tell({ e: 'ready', facts, directory });
  const runs = request.runs ?? USUAL;
  const share = runs / USUAL;
  const some = (usual: number): number => Math.max(1, Math.round(usual * share));
  const options = { ...{ facts, directory }, subjectFile: undefined, companions: [] };
  const say = (figure: string, values: Values) => tell({ e: 'measured', figure, values });
  await using bench = new Bench({ ...options, real: kernel, subject: kernel });
  // Memory first: later figures would leave theirs behind.
  for (const values of memory(bench, [1000, 10_000, 100_000].map(some))) say('memory', values);
  say('one process', oneProcess(bench, runs));
  const sizes = { each: some(12), rounds: some(20) };
  if (hasCompiler()) say('against C', await againstC(options, kernel, bench, sizes));
  say('judging alone', judgingAlone(bench, some(100)));
  for (const actors of [2, 4]) say(`${actors} actors`, severalProcesses(bench, actors, some(300)));
  const other = peer(some(400));
  if (other !== undefined) say('Hypothesis', other);
}

try {
  await serve(JSON.parse(readFileSync(0, 'utf8')) as GuestRequest);
  tell({ e: 'end' });
} catch (error) {
  tell({
    e: 'refused',
    message: error instanceof Error ? error.message : String(error),
  });
}
process.exit(0);

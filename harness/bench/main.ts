/** `npm run bench`: measures in the sandbox, prints a table, and writes out/bench.json. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { findProfile } from '../../containers/profiles/index.ts';
import { launchSandbox } from '../../containers/sandbox/index.ts';
import { type Measured, tableOf } from './table.ts';

const OUT = join('out', 'bench.json');
/** With an argument, so many scenarios per property instead of the usual number: a quick look. */
const runs = process.argv[2] === undefined ? undefined : Number(process.argv[2]);

const measured: Measured[] = [];
let machine = '';
await using guest = await launchSandbox({
  profile: findProfile('full-root'),
  guest: join(import.meta.dirname, 'guest.ts'),
  request: { command: 'run', properties: [], seed: 1, runs },
});
for await (const event of guest.events) {
  if (event.e === 'ready')
    machine = `Linux ${event.facts.kernel.release} ${event.facts.arch}, Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'processor'}`;
  if (event.e === 'measured') {
    measured.push({ figure: event.figure, values: event.values });
    process.stderr.write(`bench: ${event.figure}\n`);
  }
  if (event.e === 'refused') throw new Error(event.message);
  if (event.e === 'end') break;
}
mkdirSync(dirname(OUT), { recursive: true });
writeFileSync(OUT, `${JSON.stringify({ machine, measured }, undefined, 2)}\n`);
process.stdout.write(`${machine}\n\n${tableOf(measured)}\n`);
process.exit(measured.length === 0 ? 3 : 0);

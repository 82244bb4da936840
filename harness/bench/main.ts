/** `npm run bench`: measures in the sandbox, prints a table, and writes out/bench.json. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { findProfile } from '../../containers/profiles/index.ts';
import { launchSandbox } from '../../containers/sandbox/index.ts';
import { DEFAULT_OUT, filesOf } from '../cli/out-directory.ts';
import { type Measured, tableOf } from './table.ts';

const { bench: OUT } = filesOf(DEFAULT_OUT);
/** With an argument, so many scenarios per property instead of the usual number: a quick look. */
const runs = process.argv[2] === undefined ? undefined : Number(process.argv[2]);

/** What some figures want of the machine. */
const NEEDS: Readonly<Record<string, string>> = {
  'against C': 'a C compiler named cc',
  Hypothesis: 'python3-hypothesis',
};

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
  if (event.e === 'refused') process.stderr.write(`bench: ${event.message}\n`);
  if (event.e === 'end') break;
}
for (const [figure, needs] of Object.entries(NEEDS))
  if (!measured.some((one) => one.figure === figure))
    process.stderr.write(`bench: ${figure}: not measured; it needs ${needs}\n`);
mkdirSync(dirname(OUT), { recursive: true });
writeFileSync(OUT, `${JSON.stringify({ machine, measured }, undefined, 2)}\n`);
process.stdout.write(`${machine}\n\n${tableOf(measured)}\n`);
process.exit(measured.length === 0 ? 3 : 0);

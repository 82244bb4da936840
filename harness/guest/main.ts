/** The guest: the process in which the suites run. One request on standard input, events on standard output. */

import { readFileSync } from 'node:fs';
import { SUITES } from '../../suites/index.ts';
import { describe, observeFacts, unmet } from '../facts/index.ts';
import { Coverage } from '../judge/coverage.ts';
import { tallyOf } from '../judge/tally.ts';
import { openKernel } from '../kernel/index.ts';
import { Bench } from '../run/bench.ts';
import { knownSignatures } from '../run/known.ts';
import { meetActor } from '../run/link.ts';
import type { Property } from '../run/property.ts';
import type { GuestRequest, PlannedInGuest } from '../run/protocol.ts';
import { runProperty } from '../run/run-property.ts';
import { loadSubject } from '../run/subject.ts';
import { Recorder } from './recorder.ts';
import { replay } from './replay.ts';
import { tell } from './tell.ts';

const now = (): number => performance.now();

function select(ids: readonly string[]): Property[] {
  const all = SUITES.flatMap(({ properties }) => properties);
  if (ids.length === 0) return all;
  return ids.map((id) => {
    const found = all.find((property) => property.id === id);
    if (found === undefined) throw new Error(`property ${id}: is not known; see sockspec list`);
    return found;
  });
}

async function serve(request: GuestRequest): Promise<void> {
  const kernel = openKernel();
  const facts = observeFacts(kernel, request.own);
  if (request.command !== 'facts') tell({ e: 'ready', facts, directory: request.directory });
  if (request.command === 'facts') {
    // Whoever asks what there is wants to know whether the others come, too.
    for (const companion of request.companions ?? [])
      meetActor(kernel, companion)[Symbol.dispose]();
    tell({ e: 'ready', facts, directory: request.directory });
    return;
  }
  const plan: PlannedInGuest[] = SUITES.flatMap((suite) =>
    suite.properties.map((property) => {
      const skip = unmet(property.requires, facts);
      const { id, claim, clauses, requires } = property;
      return {
        id,
        suite: suite.id,
        claim,
        clauses,
        requires: requires.map(describe),
        ...(skip && { skip }),
      };
    }),
  );
  tell({ e: 'plan', properties: plan });
  if (request.command === 'list') return;
  const selected = select(request.properties).map((property) => {
    return request.plain ? { ...property, aim: property.plain ?? property.aim } : property;
  });
  const subject = await loadSubject(request.subject, kernel);
  await using bench = new Bench({
    real: kernel,
    subject,
    subjectFile: request.subject,
    facts,
    directory: request.directory,
    companions: request.companions ?? [],
  });
  if (request.command === 'replay') return replay(bench, selected[0], request, tell);
  const isKnown = knownSignatures(request.known ?? [], facts.kernel.release);
  const shown = new Set<string>();
  const recorder = request.command === 'record' ? new Recorder(bench, tell) : undefined;
  for (const property of selected) {
    tell({ e: 'start', id: property.id });
    const coverage = new Coverage();
    const verdict = runProperty(bench, property, {
      seed: request.seed,
      runs: request.runs,
      time: request.timePerProperty,
      ...{ isKnown, shown, coverage },
      keep: recorder?.of(property, request.seed),
      progress: (cases, of, phase) => tell({ e: 'progress', id: property.id, cases, of, phase }),
      now,
    });
    tell({ e: 'verdict', verdict, rules: tallyOf(coverage) });
    const isNew = verdict.failure !== undefined && !isKnown(verdict.failure.signature);
    if (request.failFast && isNew) break;
  }
}

try {
  await serve(JSON.parse(readFileSync(0, 'utf8')) as GuestRequest);
  tell({ e: 'end' });
} catch (error) {
  tell({ e: 'refused', message: error instanceof Error ? error.message : String(error) });
}
process.exit(0);

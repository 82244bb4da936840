/** Tests of what becomes of a run when an actor dies in it. */

import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Bench } from './bench.ts';
import { verdictsUnderLies } from './fixtures/in-sandbox.ts';
import { NoNamespaces } from './link.ts';
import { runProperty } from './run-property.ts';

const subject = join(import.meta.dirname, 'fixtures', 'deadly-accept.ts');

test('an actor that dies costs its property, names the scenario, and is replaced', async () => {
  const [lost, next] = await verdictsUnderLies({
    properties: ['stream.accept.sleeps-until-somebody-comes', 'stream.bind.at-once-one-wins'],
    ...{ runs: 20, subject },
  });

  expect(lost).toMatchObject({
    verdict: 'broken',
    reason: expect.stringMatching(
      /^actor \d+: ended, in stream\.accept\.sleeps-until-somebody-comes@s-?\d+:0$/,
    ),
  });
  expect(next).toMatchObject({ verdict: 'pass', cases: 20 });
});

test('an actor for which no namespaces are left is skipped with the remedy', () => {
  const bench = {
    staff: () => {
      throw new NoNamespaces('no namespaces were left');
    },
  } as unknown as Bench;
  const property = { id: 'a.b', claim: '', clauses: [], requires: [], aim: () => undefined };

  expect(
    runProperty(bench, property, { seed: 1, progress: () => undefined, now: () => 0 }),
  ).toMatchObject({
    verdict: 'skip',
    skip: { kind: 'denied', reason: 'no namespaces were left', remedy: expect.any(String) },
  });
});

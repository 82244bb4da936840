/** Tests of what becomes of a run when an actor dies in it. */

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verdictsUnderLies } from './fixtures/in-sandbox.ts';

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

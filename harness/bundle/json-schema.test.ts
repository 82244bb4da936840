import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { printBundle } from './bundle.ts';
import { bundle } from './fixtures/arbitrary.ts';
import { bundleJsonSchema } from './json-schema.ts';
import { SCHEMA, VERDICTS } from './records.ts';

const schema = bundleJsonSchema();
const checked = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);

test('the schema is plain JSON, and names its version', () => {
  expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  expect(schema.title).toContain(`${SCHEMA.major}.${SCHEMA.minor}`);
});

test('it takes every line that is written', () => {
  fc.assert(
    fc.property(bundle, (some) => {
      for (const line of printBundle(some).split('\n'))
        if (line !== '') expect(checked.safeParse(JSON.parse(line)).error).toBeUndefined();
    }),
  );
});

test('it refuses what is no record, and leaves room for later minor versions', () => {
  const end = { t: 'end', env: 'e', wallMs: 1, verdicts: {} as Record<string, number> };
  for (const verdict of VERDICTS) end.verdicts[verdict] = 0;

  expect(checked.safeParse({ ...end, weather: 'fine' }).success).toBe(true);
  expect(checked.safeParse({ ...end, wallMs: '1' }).success).toBe(false);
  expect(checked.safeParse({ t: 'weather' }).success).toBe(false);
});

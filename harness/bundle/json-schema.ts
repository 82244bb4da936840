/** The JSON Schema of one line of `results.jsonl`, derived from the schema in `records.ts`. */

import { z } from 'zod';
import { record, SCHEMA } from './records.ts';

/** What a reader must accept: unknown fields are allowed, as a later minor version may add some. */
export function bundleJsonSchema(): Record<string, unknown> {
  return {
    title: `sockspec results ${SCHEMA.major}.${SCHEMA.minor}, one line`,
    ...z.toJSONSchema(record, { io: 'input' }),
  };
}

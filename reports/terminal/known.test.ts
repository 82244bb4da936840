import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cellsOf,
  type Failure,
  readBundle,
  type VerdictRecord,
} from '../../harness/bundle/index.ts';
import { sampleBundle } from '../fixtures/build.ts';
import { plain, renderKnown } from './index.ts';

const cells = readBundle(sampleBundle('mixed')).runs.flatMap(cellsOf);
const [known, failure] = sampleOf(cells);

function sampleOf(records: readonly VerdictRecord[]): [VerdictRecord, Failure] {
  for (const record of records)
    if (record.known !== undefined && record.failure !== undefined) return [record, record.failure];
  throw new Error('the sample lacks a known failure');
}

describe('known failures', () => {
  test('take a line: entry, property and summary', () => {
    expect(renderKnown(cells, plain)).toEqual([
      'known  ctrunc-lost  unix.scm-rights.excess-is-closed  recvmsg did not set MSG_CTRUNC where a descriptor was left out.',
    ]);
  });

  test('of one entry share it, under the property that shrank it furthest', () => {
    const larger = { ...failure, shrunk: { from: 9, to: 9, runs: 0 } };
    const other = { ...known, id: 'a.larger', failure: larger };

    expect(renderKnown([other, known, other], plain)).toEqual([
      expect.stringMatching(/^known {2}ctrunc-lost {2}unix\.scm.* \(and 2 more\)$/),
    ]);
  });

  test('that pass, and failures that nobody expected, are no such', () => {
    const { known: _, ...unexpected } = known;

    expect(renderKnown([{ ...known, verdict: 'pass' }, unexpected], plain)).toEqual([]);
  });

  test('have as many lines as entries, whatever a kernel says', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('a\nb', '\u001b[2J'));
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text)), (some) => {
        const records = some.map(
          ([id, summary]): VerdictRecord => ({
            ...known,
            known: id,
            failure: { ...failure, summary },
          }),
        );

        const lines = renderKnown(records, plain);

        expect(lines).toHaveLength(new Set(some.map(([id]) => id)).size);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
        expect(lines.join('')).not.toMatch(/[\0-\x1f\x7f-\x9f]/);
      }),
    );
  });
});

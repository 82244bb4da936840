import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printBundle, writtenRecords } from './bundle.ts';
import { bundle } from './fixtures/arbitrary.ts';
import { readBundle } from './reader.ts';
import { SCHEMA, type VerdictRecord } from './records.ts';
import { noVerdicts } from './totals.ts';

const filled = bundle.filter(({ runs }) => runs.length > 0);

/** A text of one run as lines, for tests that damage it. */
const [head = '', one = '', two = '', last = ''] = printed().split('\n');

function printed(): string {
  const env = { id: 'e', kernel: '6.12', arch: 'x', profile: 'p', profileText: '', runtime: 'r' };
  const header = { t: 'header', schema: SCHEMA, runId: 'r', started: '', seed: 1 };
  const suite = { version: '0', digest: 'd' };
  const plan = ['a', 'b'].map((id) => ({ id, suite: 's', claim: '', clauses: [] }));
  const effort = { cases: 1, rejected: 0, operations: 1, seed: 1, ms: 1, reached: {} };
  return [
    { ...header, suite, env: { ...env, subject: 'k', facts: [] }, plan, clauses: [], promises: [] },
    { t: 'verdict', env: 'e', id: 'a', verdict: 'pass', ...effort },
    { t: 'verdict', env: 'e', id: 'b', verdict: 'fail', ...effort },
    { t: 'end', env: 'e', verdicts: noVerdicts(), wallMs: 1 },
  ]
    .map((record) => JSON.stringify(record))
    .join('\n');
}

const verdictsOf = (text: string) =>
  readBundle(text).runs.map(({ verdicts }) =>
    [...verdicts].map(([id, attempts]) => `${id} ${attempts.map((a) => a.verdict).join()}`),
  );

test('what was printed reads back as the same bundle', () => {
  fc.assert(
    fc.property(bundle, (some) => {
      expect(readBundle(printBundle(some))).toEqual(some);
    }),
  );
});

test('a file cut at any byte still reads, without a problem, and no complete verdict is lost', () => {
  fc.assert(
    fc.property(filled, fc.double({ min: 0, max: 1, noNaN: true }), (some, share) => {
      const bytes = Buffer.from(printBundle(some));
      const text = bytes.subarray(0, Math.floor(bytes.length * share)).toString();

      const cut = readBundle(text);

      const complete = text
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line))
        .filter(({ t }) => t === 'verdict') as VerdictRecord[];
      expect(cut.problems).toEqual([]);
      expect(cut.runs.flatMap(writtenRecords)).toEqual(expect.arrayContaining(complete));
      for (const { header, verdicts } of cut.runs)
        for (const { id } of header.plan) expect(verdicts.get(id)?.length).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  );
});

test('any text at all reads, and every line of it but the last that is no record is told', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (lines) => {
      expect(() => readBundle(lines.join('\n'))).not.toThrow();
    }),
  );
  expect(readBundle('{}\n[]\n1\nnull\n').problems).toHaveLength(4);
});

describe('damage', () => {
  test('a planned property without a record is missing', () => {
    expect(verdictsOf(`${head}\n${one}\n${two.slice(0, 20)}`)).toEqual([['a pass', 'b missing']]);
  });

  test('a corrupt line in the middle is told with its number, and the rest is read', () => {
    const text = [head, one.slice(0, 20), two, last, ''].join('\n');

    expect(verdictsOf(text)).toEqual([['a missing', 'b fail']]);
    expect(readBundle(text).problems).toEqual(['line 2: not JSON']);
  });

  test('a field of the wrong kind is told by its name', () => {
    const text = [head, one.replace('"cases":1', '"cases":"1"'), ''].join('\n');

    expect(readBundle(text).problems).toEqual([expect.stringMatching(/^line 2: .*cases: /)]);
  });

  test('a record without a header is told once for its environment', () => {
    expect(readBundle(`${one}\n${two}\n`).problems).toEqual([
      'line 1: no header came before for environment e',
    ]);
  });
});

describe('other versions', () => {
  const versioned = (major: number, minor: number) =>
    head.replace(/"schema":\{[^}]*\}/, `"schema":{"major":${major},"minor":${minor}}`);

  test('a newer major is refused by name, and so is all that belongs to it', () => {
    const lines = [versioned(2, 3), one, '{"t":"verdict","verdict":"7"}', last, ''];

    const { runs, problems } = readBundle(lines.join('\n'));

    expect(runs).toEqual([]);
    expect(problems).toEqual(['line 1: format 2.3 is newer than the 1.x that this sockspec reads']);
  });

  test('of a newer minor, unknown fields and unknown records are passed over', () => {
    const more = one.replace('{', '{"colour":"blue",');
    const text = [versioned(1, 9), '{"t":"weather","is":"fine"}', more, two, last, ''].join('\n');

    expect(readBundle(text).problems).toEqual([]);
    expect(verdictsOf(text)).toEqual([['a pass', 'b fail']]);
  });

  test('an unknown record of our own version is a problem', () => {
    expect(readBundle(`${head}\n{"t":"weather"}\n`).problems).toHaveLength(1);
  });
});

/** Tests of reading files of traces: what is cut or foreign says so in one line. */

import { describe, expect, test } from 'vitest';
import { Checker } from './check.ts';
import { CORPUS_FILES, readTraces, textOf } from './fixtures/corpus.ts';

const text = textOf(CORPUS_FILES[0] ?? '');
const lines = text.trimEnd().split('\n');

describe('a file of traces', () => {
  test('may follow another', () => {
    expect(readTraces(text + text)).toHaveLength(2 * readTraces(text).length);
  });

  const DAMAGED: readonly (readonly [what: string, text: string, says: RegExp])[] = [
    ['is empty', '', /^is no file of traces/],
    ['is something else', '{"t":"verdict"}\n', /^is no file of traces/],
    ['is no text', 'ELF', /^is no file of traces/],
    ['was cut between lines', lines.slice(0, 5).join('\n'), /^was cut after 3 traces/],
    ['was cut within a line', text.slice(0, 5000), /^line \d+ is not JSON, or was cut/],
    [
      'lost a line',
      lines.filter((_, i) => i !== 7).join('\n'),
      /^says that it has \d+ traces, and has \d+;/,
    ],
    [
      'is of another version',
      text.replace('"version":1', '"version":2'),
      /^has trace format version 2, this sockspec reads 1/,
    ],
    ['has no place', lines.filter((_, i) => i !== 1).join('\n'), /^line 2 is a trace without/],
    [
      'has a call that is none',
      text.replaceAll('= socket(', '= sucket('),
      /^line \d+ has a scenario that does not parse \(line \d+: /,
    ],
    ['has no observations', text.replaceAll('"errno"', '"error"'), /^line \d+ has an observation/],
  ];

  test.for(DAMAGED)('that %s is refused', ([, damaged, says]) => {
    expect(() => readTraces(damaged)).toThrow(says);
  });
});

test('a deviation is shown as a run shows it, with a token', () => {
  const [trace] = readTraces(text);
  const checker = new Checker(() => undefined);
  if (trace !== undefined) checker.take({ ...trace, observed: [{ errno: 'EPERM', ret: -1 }] });
  const [failure] = checker.first.values();

  expect(failure?.token).toBe(trace?.token);
  expect(failure?.steps).toEqual([expect.objectContaining({ observed: 'EPERM', diverges: true })]);
});

test('the claim of a property is judged, too', () => {
  const [trace] = readTraces(text);
  const claim = { id: 'a.claim', claim: 'all is well', clauses: ['S01'], holds: () => 'it is not' };
  const checker = new Checker(() => claim);

  expect(trace && checker.take(trace)?.signature).toBe('claim:a.claim');
});

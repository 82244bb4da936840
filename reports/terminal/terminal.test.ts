import fc from 'fast-check';
import picocolors from 'picocolors';
import { describe, expect, test } from 'vitest';
import { cellsOf, type Failure, readBundle, VERDICTS } from '../../harness/bundle/index.ts';
import { sampleBundle } from '../fixtures/build.ts';
import { type Colours, plain, renderFailure, renderTotals, replayCommand } from './index.ts';

const mixed = readBundle(sampleBundle('mixed'));
const coloured: Colours = picocolors.createColors(true);

function failureOf(id: string): Failure {
  const cell = mixed.runs.flatMap(cellsOf).find((one) => one.id === id);
  if (cell?.failure === undefined) throw new Error(`the sample lacks ${id}`);
  return cell.failure;
}

const taken = failureOf('unix.bind.taken-name-is-refused');

describe('a failure', () => {
  test('shows the steps, the observed result, what is allowed only, the clause and the replay', () => {
    expect(renderFailure(taken, plain).join('\n')).toMatchInlineSnapshot(`
      "✖ FAIL  bind gave EINVAL where only EADDRINUSE is allowed. (B14)

          1  s1 = socket(AF_UNIX, SOCK_STREAM, 0)  → s1
          2  bind(s1, path "a\\u001b[31m<&>")       → 0
          3  s2 = socket(AF_UNIX, SOCK_STREAM, 0)  → s2
        ▶ 4  bind(s2, path "a\\u001b[31m<&>")
             observed:     EINVAL
             allowed only: EADDRINUSE

        clause: B14, bind(2), EADDRINUSE
        signature: bind/bind.path.exists/errno
        shrunk: 31 → 4 operations, 91 runs
        replay: npx sockspec replay 'unix.bind.taken-name-is-refused@s1849302:12:0:3'"
    `);
  });

  test('every allowed outcome has a line', () => {
    const lines = renderFailure(
      { ...taken, steps: [], observed: '0', allowed: ['EACCES', 'ENOENT', 'ELOOP'] },
      plain,
    );

    expect(lines.slice(2, 6)).toEqual([
      '    observed:     0',
      '    allowed only: EACCES',
      '               or ENOENT',
      '               or ELOOP',
    ]);
  });

  test('colour changes nothing but colour', () => {
    const text = renderFailure(taken, coloured).join('\n');

    expect(text).toContain('\u001b[31m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are such characters
    expect(text.replace(/\u001b\[\d+m/g, '')).toBe(renderFailure(taken, plain).join('\n'));
  });

  test('no text of a kernel can command the terminal or add a line', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\u001b[2J', 'a\nb', '\r', '\ud800', '\u009b31m', '\0'),
    );
    const usual = renderFailure(taken, plain).length;
    fc.assert(
      fc.property(hostile, (text) => {
        const [first, ...steps] = taken.steps;
        if (first === undefined) throw new Error('the sample lacks steps');
        const step = { ...first, operation: text, observed: text };
        const failure = { ...taken, summary: text, citation: text, steps: [step, ...steps] };
        const lines = renderFailure({ ...failure, clause: text, signature: text }, plain);
        expect(lines).toHaveLength(usual);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
        expect(lines.join('')).not.toMatch(/[\0-\x1f\x7f-\x9f\u{d800}-\u{dfff}]/u);
      }),
    );
  });
});

test('the replay command is one shell word after its verb, whatever is in the token', () => {
  expect(replayCommand({ token: 'a.b@s1:2:0' })).toBe("npx sockspec replay 'a.b@s1:2:0'");
  expect(replayCommand({ token: "it's" })).toBe("npx sockspec replay 'it'\\''s'");
});

describe('totals', () => {
  test('the counts, and how to replay the first failure that nobody expected', () => {
    const [totals, replay, ...more] = renderTotals(mixed, plain);

    expect(totals).toMatch(
      /^# Totals: pass:7 fail:2 known:1 crash:1 broken:1 inconclusive:1 skip:2 missing:1 {3}\S+ {2}seed 1849302$/,
    );
    expect(replay).toBe(`# replay: ${replayCommand(taken)}`);
    expect(more).toEqual([]);
  });

  test('a failure that the ledger expects is not the one to replay', () => {
    const [head = '', ...lines] = sampleBundle('mixed').trimEnd().split('\n');
    const known = lines.filter((line) => line.includes('"known":"ctrunc-lost"'));
    expect(known).toHaveLength(1);

    expect(renderTotals(readBundle([head, ...known, ''].join('\n')), plain)).toHaveLength(1);
  });

  test('every verdict is named', () => {
    const [line = ''] = renderTotals(mixed, plain);
    for (const verdict of VERDICTS) expect(line).toContain(` ${verdict}:`);
  });

  test('green only if nothing failed and nothing is lost', () => {
    const colourOf = (text: string) => renderTotals(readBundle(text), coloured)[0]?.slice(0, 5);
    const pass = sampleBundle('pass');
    const lines = pass.trimEnd().split('\n');

    expect(colourOf(pass)).toBe('\u001b[32m');
    expect(colourOf(lines.slice(0, -3).join('\n'))).toBe('\u001b[35m');
    expect(colourOf(sampleBundle('mixed'))).toBe('\u001b[31m');
  });
});

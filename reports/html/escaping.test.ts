/** No text can become markup: whatever a kernel answers, the page shows it and stays as it is. */

import fc from 'fast-check';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bundle, readBundle } from '../../harness/bundle/index.ts';
import { sampleBundle } from '../fixtures/build.ts';
import { visible } from '../terminal/index.ts';
import { renderHtml } from './index.ts';
import { BROWSER, HAS_NO_BROWSER, inPage, launch, open } from './testing/browser.ts';

const HOSTILE = [
  ...[
    '</script>',
    '</style>',
    '<!--',
    '-->',
    ']]>',
    '<img src=x onerror=alert(1)>',
    '</pre>',
    '</title>',
  ],
  ...[
    '\0',
    '\u001b[31m',
    '\r\n',
    '\ud800',
    '\udc00',
    '\u202e',
    '\ufeff',
    '&lt;',
    '&#0;',
    '"',
    "'",
    '`',
  ],
  ...['javascript:alert(1)', '{{x}}', '\n', '\t', '\u0085', '\ufffe'],
];

const hostile = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 6 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((parts) => parts.join(''));

/** The sample with a text in all places where one of a kernel's, or of a catalogue's, may appear. */
function bundleWith(text: string): Bundle {
  const { runs } = readBundle(sampleBundle('mixed'));
  const failing = 'unix.bind.taken-name-is-refused';
  return {
    problems: [text],
    runs: runs.map((run) => {
      const verdicts = new Map(run.verdicts);
      const [record] = verdicts.get(failing) ?? [];
      if (record?.failure === undefined) throw new Error('the sample lacks its failure');
      const step = {
        operation: text,
        observed: text,
        allowed: [text],
        clause: text,
        diverges: true,
      };
      const failure = {
        ...record.failure,
        signature: text,
        summary: text,
        observed: text,
        scenario: text,
      };
      verdicts.set(failing, [
        { ...record, failure: { ...failure, allowed: [text], steps: [step], token: text } },
      ]);
      const [clause] = run.header.clauses;
      if (clause === undefined) throw new Error('the sample lacks clauses');
      const fact = { group: text, name: text, value: text };
      const env = { ...run.header.env, profile: text, profileText: text, facts: [fact] };
      const clauses = [{ ...clause, id: text, citation: text }, ...run.header.clauses];
      return { ...run, header: { ...run.header, env, clauses }, verdicts };
    }),
  };
}

const CENSUS = `[...document.querySelectorAll('*')].map((one) => one.tagName).sort().join(' ')`;
const observed = `document.querySelector('.versus .observed code').textContent`;
const scenario = `document.querySelector('details .copyable code').textContent`;
const fact = `document.querySelector('.facts td code').textContent`;

describe.skipIf(HAS_NO_BROWSER)(`in ${BROWSER}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  test('texts are shown as they are, unprintable characters spelled out, and add no element', async () => {
    await using opened = await open(browser, renderHtml(bundleWith('harmless')));
    const { page } = opened;
    const census = await inPage(page, CENSUS);
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        // setContent parses a document's text as a file's bytes would be, without a file for every case.
        await page.setContent(renderHtml(bundleWith(text)));
        expect(await inPage(page, `[${observed}, ${scenario}, ${fact}]`)).toEqual(
          Array(3).fill(visible(text)),
        );
        expect(await inPage(page, CENSUS)).toBe(census);
        expect(opened.requests).toEqual([opened.url]);
      }),
      { numRuns: 60, examples: HOSTILE.map((text) => [text]) },
    );
  });

  test('bytes from disk are read back as the same text', async () => {
    const text = HOSTILE.join(' ');
    await using opened = await open(browser, renderHtml(bundleWith(text)));
    expect(await inPage(opened.page, observed)).toBe(visible(text));
    expect(opened.messages).toEqual([]);
  });
});

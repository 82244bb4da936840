/** The report in a browser: it asks for nothing, reads without scripts, fits a telephone, and filters. */

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BROWSER, HAS_NO_BROWSER, inPage, launch, open } from './testing/browser.ts';
import { KINDS, sampleHtml } from './testing/samples.ts';

const FILTERED = `(words) => {
  const box = document.getElementById('filter');
  box.value = words;
  box.dispatchEvent(new Event('input'));
  return [...document.querySelectorAll('main > section')].filter((one) => !one.hidden).map((one) => one.id);
}`;

describe.skipIf(HAS_NO_BROWSER)(`in ${BROWSER}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  test.each(KINDS)('%s: no request but for the file, and nothing on the console', async (kind) => {
    await using opened = await open(browser, sampleHtml(kind));
    await opened.page.click('#theme');
    await opened.page.waitForLoadState('networkidle');
    expect(opened.requests).toEqual([opened.url]);
    expect(opened.messages).toEqual([]);
  });

  test('all news is there without scripts', async () => {
    const options = { javaScriptEnabled: false };
    await using opened = await open(browser, sampleHtml('mixed'), options);
    for (const news of [
      '1 promise broken',
      'bind gave EINVAL where only EADDRINUSE is allowed.',
      'the prefix is searchable',
      'the sandbox forbids a network namespace',
    ])
      expect(await opened.page.isVisible(`main :text("${news}")`), news).toBe(true);
    expect(await opened.page.isVisible('.tools')).toBe(false);
    expect(await opened.page.isVisible('button.copy')).toBe(false);
  });

  test.each([360, 700, 1000, 1600])('nothing runs over the edge at %i pixels', async (width) => {
    const options = { viewport: { width, height: 800 } };
    for (const kind of KINDS) {
      await using opened = await open(browser, sampleHtml(kind), options);
      const wide = await inPage<string[]>(
        opened.page,
        `[...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > innerWidth
          && !one.closest('pre, nav, .many, .few thead')).map((one) => one.outerHTML.slice(0, 80))`,
      );
      expect(wide).toEqual([]);
      expect(await inPage(opened.page, 'document.documentElement.scrollWidth')).toBe(width);
    }
  });

  test('the filter hides what lacks a word, and all comes back', async () => {
    await using opened = await open(browser, sampleHtml('mixed'));
    const filtered = (words: string) =>
      inPage<string[]>(opened.page, `(${FILTERED})(${JSON.stringify(words)})`);
    const all = await filtered('');
    expect(await filtered('KASAN slab')).toEqual(['failures', 'properties']);
    expect(await opened.page.textContent('#found')).toBe('2 found');
    expect(await filtered('there is no such word')).toEqual([]);
    expect(await filtered(' ')).toEqual(all);
    expect(all).toHaveLength(7);
  });

  test('the button changes the theme', async () => {
    await using opened = await open(browser, sampleHtml('pass'), { colorScheme: 'dark' });
    const paper = () =>
      inPage<string>(opened.page, 'getComputedStyle(document.body).backgroundColor');
    const dark = await paper();
    await opened.page.click('#theme');
    expect(await paper()).not.toBe(dark);
    await opened.page.click('#theme');
    expect(await paper()).toBe(dark);
  });

  test('a copy button copies its text', async () => {
    const options = { permissions: ['clipboard-read', 'clipboard-write'] };
    await using opened = await open(browser, sampleHtml('mixed'), options);
    await opened.page.click('button.copy >> nth=0');
    await opened.page.waitForSelector('button.copy:text("copied")');
    expect(await inPage(opened.page, 'navigator.clipboard.readText()')).toBe(
      "npx sockspec replay 'unix.bind.taken-name-is-refused@s1849302:12:0:3'",
    );
  });
});

/** The filter is there for those who use no mouse. */

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BROWSER, HAS_NO_BROWSER, inPage, launch, open } from './testing/browser.ts';
import { sampleHtml } from './testing/samples.ts';

describe.skipIf(HAS_NO_BROWSER)(`in ${BROWSER}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  test('a slash goes to the filter, a second one is text, and Escape shows all again', async () => {
    await using opened = await open(browser, sampleHtml('mixed'));
    const { keyboard } = opened.page;
    const shown = () => inPage<number>(opened.page, HITS);
    const all = await shown();

    await keyboard.press('/');
    expect(await inPage(opened.page, 'document.activeElement.id')).toBe('filter');

    await keyboard.type('KASAN/');
    expect(await opened.page.inputValue('#filter')).toBe('KASAN/');
    expect(await shown()).toBe(0);

    await keyboard.press('Escape');
    expect(await opened.page.inputValue('#filter')).toBe('');
    expect(await inPage(opened.page, 'document.activeElement.id')).toBe('');
    expect(await shown()).toBe(all);
    expect(opened.messages).toEqual([]);
  });
});

const HITS = `document.querySelectorAll('[data-filter]:not([hidden])').length`;

/** Every text of the report stands out from what is behind it, in both themes. */

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BROWSER, HAS_NO_BROWSER, inPage, launch, open } from './testing/browser.ts';
import { sampleHtml } from './testing/samples.ts';

/** Texts with less than 4.5:1, by WCAG's relative luminance. A canvas turns any colour into bytes. */
const TOO_FAINT = `(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const bytes = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = (colour) => bytes(colour).slice(0, 3)
    .map((byte) => byte / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if (bytes(colour)[3] === 255) return colour;
      if (bytes(colour)[3] !== 0) throw new Error('translucent: ' + one.outerHTML.slice(0, 60));
    }
    throw new Error('no background');
  };
  const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const texts = [...document.querySelectorAll('body *')].filter((one) => hasText(one) && one.checkVisibility());
  return { texts: texts.length, faint: texts.flatMap((one) => {
    const [a, b] = [luminance(getComputedStyle(one).color), luminance(behind(one))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    return ratio < 4.5 ? [ratio.toFixed(2) + ' ' + one.outerHTML.slice(0, 80)] : [];
  }) };
})()`;

describe.skipIf(HAS_NO_BROWSER)(`in ${BROWSER}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  const cases = (['light', 'dark'] as const).flatMap((colorScheme) =>
    [360, 1400].map((width) => ({ colorScheme, width })),
  );
  test.each(cases)('$colorScheme, $width pixels', async ({ colorScheme, width }) => {
    for (const kind of ['mixed', 'three-environments'] as const) {
      const options = { colorScheme, viewport: { width, height: 800 } };
      await using opened = await open(browser, sampleHtml(kind), options);
      const { texts, faint } = await inPage<{ texts: number; faint: string[] }>(
        opened.page,
        TOO_FAINT,
      );
      expect(texts).toBeGreaterThan(100);
      expect(faint).toEqual([]);
    }
  });
});

/** The text of the report: the same for the same bundle, whole without a run, and quiet about styles. */

import { expect, test } from 'vitest';
import { readBundle } from '../../harness/bundle/index.ts';
import { sampleBundle } from '../fixtures/build.ts';
import { renderHtml } from './index.ts';
import { KINDS, sampleHtml } from './testing/samples.ts';

test.each(KINDS)('%s: the same bundle gives the same bytes', (kind) => {
  expect(sampleHtml(kind)).toBe(sampleHtml(kind));
});

test.each(KINDS)('%s: no element has a style of its own, and ids are unique', (kind) => {
  const text = sampleHtml(kind);
  expect(text).not.toMatch(/<[^>]* style=/);
  const ids = [...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  expect(ids).toEqual([...new Set(ids)]);
});

test.each(KINDS)('%s: every link leads to an id of the page', (kind) => {
  const text = sampleHtml(kind);
  const ids = new Set([...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
  const links = [...text.matchAll(/ href="#([^"]*)"/g)].map(([, to]) =>
    decodeURIComponent(`${to}`),
  );
  expect(links.filter((to) => !ids.has(to))).toEqual([]);
});

test('a bundle without a run is a page that says so', () => {
  const text = renderHtml(readBundle('not a bundle\n'));
  expect(text).toContain('Nothing was judged');
  expect(text).toContain('line 1: not JSON');
});

test('a run that was cut off is not praised', () => {
  const lines = sampleBundle('pass').trimEnd().split('\n');
  const sentences = [lines, lines.slice(0, -1), lines.slice(0, -2)].map(
    (some) => /<h1>(.*?)<\/h1>/.exec(renderHtml(readBundle(`${some.join('\n')}\n`)))?.[1],
  );
  const unsure = 'Nothing new is broken, but not everything was judged';
  expect(sentences).toEqual(['This kernel keeps its promises', unsure, unsure]);
});

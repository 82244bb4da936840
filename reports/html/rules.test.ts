/** The rules in the report: what was not reached is named, and zero has a sign. */

import { expect, test } from 'vitest';
import { readBundle } from '../../harness/bundle/index.ts';
import { sampleBundle } from '../fixtures/build.ts';
import { renderHtml } from './index.ts';
import { sampleHtml } from './testing/samples.ts';

test('a whole run says what it did not reach', () => {
  const text = sampleHtml('three-environments');
  expect(text).toContain('plain-user: 3 of 9 rules not reached: bind: bind.inet.privileged,');
  expect(text).toContain('full-root: all of 8 rules reached.');
});

test('a part of a run only counts', () => {
  const text = sampleHtml('mixed');
  expect(text).toContain('a part of a run (properties were chosen)');
  expect(text).not.toContain('not reached:');
});

test('zero has a sign, unless it is what is expected', () => {
  const rowOf = (text: string, id: string) =>
    text.match(/<tr data-filter[^>]*>.*?<\/tr>/gs)?.find((row) => row.includes(`>${id} `)) ?? '';
  const text = sampleHtml('mixed');
  expect(rowOf(text, 'connect.deaf')).toContain('○');
  expect(rowOf(text, 'connect.full.blocks')).not.toContain('○');
  expect(rowOf(text, 'connect.full.blocks')).toContain('not expected: it blocks');
});

test('a result of an older version has no table, and says why', () => {
  const lines = sampleBundle('pass').split('\n');
  const old = lines.filter((line) => !line.includes('"t":"rules"')).join('\n');
  expect(renderHtml(readBundle(old))).toContain('No rules were counted.');
});

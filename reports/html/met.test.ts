/** Tests of known deviations in the report: what was met is counted, and a known failure is no new one. */

import { describe, expect, test } from 'vitest';
import { type Bundle, readBundle } from '../../harness/bundle/index.ts';
import { sampleBundle } from '../fixtures/build.ts';
import { renderHtml } from './index.ts';

const EXCESS = 'recvmsg/scm.rights.truncated/flags';

/** The sample, in which the property with the known failure met these. */
function bundleWith(deviations: Record<string, number>): Bundle {
  const { runs, problems } = readBundle(sampleBundle('mixed'));
  return {
    problems,
    runs: runs.map((run) => ({
      ...run,
      verdicts: new Map(
        [...run.verdicts].map(([id, records]) => [
          id,
          records.map((one) => (one.known === 'ctrunc-lost' ? { ...one, deviations } : one)),
        ]),
      ),
    })),
  };
}

const listOf = (deviations: Record<string, number>): string =>
  /<details class="quiet">.*?<\/details>/s.exec(renderHtml(bundleWith(deviations)))?.[0] ?? '';

describe('known deviations', () => {
  test('are listed with how often they were met, the most frequent first', () => {
    const text = listOf({ 'bind:<b>': 1, 'send:errno': 1234, [EXCESS]: 7 }).replace(
      /<[^>]*>/g,
      ' ',
    );

    expect(text.replace(/\s+/g, ' ').trim()).toBe(
      `met 3 known deviations send:errno × 1,234 ${EXCESS} × 7 bind:&lt;b> × 1`,
    );
  });

  test('lead to their card where there is one', () => {
    const text = listOf({ 'send:errno': 1, [EXCESS]: 7 });

    expect(text.match(/<a /g)).toHaveLength(1);
    expect(text).toContain(`<a href="#${encodeURIComponent(`failure-${EXCESS}`)}">`);
  });

  test('leave no list where none was met', () => {
    expect(listOf({})).toBe('');
    expect(renderHtml(readBundle(sampleBundle('mixed')))).not.toContain(
      'known deviations</summary>',
    );
  });
});

test('a run’s table counts a known failure as known, like the totals', () => {
  const text = renderHtml(readBundle(sampleBundle('three-environments')));

  const table = /<table class="runs">.*?<\/table>/s.exec(text)?.[0] ?? '';
  expect(table.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')).toMatch(/✗ fail 2 .*◆ known 1 /);
});

import fc from 'fast-check';
import { marked } from 'marked';
import { describe, expect, test } from 'vitest';
import { mergeBundles, readBundle, totalsOf } from '../../harness/bundle/index.ts';
import { type SampleKind, sampleBundle } from '../fixtures/build.ts';
import { visibleLine } from '../terminal/index.ts';
import { bundleWith, failuresWith, hostile } from './fixtures/hostile.ts';
import { renderMarkdown } from './index.ts';

const KINDS: readonly SampleKind[] = ['pass', 'mixed', 'three-environments'];
const bundleOf = (kind: SampleKind) => readBundle(sampleBundle(kind));
const htmlOf = (markdown: string) => marked.parse(markdown, { async: false, gfm: true });

/** The cells of all rows but the headings, as a reader sees them. */
function cellsIn(markdown: string): string[] {
  return [...htmlOf(markdown).matchAll(/<td>(.*?)<\/td>/gs)].map(([, inner = '']) =>
    inner
      .replace(/^<code>(.*)<\/code>$/s, '$1')
      .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))),
  );
}

const tagsIn = (markdown: string) =>
  new Set([...htmlOf(markdown).matchAll(/<\/?([a-z]+)[^>]*>/g)].map(([tag]) => tag));

const OURS = ['p', 'strong', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'code'].flatMap(
  (name) => [`<${name}>`, `</${name}>`],
);

describe('what is told', () => {
  test.each(KINDS)('%s: the counts come first, in words for grep', (kind) => {
    const [first] = renderMarkdown(bundleOf(kind)).split('\n');
    const { pass, fail, missing } = totalsOf(bundleOf(kind));

    expect(first).toMatch(new RegExp(`^\\*\\*sockspec: pass ${pass} · fail ${fail} · `));
    expect(first).toMatch(new RegExp(` · missing ${missing}\\*\\*$`));
  });

  test('the counts are there when nothing else is', () => {
    expect(renderMarkdown({ runs: [], problems: [] })).toMatch(/^\*\*sockspec: pass 0 .*\*\*\n$/);
  });

  test('a pass has a row for its environment, and no other table', () => {
    expect(cellsIn(renderMarkdown(bundleOf('pass')))[0]).toBe('6.18.44+x86_64/full-root/sandbox');
    expect(renderMarkdown(bundleOf('pass'))).not.toContain('| property |');
  });

  test('rules that a whole run did not reach have a row for its environment', () => {
    const markdown = renderMarkdown(bundleOf('three-environments'));

    expect(markdown.match(/rules not reached/g)).toHaveLength(1);
    expect(cellsIn(markdown).at(-1)).toContain('3: <code>bind: bind.inet.privileged,');
    expect(renderMarkdown(bundleOf('mixed'))).not.toContain('rules not reached');
  });

  test('what failed in several environments is one row, and nothing expected is one', () => {
    const cells = cellsIn(renderMarkdown(bundleOf('three-environments')));
    const at = cells.indexOf('unix.bind.taken-name-is-refused');

    expect(cells.slice(at, at + 4)).toEqual([
      'unix.bind.taken-name-is-refused',
      'fail',
      'bind gave EINVAL where only EADDRINUSE is allowed.',
      '2 environments',
    ]);
    expect(cells.filter((cell) => cell === 'unix.bind.taken-name-is-refused')).toHaveLength(1);
    expect(cells).toContain('tcp.bind.wildcard-is-guarded');
    expect(cells).not.toContain('unix.scm-rights.excess-is-closed');
    expect(cells).not.toContain('tcp.bind.port-start-is-obeyed');
  });

  test('the same bundle gives the same bytes, in whatever order its parts were merged', () => {
    const [one, other] = [bundleOf('pass'), bundleOf('mixed')];

    expect(renderMarkdown(mergeBundles([one, other]))).toBe(
      renderMarkdown(mergeBundles([other, one])),
    );
  });
});

describe('hostile text', () => {
  test('is shown as it is, in its cell, and makes nothing', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const markdown = renderMarkdown(bundleWith(text));
        const cells = cellsIn(markdown);
        const shown = visibleLine(text);

        expect([...tagsIn(markdown)].filter((tag) => !OURS.includes(tag))).toEqual([]);
        expect(cells).toHaveLength(1 + 9 + 4);
        expect(cells.filter((cell) => cell === (shown.trim() === '' ? '' : shown)).length)
          // The problem, both names of the environment, and the reason.
          .toBeGreaterThanOrEqual(4);
      }),
      { numRuns: 500 },
    );
  });

  test('the reader of this test would notice', () => {
    expect(tagsIn('| a |\n| --- |\n| <b>x</b> |')).toContain('<b>');
    expect(tagsIn('| a |\n| --- |\n| www.evil.test |')).toContainEqual(
      expect.stringMatching('<a '),
    );
  });
});

describe('size', () => {
  const many = (count: number, text: string) =>
    renderMarkdown(failuresWith(Array.from({ length: count }, (_, index) => `${index} ${text}`)));

  test('stays within 200 KB, and what does not fit is counted', () => {
    const markdown = many(3_000, '<|>'.repeat(90));

    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(200_000);
    const [, more = ''] = /…and (\d+) more; /.exec(markdown) ?? [];
    expect(cellsIn(markdown).filter((cell) => cell === 'broken').length + Number(more)).toBe(3_000);
    expect(markdown).toMatch(/^\*\*sockspec: /);
  });

  test('also with many environments and problems', () => {
    const { runs } = bundleWith('漢'.repeat(400));
    const copies = Array.from({ length: 2_000 }, () => runs).flat();
    const problems = Array.from({ length: 2_000 }, (_, index) => `${index} ${'|'.repeat(400)}`);

    expect(Buffer.byteLength(renderMarkdown({ runs: copies, problems }))).toBeLessThanOrEqual(
      200_000,
    );
  });

  test('a long text is cut between characters', () => {
    expect(many(1, '😀'.repeat(400))).toContain('😀…</code>');
  });
});

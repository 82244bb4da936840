import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBundle } from '../../harness/bundle/index.ts';
import { sampleBundle } from '../fixtures/build.ts';
import { visibleLine } from '../terminal/index.ts';
import { bundleWith, failuresWith, hostile } from './fixtures/hostile.ts';
import { renderAnnotations } from './index.ts';

/** Undoes the escapes as the runner of GitHub does. */
function unescaped(text: string): string {
  const signs = { '%3A': ':', '%2C': ',', '%0D': '\r', '%0A': '\n', '%25': '%' };
  return text.replace(/%(?:3A|2C|0D|0A|25)/g, (code) => signs[code as keyof typeof signs]);
}

/** A command as the runner reads it. */
function parsed(line: string) {
  const [, command, properties = '', message = ''] = /^::(\w+) (.*?)::(.*)$/s.exec(line) ?? [];
  const named = properties.split(',').map((property) => property.split(/=(.*)/s));
  return {
    command,
    properties: named.map(([name, value = '']) => [name, unescaped(value)]),
    message: unescaped(message),
  };
}

test('a failure is an error with its property, its verdict and where it was seen', () => {
  const [first, second] = renderAnnotations(readBundle(sampleBundle('three-environments')));

  expect(parsed(first ?? '')).toEqual({
    command: 'error',
    properties: [['title', 'sockspec: fail unix.bind.taken-name-is-refused']],
    message: 'bind gave EINVAL where only EADDRINUSE is allowed. (in 2 environments)',
  });
  expect(second).toContain('(in 6.18.44+x86_64/plain-user/sandbox)');
});

test('a pass has none', () => {
  expect(renderAnnotations(readBundle(sampleBundle('pass')))).toEqual([]);
});

test.each([
  [1, 1],
  [9, 9],
  [10, 10],
  [700, 10],
])('%i failures make %i lines, as more would be dropped in silence', (failures, lines) => {
  const texts = Array.from({ length: failures }, (_, index) => `reason ${index}`);

  const annotations = renderAnnotations(failuresWith(texts));

  expect(annotations).toHaveLength(lines);
  if (failures > 9) expect(annotations.at(-1)).toContain(`::and ${failures - 9} more;`);
});

test('whatever a kernel says stays one command with one title', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const lines = renderAnnotations(bundleWith(text));

      expect(lines).toHaveLength(2);
      for (const line of lines) expect(line).toMatch(/^::error title=[^\r\n:,]*::[^\r\n]*$/);
      expect(parsed(lines[0] ?? '').message).toBe(`${visibleLine(text)} (in ${visibleLine(text)})`);
      expect(parsed(lines[1] ?? '')).toEqual({
        command: 'error',
        properties: [['title', 'sockspec: not whole']],
        message: visibleLine(text),
      });
    }),
    { numRuns: 500 },
  );
});

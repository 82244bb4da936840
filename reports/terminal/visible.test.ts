import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visible, visibleLine } from './visible.ts';

const any = fc.string({ unit: 'binary' });

test('what is printable stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'aZ é世🙂"<&\\\u202e') }), (text) => {
      expect(visibleLine(text)).toBe(text);
    }),
  );
});

test('what comes out needs no second treatment', () => {
  fc.assert(
    fc.property(any, (text) => {
      expect(visible(visible(text))).toBe(visible(text));
      expect(visibleLine(visible(text))).toBe(visibleLine(text));
      expect(visible(text).isWellFormed()).toBe(true);
    }),
  );
});

test('controls, lone surrogates and characters that are none are spelled out', () => {
  expect(visible('\0\u001b[1m\r\n\t\u009b\ud800x\ufffe')).toBe(
    '\\u0000\\u001b[1m\\u000d\n\t\\u009b\\ud800x\\ufffe',
  );
  expect(visibleLine('a\nb\tc')).toBe('a\\u000ab\\u0009c');
});

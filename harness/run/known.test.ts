import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Known, knownSignatures, wildcard } from './known.ts';

/** Texts in which everything stands that a regular expression would obey. */
const text = fc.string({
  unit: fc.oneof(fc.constantFrom(...'.*+?^$()[]{}|\\/-\n a'), fc.string()),
});
const literal = text.map((one) => one.replaceAll('*', ''));

describe('a pattern', () => {
  test('without a star fits itself and nothing else', () => {
    fc.assert(
      fc.property(literal, literal, (pattern, other) => {
        expect(wildcard(pattern)(other)).toBe(pattern === other);
        expect(wildcard(pattern)(pattern)).toBe(true);
      }),
    );
  });

  test('fits whatever stands in the place of its stars', () => {
    fc.assert(
      fc.property(fc.array(literal, { minLength: 1 }), fc.infiniteStream(text), (parts, any) => {
        const filled = parts.reduce((before, part) => `${before}${any.next().value}${part}`);

        expect(wildcard(parts.join('*'))(filled)).toBe(true);
      }),
    );
  });

  test('of one star fits everything', () => {
    fc.assert(
      fc.property(text, (any) => {
        expect(wildcard('*')(any)).toBe(true);
      }),
    );
  });

  test('wants the whole text', () => {
    expect(wildcard('bind')('bind:errno')).toBe(false);
    expect(wildcard('bind:*')('rebind:errno')).toBe(false);
    expect(wildcard('*:errno')('bind:errno:EACCES')).toBe(false);
  });
});

describe('what is known', () => {
  const known: readonly Known[] = [
    { signature: 'bind:*:EACCES', kernel: '6.1.*' },
    { signature: 'send:errno' },
  ];

  test('of a release is known there alone', () => {
    expect(knownSignatures(known, '6.1.9')('bind:path:EACCES')).toBe(true);
    expect(knownSignatures(known, '6.10.9')('bind:path:EACCES')).toBe(false);
  });

  test('of no release is known everywhere', () => {
    fc.assert(
      fc.property(fc.string(), (release) => {
        expect(knownSignatures(known, release)('send:errno')).toBe(true);
        expect(knownSignatures([], release)('send:errno')).toBe(false);
      }),
    );
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isWhole,
  parseIdMap,
  parseLsm,
  parseNumber,
  parseNumbers,
  parseRelease,
  parseStatus,
} from './proc.ts';

const junk = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...' \t\n:-0123456789,a') }));

test('no parser throws, whatever the kernel prints', () => {
  fc.assert(
    fc.property(junk, fc.nat(4), (text, count) => {
      parseStatus(text);
      parseIdMap(text);
      parseLsm(text);
      parseRelease(text);
      expect(parseNumber(text) ?? 0).toSatisfy(Number.isSafeInteger);
      expect(parseNumbers(text, count)?.length ?? count).toBe(count);
    }),
  );
});

test('an id map is read back from its own text, with junk lines between', () => {
  const range = fc.record({ inside: fc.nat(), outside: fc.nat(), count: fc.nat() });

  fc.assert(
    fc.property(fc.array(range), (map) => {
      const text = map
        .map(({ inside, outside, count }) => `    ${inside}   ${outside}\t${count}\nodd line\n`)
        .join('\n');
      expect(parseIdMap(text)).toEqual(map);
    }),
  );
});

test('a number is read back, and a word, a fraction or a huge one is none', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (number) => {
      expect(parseNumber(`${number}\n`)).toBe(number);
    }),
  );
  for (const text of ['', 'max', '1.5', '0x10', '1 2', '99999999999999999999', undefined]) {
    expect(parseNumber(text)).toBeUndefined();
  }
});

test('status lines keep their values, colons too', () => {
  const status = parseStatus('Name:\ta:b\nSeccomp:\t2\nnonsense\n:x\n');

  expect([...status]).toEqual([
    ['Name', 'a:b'],
    ['Seccomp', '2'],
  ]);
});

test('modules and releases are read', () => {
  expect(parseLsm('lockdown,capability, apparmor\n')).toEqual([
    'lockdown',
    'capability',
    'apparmor',
  ]);
  expect(parseRelease('6.18.44-fc-v657')).toEqual([6, 18]);
  expect(parseRelease('next-20260101')).toBeUndefined();
});

test('a map is whole if every id is itself', () => {
  expect(isWhole(parseIdMap('         0          0 4294967295\n'))).toBe(true);
  expect(isWhole(parseIdMap('0 100000 65536\n'))).toBe(false);
  expect(isWhole(parseIdMap('0 0 1000\n1000 1000 4294966295\n'))).toBe(false);
  expect(isWhole([])).toBe(false);
});

import { expect, test } from 'vitest';
import { findProfile, grants, PROFILES } from './profiles.ts';

test('every profile is found by its name, and no two share one', () => {
  expect(new Set(PROFILES.map(({ name }) => name)).size).toBe(PROFILES.length);
  for (const profile of PROFILES) expect(findProfile(profile.name)).toBe(profile);
});

test('an unknown name is one line that lists the known ones', () => {
  const names = PROFILES.map(({ name }) => name).join(', ');

  expect(() => findProfile('rot')).toThrow(`no profile "rot": known are ${names}`);
});

test('every text is one sentence', () => {
  for (const { text } of PROFILES) expect(text).toMatch(/^[A-Z][^\n]*\.$/);
});

test('a rule grants what it names, or all but that', () => {
  expect(grants({ only: ['CHOWN'] }, 'CHOWN')).toBe(true);
  expect(grants({ only: ['CHOWN'] }, 'KILL')).toBe(false);
  expect(grants({ without: ['CHOWN'] }, 'CHOWN')).toBe(false);
  expect(grants({ without: ['CHOWN'] }, 'KILL')).toBe(true);
});

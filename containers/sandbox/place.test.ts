import { expect, test } from 'vitest';
import { choosePoint } from './place.ts';

test('the tmpfs goes where nothing needed lies', () => {
  expect(choosePoint(['/srv/sockspec'], () => true)).toBe('/media');
  expect(choosePoint(['/media/stick/sockspec', '/srv'], () => true)).toBe('/mnt');
  expect(choosePoint(['/mediathek'], () => true)).toBe('/media');
});

test('a directory that does not exist is not chosen, and there may be none', () => {
  expect(choosePoint([], (path) => path === '/tmp')).toBe('/tmp');
  expect(choosePoint([], () => false)).toBeUndefined();
});

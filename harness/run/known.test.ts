import fc from 'fast-check';
import { expect, test } from 'vitest';
import { knownSignatures, wildcard } from './known.ts';

test('a star stands for any characters, and everything else for itself', () => {
  expect(wildcard('*:recv.empty:errno:*')('recvmsg:recv.empty:errno:success')).toBe(true);
  expect(wildcard('recv:recv.empty')('recv:recvxempty')).toBe(false);
  expect(wildcard('recv*')('xrecv')).toBe(false);
});

test('a text without a star fits itself alone', () => {
  const text = fc.string().filter((one) => !one.includes('*'));

  fc.assert(fc.property(text, (one) => wildcard(one)(one)));
  fc.assert(fc.property(text, text, (one, other) => wildcard(one)(other) === (one === other)));
});

test('a signature is known only of the releases that its entry names', () => {
  const known = [{ signature: 'bind:*', kernel: '4.4.*' }, { signature: 'recv:x:errno:y' }];

  const there = knownSignatures(known, '4.4.0');
  const elsewhere = knownSignatures(known, '6.18.1');

  expect(there('bind:bind.abstract:errno:EISDIR')).toBe(true);
  expect(elsewhere('bind:bind.abstract:errno:EISDIR')).toBe(false);
  expect(elsewhere('recv:x:errno:y')).toBe(true);
});

import { expect, test } from 'vitest';
import { inTime } from './patience.ts';

test('an answer in time is passed on, a failure too', async () => {
  await expect(inTime(Promise.resolve(7), 'no answer')).resolves.toBe(7);
  await expect(inTime(Promise.reject(new Error('no')), 'no answer')).rejects.toThrow('no');
});

test('one that does not come is refused in one line', async () => {
  const never = new Promise<never>(() => {});

  await expect(inTime(never, 'it does not start', 5)).rejects.toThrow(
    /^it does not start in 0\.005 s; see what [^\n]*$/,
  );
});

test('one that fails too late breaks nothing', async () => {
  const late = Promise.withResolvers<void>();
  await expect(inTime(late.promise, 'it does not start', 1)).rejects.toThrow('does not start');

  late.reject(new Error('too late'));
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collect } from './fixtures/collect.ts';
import { parseEvent, readEvents } from './guest.ts';

async function* chunks(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (const size of sizes) {
    yield bytes.subarray(at, at + size);
    at += size;
  }
  yield bytes.subarray(at);
}

test('events survive any cutting of the stream, also within a character', async () => {
  const event = fc.record({
    e: fc.constant('refused' as const),
    message: fc.string({ unit: 'binary' }),
  });

  await fc.assert(
    fc.asyncProperty(fc.array(event), fc.array(fc.nat(30)), async (events, sizes) => {
      const text = events.map((one) => `${JSON.stringify(one)}\n`).join('');
      const read = await collect(readEvents(chunks(new TextEncoder().encode(text), sizes)));
      expect(read).toEqual(JSON.parse(JSON.stringify(events)));
    }),
  );
});

test.each(['{"e":"nonsense"}', '[]', 'null', '{', '"end"', '{"e":"toString"}'])(
  'the line %s is an error that quotes it',
  (line) => {
    expect(() => parseEvent(line)).toThrow(JSON.stringify(line));
  },
);

test('half a last line is an error, unless we cut it ourselves', async () => {
  const half = new TextEncoder().encode('{"e":"end"}\n{"e":"st');

  await expect(collect(readEvents(chunks(half, [])))).rejects.toThrow('not JSON');
  expect(await collect(readEvents(chunks(half, []), () => true))).toEqual([{ e: 'end' }]);
});

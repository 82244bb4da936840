/**
 * Payloads: every send has a tag of its own, and byte i of tag t is a known function of both, so that each
 * received byte names the send it came from.
 */

const POOL_SIZE = 1 << 20;
const STRIDE = 4099;

/** xorshift32 filled once; any 8-byte window is, in practice, unique in the pool. */
const pool = (() => {
  const bytes = new Uint8Array(POOL_SIZE);
  let x = 0x9e3779b9;
  for (let i = 0; i < POOL_SIZE; i++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    bytes[i] = x & 0xff;
  }
  return bytes;
})();

/** The largest single payload. */
export const MAX_PAYLOAD = POOL_SIZE / 2;

/** Bytes `from` to `to` of the payload with this tag: a view that must not be written. */
export function payload(tag: number, from: number, to: number): Uint8Array {
  const start = (tag * STRIDE) % (POOL_SIZE - MAX_PAYLOAD);
  return pool.subarray(start + from, start + to);
}

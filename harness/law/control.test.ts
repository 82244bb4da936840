import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { controlSpace } from '../kernel/index.ts';
import { fitInto } from './control.ts';

const rooms = fc.integer({ min: 0, max: 128 });
const messages = { creds: fc.boolean(), rights: fc.nat({ max: 6 }), pidfd: fc.boolean() };

/** Where there is room enough for all, the last one without what would align a next one. */
function needed({ creds, rights, pidfd }: { creds: boolean; rights: number; pidfd: boolean }) {
  const bytes = [creds ? 12 : 0, 4 * rights, pidfd ? 4 : 0].filter((length) => length > 0);
  return bytes.reduce((sum, length, i) => {
    const isLast = i === bytes.length - 1;
    return sum + (isLast ? 16 + length : controlSpace(length));
  }, 0);
}

test('nothing is cut where there is room for all, and MSG_CTRUNC tells of the rest', () => {
  fc.assert(
    fc.property(rooms, fc.record(messages), (room, sent) => {
      const fit = fitInto(room, sent.creds, sent.rights, sent.pidfd);
      const isWhole = room >= needed(sent);

      expect(fit.truncated).toBe(!isWhole);
      if (isWhole)
        expect(fit).toMatchObject({
          ...{ creds: sent.creds ? 'whole' : 'none' },
          ...{ rights: sent.rights, pidfd: sent.pidfd },
        });
    }),
  );
});

test('a pidfd comes last: it is told only where all else is whole', () => {
  fc.assert(
    fc.property(rooms, fc.record(messages), (room, { creds, rights }) => {
      const fit = fitInto(room, creds, rights, true);

      expect(fit.pidfd).toBe(!fit.truncated);
      if (fit.pidfd) expect(fitInto(room, creds, rights, false).truncated).toBe(false);
    }),
  );
});

/** Liars that poll several descriptors at once, and mistake one for another. */

import { ERRNO } from '../abi/errno.ts';
import { POLLERR, POLLHUP, POLLNVAL } from '../abi/poll.ts';
import type { PollEntry } from '../kernel/index.ts';
import { failure, type Liars, liar, telling } from './lie.ts';

const EACH = 'stream.poll.each-of-several-by-itself';
/** So many are on the kernel's stack. */
const ON_THE_STACK = 30;

/** poll of more than one whose events are changed, and counted anew. */
const changed = (change: (out: readonly number[], entries: readonly PollEntry[]) => number[]) =>
  telling('poll', (told, [entries]) => {
    if (told.ret < 0 || entries.length < 2) return told;
    const out = change(told.out, entries);
    return { ...told, ret: out.filter((revents) => revents !== 0).length, out };
  });

/** poll of more than one that counts otherwise. */
const counted = (count: (out: readonly number[], entries: readonly PollEntry[]) => number) =>
  telling('poll', (told, [entries]) =>
    told.ret < 0 || entries.length < 2 ? told : { ...told, ret: count(told.out, entries) },
  );

export default {
  'poll-stops-at-the-first': liar(
    EACH,
    'poll tells of the first descriptor that has something to tell, and of no other.',
    changed((out) => {
      const first = out.findIndex((revents) => revents !== 0);
      return out.map((revents, i) => (i === first ? revents : 0));
    }),
  ),
  'poll-counts-files-once': liar(
    EACH,
    'poll counts a descriptor that is listed twice once.',
    counted((out, entries) => {
      const told = entries.filter((_, i) => out[i] !== 0).map(({ fd }) => fd);
      return new Set(told).size;
    }),
  ),
  'poll-does-not-count-invalid': liar(
    EACH,
    'poll does not count descriptors that are not open.',
    counted((out) => out.filter((revents) => (revents & ~POLLNVAL) !== 0).length),
  ),
  'poll-refuses-invalid': liar(
    EACH,
    'poll of several fails with EBADF if one is not open.',
    telling('poll', (told, [entries]) =>
      entries.length > 1 && told.out.some((revents) => (revents & POLLNVAL) !== 0)
        ? failure(ERRNO.EBADF, told.out)
        : told,
    ),
  ),
  'poll-tells-of-negative-ones': liar(
    EACH,
    'poll tells POLLNVAL of negative descriptors.',
    changed((out, entries) => out.map((one, i) => ((entries[i]?.fd ?? 0) < 0 ? POLLNVAL : one))),
  ),
  'poll-leaves-negative-ones': liar(
    EACH,
    'poll leaves revents of a negative descriptor as it was.',
    telling('poll', (told, [entries]) => ({
      ...told,
      out: told.out.map((one, i) => ((entries[i]?.fd ?? 0) < 0 ? (entries[i]?.events ?? 0) : one)),
    })),
  ),
  'poll-asks-as-of-the-first': liar(
    EACH,
    'poll asks of each descriptor what was asked of the first.',
    (kernel) => ({
      ...kernel,
      poll: (entries, timeout) => {
        const events = entries[0]?.events ?? 0;
        return kernel.poll(
          entries.map(({ fd }) => ({ fd, events })),
          timeout,
        );
      },
    }),
  ),
  'poll-tells-twice-once': liar(
    EACH,
    'poll tells nothing of a descriptor that it told of before.',
    changed((out, entries) =>
      out.map((revents, i) =>
        entries.findIndex(({ fd }, j) => fd === entries[i]?.fd && out[j] !== 0) < i ? 0 : revents,
      ),
    ),
  ),
  'poll-forgets-those-that-are-many': liar(
    EACH,
    'poll tells nothing of descriptors for which there was no room on the stack.',
    changed((out) => out.map((revents, i) => (i < ON_THE_STACK ? revents : 0))),
  ),
  'poll-tells-errors-where-asked': liar(
    EACH,
    'poll of several tells POLLHUP and POLLERR only of descriptors of which something was asked.',
    changed((out, entries) =>
      out.map((one, i) => (entries[i]?.events === 0 ? one & ~(POLLHUP | POLLERR) : one)),
    ),
  ),
} satisfies Liars;

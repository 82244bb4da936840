import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findProfile } from '../../containers/profiles/index.ts';
import { launchSandbox } from '../../containers/sandbox/index.ts';
import type { GuestVerdict } from '../run/protocol.ts';
import { LIARS } from './all.ts';

const files = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .filter((file) => !['lie.ts', 'all.ts'].includes(file));

const TEN_SECONDS = 10_000;
/** Vitest cuts what is longer. */
const LONGEST = 40;
const MOST_OPERATIONS = 8;

async function judged(property: string, subject: string | undefined): Promise<GuestVerdict> {
  await using guest = await launchSandbox({
    profile: findProfile('full-root'),
    request: { command: 'run', properties: [property], seed: 20_261_123, subject },
  });
  for await (const event of guest.events) {
    if (event.e === 'verdict') return event.verdict;
    if (event.e === 'refused') throw new Error(event.message);
  }
  throw new Error('the guest ended without a verdict');
}

// Taking on other identities needs root; the sandbox itself does not.
const asRoot = process.geteuid?.() === 0;

test('every liar has a property that catches it', () => {
  const used = LIARS.map(({ subject }) => basename(subject).split('#')[0] ?? '');

  expect(files.toSorted()).toEqual([...new Set(used)].toSorted());
  expect(new Set(LIARS.map(({ name }) => name)).size).toBe(LIARS.length);
});

test('names are short enough to stand in the title of a test', () => {
  expect(LIARS.map(({ name }) => name).filter(({ length }) => length > LONGEST)).toEqual([]);
});

describe.concurrent.each(LIARS)('$name', ({ subject, property }) => {
  test(`is caught by ${property} within ten seconds, in at most ${MOST_OPERATIONS} operations`, {
    timeout: 30_000,
    // Calls that overlap do not meet in the same way every time, and processes that end take theirs: on a busy machine shrinking may end early.
    retry: /(together|sleepers|gone)\.ts/.test(subject) ? 2 : 0,
  }, async (context) => {
    context.skip(!asRoot, 'needs root: the lie shows between identities');
    const begun = performance.now();

    const verdict = await judged(property, subject);

    expect(verdict).toMatchObject({ verdict: 'fail' });
    expect(verdict.failure?.shrunk.to).toBeLessThanOrEqual(MOST_OPERATIONS);
    expect(performance.now() - begun).toBeLessThan(TEN_SECONDS);
  });
});

test.concurrent.each([...new Set(LIARS.map(({ property }) => property))])(
  'the honest kernel passes %s',
  async (property) => {
    const verdict = await judged(property, undefined);

    expect(['pass', 'skip']).toContain(verdict.verdict);
    if (asRoot) expect(verdict.verdict).toBe('pass');
  },
);

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CLAUSES } from '../../suites/clauses/index.ts';
import { type Entry, expectationOf, isFor, ledger } from './index.ts';

const one: Entry = {
  ...{ id: 'runsc-bind', signature: 'bind:*:errno:EINVAL', clause: 'B14', since: '2026-11-23' },
  ...{ seen: 'runsc 1.0', text: 'bind: EINVAL, allowed only EADDRINUSE' },
};
const where = { runtime: 'docker-runsc', profile: 'root', kernel: '4.4.0' };

describe('an entry', () => {
  test('of no place is for every place', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (runtime, profile, kernel) => {
        expect(isFor(one, { runtime, profile, kernel })).toBe(true);
      }),
    );
  });

  test('is for its own place alone', () => {
    const name = fc.constantFrom('runtime' as const, 'profile' as const, 'kernel' as const);
    fc.assert(
      fc.property(name, fc.stringMatching(/^[a-z.-]{1,8}$/), fc.string(), (part, own, other) => {
        const entry = { ...one, [part]: own };

        expect(isFor(entry, { ...where, [part]: own })).toBe(true);
        expect(isFor(entry, { ...where, [part]: other })).toBe(own === other);
      }),
    );
  });

  test('may fit a place of which not all is known yet', () => {
    const entry = { ...one, runtime: 'docker-*', kernel: '4.4.0' };

    expect(isFor(entry, { runtime: 'docker-runsc' })).toBe(true);
    expect(isFor(entry, { runtime: 'sandbox' })).toBe(false);
    expect(isFor(entry, {})).toBe(true);
  });
});

describe('an expectation', () => {
  test('needs the signature and the place', () => {
    const entries = [{ ...one, runtime: 'docker-*' }];

    expect(expectationOf(entries, where, 'bind:path:errno:EINVAL')).toBe(entries[0]);
    expect(expectationOf(entries, where, 'bind:path:errno:EACCES')).toBeUndefined();
    expect(
      expectationOf(entries, { ...where, runtime: 'sandbox' }, 'bind:path:errno:EINVAL'),
    ).toBeUndefined();
  });

  test('is the first of those that fit', () => {
    const entries = [one, { ...one, id: 'another' }];

    expect(expectationOf(entries, where, 'bind::errno:EINVAL')?.id).toBe('runsc-bind');
  });
});

describe('a ledger', () => {
  const withEntry = (change: object) => ({ about: 'for a test', entries: [{ ...one, ...change }] });

  test.for([
    ['an id with capitals', { id: 'Bind' }, 'entries.0.id'],
    ['an id that begins with a hyphen', { id: '-bind' }, 'entries.0.id'],
    ['an empty id', { id: '' }, 'entries.0.id'],
    ['a day that is none', { since: '2026-02-30' }, 'entries.0.since'],
    ['no signature', { signature: undefined }, 'entries.0.signature'],
    ['a field that nobody knows', { kernle: '4.4.0' }, 'entries.0'],
  ] as const)('is refused for %s', ([, change, path]) => {
    const { error } = ledger.safeParse(withEntry(change));

    expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });

  test('is refused where two entries have one id, as reports could not tell them apart', () => {
    const { error } = ledger.safeParse({ about: '', entries: [one, { ...one, clause: 'B15' }] });

    expect(error?.issues.map(({ message }) => message)).toEqual(["id 'runsc-bind' is taken twice"]);
  });

  test('needs no more than its signature, its clause, and what people are told', () => {
    expect(ledger.safeParse(withEntry({})).success).toBe(true);
  });
});

describe('the ledger of the project', () => {
  const text = readFileSync(new URL('../../findings/ledger.json', import.meta.url), 'utf8');
  const { entries } = ledger.parse(JSON.parse(text));

  test('is sorted by ids that are unique, so that a change reads well', () => {
    const ids = entries.map(({ id }) => id);

    expect(ids).toEqual([...new Set(ids)].toSorted());
  });

  test('names clauses of the catalogue alone', () => {
    const clauses = new Set(CLAUSES.map(({ id }) => id));

    expect(entries.filter(({ clause }) => !clauses.has(clause))).toEqual([]);
  });

  test('says of every entry which runtime it is about', () => {
    expect(entries.filter(({ runtime }) => runtime === undefined)).toEqual([]);
  });
});

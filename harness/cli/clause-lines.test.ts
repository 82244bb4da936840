import { expect, test } from 'vitest';
import { makeRun } from '../bundle/index.ts';
import { type HeaderRecord, SCHEMA, type VerdictRecord } from '../bundle/records.ts';
import { clauseLines } from './clause-lines.ts';
import { palette } from './colour.ts';

const plain = palette('never', {});

const header = (permitted: string): HeaderRecord => ({
  ...{ t: 'header', schema: SCHEMA, runId: 'r', started: '2026-01-10T09:30:00Z', seed: 1 },
  suite: { version: '0', digest: 'd' },
  env: {
    ...{ id: '6.1+x/user/sandbox', kernel: '6.1', arch: 'x', profile: 'user', profileText: 'One.' },
    ...{ runtime: 'sandbox', subject: 'kernel' },
    facts: [{ group: 'Capabilities', name: 'permitted', value: permitted }],
  },
  plan: [
    { id: 'a.b', suite: 's', claim: 'c', clauses: ['P01', 'P02'] },
    { id: 'a.c', suite: 's', claim: 'c', clauses: ['P03'] },
  ],
  clauses: ['P01', 'P02', 'P03', 'P04'].map((id) => ({
    ...{ id, promise: 's', text: `text of ${id}`, citation: 'ip(7)', strength: 'linux' as const },
  })),
  promises: [],
});

const verdict = (id: string, more: Partial<VerdictRecord>): VerdictRecord => ({
  ...{ t: 'verdict', env: '6.1+x/user/sandbox', id, verdict: 'pass', cases: 1, rejected: 0 },
  ...{ operations: 1, seed: 1, ms: 1, reached: {}, ...more },
});

test('clauses that no step reached, or that were only skipped, are named with what the profile lacks', () => {
  const run = makeRun(header('SETUID, SETGID'), [
    verdict('a.b', { reached: { P01: 3 } }),
    verdict('a.c', { verdict: 'skip', skip: { kind: 'denied', reason: 'r', remedy: 'm' } }),
  ]);

  const lines = clauseLines([run], plain, false);

  expect(lines[1]).toBe('  2 of 3 clauses in 6.1+x/user/sandbox: P02 P03');
  expect(lines[2]).toContain('lacks SETPCAP, CHOWN, DAC_OVERRIDE, FOWNER, NET_BIND_SERVICE: use');
});

test('with texts every such clause says what it promises; without any there is no line', () => {
  const reached = { P01: 1, P02: 1 };
  const run = makeRun(header('none'), [verdict('a.b', { reached }), verdict('a.c', {})]);
  const whole = makeRun(header('none'), [
    verdict('a.b', { reached }),
    verdict('a.c', { reached: { P03: 1 } }),
  ]);

  expect(clauseLines([run], plain, true).at(-1)).toBe('      P03  text of P03');
  expect(clauseLines([whole], plain, true)).toEqual([]);
});

/** Tests of the session: a guest that hangs, dies or babbles costs one property, never the run. */

import { describe, expect, test } from 'vitest';
import { fakePlace } from './fixtures/fake-place.ts';
import { drive, type Over, type RunningGuest, type SessionVerdict } from './session.ts';

/** What a session over fake properties comes to. */
async function runSession(plan: readonly string[], wrap = (guest: RunningGuest) => guest) {
  const place = fakePlace(plan);
  const verdicts: SessionVerdict[] = [];
  let [guests, plans] = [0, 0];
  let over: Over | undefined;
  const session = drive({
    launch: async (request) => {
      guests += 1;
      return wrap(await place.launch('plain', request));
    },
    request: { command: 'run', properties: [], seed: 7 },
    silence: 1_000,
    killGrace: 500,
    stop: new AbortController().signal,
  });
  for await (const event of session) {
    if (event.e === 'verdict') verdicts.push(event.verdict);
    if (event.e === 'plan') plans += 1;
    if (event.e === 'over') over = event;
  }
  const told = verdicts.map(({ id, verdict }) => `${id}: ${verdict}`);
  return { verdicts, told, guests, plans, over };
}

describe('session', () => {
  test('passes on every verdict of a guest that lives', async () => {
    const { told, guests, over } = await runSession(['a.pass', 'a.fail', 'a.skip', 'a.broken']);

    expect(told).toEqual(['a.pass: pass', 'a.fail: fail', 'a.skip: skip', 'a.broken: broken']);
    expect(guests).toBe(1);
    expect(over).toMatchObject({ why: 'end', left: [] });
  });

  test('a guest that hangs is killed, named, and followed by a fresh one', async () => {
    const { told, verdicts, guests, plans } = await runSession(['a.pass', 'a.hang', 'b.pass']);

    expect(told).toEqual(['a.pass: pass', 'a.hang: broken', 'b.pass: pass']);
    expect(verdicts[1]?.reason).toBe('guest silent for 1 s; hung in a.hang');
    expect(verdicts[1]?.cases).toBe(3);
    expect(guests).toBe(2);
    expect(plans).toBe(1);
  });

  test('a guest that dies leaves its signal and its last words', async () => {
    const { told, verdicts } = await runSession(['a.die', 'b.pass', 'b.die']);

    expect(told).toEqual(['a.die: broken', 'b.pass: pass', 'b.die: broken']);
    expect(verdicts[0]?.reason).toBe('guest died (SIGSEGV): fatal: out of luck');
  });

  test('a guest that says what is no event is not believed any more', async () => {
    const { told, verdicts } = await runSession(['a.babble', 'b.pass']);

    expect(told).toEqual(['a.babble: broken', 'b.pass: pass']);
    expect(verdicts[0]?.reason).toMatch(/is no event/);
  });

  test('a guest that throws in the middle costs the property under way', async () => {
    const { told, verdicts, over } = await runSession(['a.pass', 'a.throw', 'b.pass']);

    expect(told).toEqual(['a.pass: pass', 'a.throw: broken', 'b.pass: pass']);
    expect(verdicts[1]?.reason).toBe('a bug of the guest');
    expect(over?.why).toBe('end');
  });

  test('gives up after five guests that told nothing', async () => {
    const plan = ['a.die', 'b.die', 'c.die', 'd.die', 'e.die', 'f.die', 'g.pass'];

    const { told, guests, over } = await runSession(plan);

    expect(told).toHaveLength(5);
    expect(guests).toBe(5);
    expect(over).toMatchObject({ why: 'lost', left: ['f.die', 'g.pass'] });
  });

  test('a guest that SIGKILL does not end is a crash of the kernel', async () => {
    const { verdicts, guests, over } = await runSession(['a.hang', 'b.pass'], (guest) => ({
      ...guest,
      // Gone in truth, but the session is not told so.
      kill: () => guest.kill().then(() => new Promise<void>(() => {})),
    }));

    expect(verdicts[0]).toMatchObject({ id: 'a.hang', verdict: 'crash' });
    expect(verdicts[0]?.reason).toMatch(/not even SIGKILL ends it/);
    expect(guests).toBe(1);
    expect(over?.left).toEqual(['b.pass']);
  });
});

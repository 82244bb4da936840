/** Tests of what is believed of descriptors that may be the runtime's own. */

import { describe, expect, test } from 'vitest';
import type { Deviation } from '../judge/judge.ts';
import { rule } from '../law/rule.ts';
import { confirmed, type Left } from './confirm.ts';

const some = rule('test.rule', 'C07', 'a test');
const deviation = (name: string, seen = '0'): Deviation => ({
  ...{ rule: some, mismatch: { rule: some, name, seen, want: '1' } },
  ...{ observed: '0', allowed: ['1'], signature: `dup:test.rule:${name}:value` },
});
/** As of poll, when somebody has taken the number that was nobody's. */
const ofNobody: Deviation = {
  ...deviation('number'),
  rule: rule('poll.negative', 'X05', 'poll(2)'),
};
const run = (found?: Deviation, left = 0, isLimited = false): Left => ({
  isLimited,
  run: { deviation: found, unmodelled: undefined, observed: [], steps: [] },
  left,
});
const never = (): Left => {
  throw new Error('it was run again');
};

describe('a deviation', () => {
  test('of the kernel alone is believed at once', () => {
    expect(confirmed(run(deviation('errno')), never).deviation?.signature).toMatch('errno');
    expect(confirmed(run(), never).deviation).toBeUndefined();
  });

  test.each([
    ['of a number that is not the lowest', run(deviation('lowest'))],
    ['of a descriptor that is left open', run(undefined, 1)],
    ['of what is in flight', run(deviation('errno'), 0, true)],
    ['of a number that was nobody’s', run(ofNobody)],
    ['of a call that a signal ended', run(deviation('errno', 'EINTR'))],
  ])('%s is believed if it comes again and again', (_, found) => {
    let times = 0;
    const again = () => (times++ < 2 ? found : run());

    expect(confirmed(found, () => found).deviation).toBeDefined();
    expect(confirmed(found, again).deviation).toBeUndefined();
    expect(times).toBe(3);
  });

  test('that another run shows instead is believed', () => {
    const other = run(deviation('errno'));

    expect(confirmed(run(undefined, 1), () => other).deviation?.signature).toMatch('errno');
  });
});

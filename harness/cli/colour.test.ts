/** Tests of the precedence of colour: the flag, NO_COLOR, forcing, TERM=dumb, the terminal. */

import { describe, expect, test } from 'vitest';
import { type ColourChoice, wantsColour } from './colour.ts';

const CASES: [ColourChoice, Record<string, string>, boolean, boolean][] = [
  ['auto', {}, true, true],
  ['auto', {}, false, false],
  ['always', {}, false, true],
  ['never', {}, true, false],
  ['always', { NO_COLOR: '1', TERM: 'dumb' }, false, true],
  ['never', { FORCE_COLOR: '1', CLICOLOR_FORCE: '1' }, true, false],
  ['auto', { NO_COLOR: '1' }, true, false],
  ['auto', { NO_COLOR: '' }, true, true],
  ['auto', { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  ['auto', { NO_COLOR: '1', CLICOLOR_FORCE: '1' }, false, false],
  ['auto', { FORCE_COLOR: '1' }, false, true],
  ['auto', { FORCE_COLOR: '3', TERM: 'dumb' }, false, true],
  ['auto', { FORCE_COLOR: '0' }, true, false],
  ['auto', { FORCE_COLOR: '' }, false, false],
  ['auto', { CLICOLOR_FORCE: '1' }, false, true],
  ['auto', { CLICOLOR_FORCE: '0' }, false, false],
  ['auto', { CLICOLOR_FORCE: '1', TERM: 'dumb' }, false, true],
  ['auto', { TERM: 'dumb' }, true, false],
  ['auto', { TERM: 'xterm' }, true, true],
];

describe('colour', () => {
  test.for(CASES)('--color %s with %o on a terminal (%s) is %s', ([choice, env, isTTY, wanted]) => {
    expect(wantsColour(choice, { env, isTTY })).toBe(wanted);
  });
});

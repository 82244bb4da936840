/** The public face of text for the terminal. */

export { type Colours, plain } from './colours.ts';
export { renderFailure, replayCommand } from './failure.ts';
export { isKnownFailure, renderKnown } from './known.ts';
export { renderTotals } from './totals.ts';
export { visible, visibleLine } from './visible.ts';

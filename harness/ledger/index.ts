/** The public face of the ledger. */

export { learn } from './learn.ts';
export type { Entry, Ledger } from './ledger.ts';
export { expectationOf, isFor, ledger } from './ledger.ts';
export { notMet } from './not-met.ts';

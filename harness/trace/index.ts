/** The public face of recorded traces. */

export * from './check.ts';
export * from './format.ts';
export * from './reader.ts';

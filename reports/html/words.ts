/** Numbers, durations, dates and addresses inside the page, written the same on every machine. */

import { visible } from '../terminal/index.ts';

const NUMBER = new Intl.NumberFormat('en-US');

/** `12,345`. */
export const number = (value: number): string => NUMBER.format(value);

/** `1 clause`, `12 clauses`. */
export const count = (value: number, noun: string, plural = `${noun}s`): string =>
  `${number(value)} ${value === 1 ? noun : plural}`;

/** The same with spaces at which no line breaks. */
export const unbroken = (text: string): string => text.replaceAll(' ', '\u00a0');

/** `310 ms`, `5.1 s`, `3 min 20 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${number(Math.round(ms))} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${number(Math.floor(seconds / 60))} min ${seconds % 60} s`;
}

/** `2026-01-10 09:30 UTC` for a time in ISO 8601; what is none stays as it is. */
export function time(iso: string): string {
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)[\d:.]*Z$/.exec(iso);
  return parts === null ? iso : `${parts[1]} ${parts[2]} UTC`;
}

/** What the page has addresses for. */
export type Kind = 'failure' | 'promise' | 'clause' | 'suite' | 'property';

/** The id of an element. HTML wants none with white space. */
export const anchor = (kind: Kind, name: string): string =>
  `${kind}-${visible(name).replace(/\s+/g, '_')}`;

/** The address of that element. */
export const link = (kind: Kind, name: string): string =>
  `#${encodeURIComponent(anchor(kind, name))}`;

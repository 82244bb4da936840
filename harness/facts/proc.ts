/** Parsers of what `/proc` and `/sys` print: pure, and forgiving, because every kernel leaves something out. */

import type { IdRange } from './facts.ts';

/** `/proc/self/status` as key to value; lines that are not `Key: value` are left out. */
export function parseStatus(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  return fields;
}

/** A whole decimal number, as most sysctls hold; undefined for everything else. */
export function parseNumber(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? '';
  if (!/^-?\d+$/.test(trimmed)) return undefined;
  const number = Number(trimmed);
  return Number.isSafeInteger(number) ? number : undefined;
}

/** Several whole numbers between blanks; undefined when one of them is none, or when the count is another. */
export function parseNumbers(text: string | undefined, count: number): number[] | undefined {
  const words = text?.trim().split(/\s+/) ?? [];
  const numbers = words.map(parseNumber).filter((number) => number !== undefined);
  return numbers.length === count && words.length === count ? numbers : undefined;
}

/** `/proc/self/uid_map` or `gid_map`; a line that is not three numbers is left out. */
export function parseIdMap(text: string): IdRange[] {
  return text.split('\n').flatMap((line) => {
    const [inside, outside, count] = parseNumbers(line, 3) ?? [];
    if (inside === undefined || outside === undefined || count === undefined) return [];
    return [{ inside, outside, count }];
  });
}

/** Whether every id is there, and is itself. */
export function isWhole(map: readonly IdRange[]): boolean {
  const [{ inside, outside, count } = { inside: -1, outside: -1, count: 0 }] = map;
  return map.length === 1 && inside === 0 && outside === 0 && count === 4_294_967_295;
}

/** `/sys/kernel/security/lsm`: names between commas. */
export function parseLsm(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** The version a `uname -r` begins with, as `[major, minor]`. */
export function parseRelease(release: string): readonly [number, number] | undefined {
  const match = /^(\d+)\.(\d+)/.exec(release);
  return match ? [Number(match[1]), Number(match[2])] : undefined;
}

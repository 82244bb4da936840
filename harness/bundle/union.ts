/** Unions of lists that do not depend on the order in which lists are joined. */

const NATURAL = new Intl.Collator('en', { numeric: true });

/** Like people sort: 6.9 before 6.12. Texts that look the same are told apart by their code units. */
export function naturally(one: string, other: string): number {
  return NATURAL.compare(one, other) || (one < other ? -1 : Number(one > other));
}

/**
 * The entries of both lists, one for each key. Equal lists keep their order, as a catalogue has one to be read in;
 * others are sorted by key. So the union is associative, commutative and idempotent.
 */
export function unite<T>(
  one: readonly T[],
  other: readonly T[],
  keyOf: (entry: T) => string,
  join: (one: T, other: T) => T = smaller,
): readonly T[] {
  if (JSON.stringify(one.map(keyOf)) === JSON.stringify(other.map(keyOf)))
    return one.map((entry, index) => join(entry, other[index] ?? entry));
  const entries = new Map<string, T>();
  for (const entry of [...one, ...other]) {
    const key = keyOf(entry);
    const former = entries.get(key);
    entries.set(key, former === undefined ? entry : join(former, entry));
  }
  return [...entries].toSorted(([a], [b]) => naturally(a, b)).map(([, entry]) => entry);
}

/** Of two entries that say different things of one key, the same one from whichever side one looks. */
export function smaller<T>(one: T, other: T): T {
  return (JSON.stringify(one) ?? '') <= (JSON.stringify(other) ?? '') ? one : other;
}

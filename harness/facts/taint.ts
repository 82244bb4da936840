/** The kernel's taint bits by letter, as `Documentation/admin-guide/tainted-kernels.rst` lists them. */

/** Index is the bit. A capital letter is an event or a choice; all of them stay until reboot. */
export const TAINT_BITS = [
  ['P', 'proprietary module'],
  ['F', 'module was force loaded'],
  ['S', 'out-of-specification system'],
  ['R', 'module was force unloaded'],
  ['M', 'machine check exception'],
  ['B', 'bad page'],
  ['U', 'taint requested by user'],
  ['D', 'kernel died recently (oops or BUG)'],
  ['A', 'ACPI table overridden'],
  ['W', 'kernel issued a warning'],
  ['C', 'staging driver'],
  ['I', 'workaround for platform firmware'],
  ['O', 'out-of-tree module'],
  ['E', 'unsigned module'],
  ['L', 'soft lockup'],
  ['K', 'live patched'],
  ['X', 'auxiliary taint of a distribution'],
  ['T', 'struct randomization'],
  ['N', 'in-kernel test'],
  ['J', 'fwctl debug write'],
] as const satisfies readonly (readonly [letter: string, meaning: string])[];

/** Set bits in words, lowest first; a bit without a letter is told by its number. */
export function decodeTaint(taint: number): string[] {
  const bits = BigInt(taint);
  const words: string[] = [];
  for (let bit = 0; bits >> BigInt(bit) > 0n; bit++) {
    if (((bits >> BigInt(bit)) & 1n) === 0n) continue;
    const known = TAINT_BITS[bit];
    words.push(known ? `${known[0]} ${known[1]}` : `bit ${bit}`);
  }
  return words;
}

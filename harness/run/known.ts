/** Deviations that are known already: they are counted, and what lies behind them is looked for. */

/** What is known of some kernels: a signature, and the releases where it was seen. */
export interface Known {
  readonly signature: string;
  readonly kernel?: string | undefined;
}

/** Tells whether a signature is known of this release; `*` in a pattern stands for any characters. */
export function knownSignatures(
  known: readonly Known[],
  release: string,
): (signature: string) => boolean {
  const signatures = known
    .filter(({ kernel }) => kernel === undefined || wildcard(kernel)(release))
    .map(({ signature }) => wildcard(signature));
  return (signature) => signatures.some((matches) => matches(signature));
}

/** Whether a whole text fits the pattern. */
export function wildcard(pattern: string): (text: string) => boolean {
  const expression = new RegExp(`^${pattern.split('*').map(RegExp.escape).join('.*')}$`, 's');
  return (text) => expression.test(text);
}

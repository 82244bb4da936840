/** Waits for the next thing a guest says, for its silence, or for the order to stop. */

/** What came of waiting. */
export type Next =
  | { readonly kind: 'said'; readonly value: unknown }
  | { readonly kind: 'closed' }
  | { readonly kind: 'silent' }
  | { readonly kind: 'stopped' };

/** The next value of the iterator, unless `silence` milliseconds pass or `stop` is raised first. */
export async function nextEvent(
  events: AsyncIterator<unknown>,
  silence: number,
  stop: AbortSignal,
): Promise<Next> {
  if (stop.aborted) return { kind: 'stopped' };
  const { promise, resolve } = Promise.withResolvers<Next>();
  const timer = setTimeout(() => resolve({ kind: 'silent' }), silence);
  const stopped = () => resolve({ kind: 'stopped' });
  stop.addEventListener('abort', stopped, { once: true });
  const said = events
    .next()
    .then(
      ({ done, value }): Next => (done === true ? { kind: 'closed' } : { kind: 'said', value }),
    );
  try {
    return await Promise.race([said, promise]);
  } finally {
    said.catch(() => {}); // a guest that is killed while we wait may break its stream
    clearTimeout(timer);
    stop.removeEventListener('abort', stopped);
  }
}

/** Bounds how long an engine may take: a request to one that hangs would never end. */

import { ContainerRefusal } from './refusal.ts';

/** Milliseconds for a container to come up, and for a guest in it to say what it is. */
export const PATIENCE = 30_000;

/**
 * The answer, if it comes in time.
 *
 * @throws ContainerRefusal when it does not
 */
export async function inTime<T>(answer: Promise<T>, what: string, patience = PATIENCE): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () =>
      reject(
        new ContainerRefusal(
          `${what} in ${patience / 1000} s`,
          'see what the engine and the machine are busy with',
        ),
      ),
    patience,
  );
  // Whatever comes of it later is nobody's any more.
  answer.catch(() => {});
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

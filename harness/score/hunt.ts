/** Liars in the kernel's place: each is caught when the property that names its lie fails. */

import { findProfile } from '../../containers/profiles/index.ts';
import { launchSandbox } from '../../containers/sandbox/index.ts';
import type { KnownLiar } from '../liars/all.ts';

/** Whether the liar's property notices it. */
export async function isCaught({ subject, property }: KnownLiar, seed: number): Promise<boolean> {
  await using guest = await launchSandbox({
    profile: findProfile('full-root'),
    request: { command: 'run', properties: [property], seed, subject },
  });
  for await (const event of guest.events) {
    if (event.e === 'verdict') return event.verdict.verdict === 'fail';
    if (event.e === 'refused') throw new Error(event.message);
  }
  throw new Error(`${subject}: the guest ended without a verdict`);
}

/** The liars that nobody caught, some of them hunted at once. */
export async function uncaught(
  liars: readonly KnownLiar[],
  seed: number,
  atOnce: number,
): Promise<KnownLiar[]> {
  const queue = [...liars];
  const escaped: KnownLiar[] = [];
  const worker = async (): Promise<void> => {
    for (let liar = queue.shift(); liar !== undefined; liar = queue.shift())
      if (!(await isCaught(liar, seed))) escaped.push(liar);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return liars.filter((liar) => escaped.includes(liar));
}

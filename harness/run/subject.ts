/** The subject seam: a module that wraps the kernel stands in its place. */

import { pathToFileURL } from 'node:url';
import type { Kernel } from '../kernel/index.ts';

/** What `--subject FILE` must export by default. */
export type Subject = (kernel: Kernel) => Kernel;

/** Throws a one-line Error when the module does not load or is no subject. */
export async function loadSubject(file: string | undefined, kernel: Kernel): Promise<Kernel> {
  if (file === undefined) return kernel;
  const module = await import(pathToFileURL(file).href).catch((error: unknown) => {
    throw new Error(`subject ${file}: does not load (${firstLine(error)})`);
  });
  const wrap: unknown = module.default;
  if (typeof wrap !== 'function')
    throw new Error(
      `subject ${file}: has no default function; export default (kernel) => ({ ...kernel })`,
    );
  const subject: unknown = (wrap as Subject)(kernel);
  if (typeof subject !== 'object' || subject === null || !('socket' in subject))
    throw new Error(`subject ${file}: returned no kernel; return { ...kernel, … }`);
  return { ...kernel, ...(subject as Kernel) };
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}

/** The subject seam: a module that wraps the kernel stands in its place. */

import { pathToFileURL } from 'node:url';
import type { Kernel } from '../kernel/index.ts';

/** What `--subject FILE` must export by default. */
export type Subject = (kernel: Kernel) => Kernel;

/** A file, or one of a table of subjects: `FILE#name`. */
export function partsOf(subject: string): { readonly file: string; readonly name?: string } {
  const [, file, name] = /^(.*\.[cm]?[jt]s)#([\w-]+)$/.exec(subject) ?? [];
  return file === undefined || name === undefined ? { file: subject } : { file, name };
}

/** Throws a one-line Error when the module does not load or is no subject. */
export async function loadSubject(subject: string | undefined, kernel: Kernel): Promise<Kernel> {
  if (subject === undefined) return kernel;
  const { file, name } = partsOf(subject);
  const module = await import(pathToFileURL(file).href).catch((error: unknown) => {
    throw new Error(`subject ${file}: does not load (${firstLine(error)})`);
  });
  const wrap: unknown = name === undefined ? module.default : module.default?.[name]?.wrap;
  if (typeof wrap !== 'function')
    throw new Error(
      name === undefined
        ? `subject ${file}: has no default function; export default (kernel) => ({ ...kernel })`
        : `subject ${file}: has no ${name}; export default { '${name}': { wrap: (kernel) => … } }`,
    );
  const wrapped: unknown = (wrap as Subject)(kernel);
  if (typeof wrapped !== 'object' || wrapped === null || !('socket' in wrapped))
    throw new Error(`subject ${subject}: returned no kernel; return { ...kernel, … }`);
  return { ...kernel, ...(wrapped as Kernel) };
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}

/** Checks the file given to `--subject`; loading it is the guest's business. */

import { accessSync, constants, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { partsOf } from '../run/subject.ts';
import { codeOf, reasonOf, UsageError } from './errors.ts';

/** The absolute path of the module, which is a file that can be read; `#name` stays. */
export function findSubject(subject: string | undefined): string | undefined {
  if (subject === undefined) return undefined;
  const { file, name } = partsOf(subject);
  const path = resolve(file);
  const refuse = (why: string) =>
    new UsageError(`--subject ${subject}`, why, 'give a module that exports (kernel) => kernel');
  try {
    accessSync(path, constants.R_OK);
    if (!statSync(path).isFile()) throw refuse('is not a file');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw refuse(codeOf(error) === 'ENOENT' ? 'there is no such file' : reasonOf(error));
  }
  return name === undefined ? path : `${path}#${name}`;
}

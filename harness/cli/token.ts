/** The replay token `id@s<seed>:<path>`: one shell word that names a case. */

import { propertyId } from '../bundle/records.ts';
import { UsageError } from './errors.ts';

export interface Token {
  readonly property: string;
  readonly seed: number;
  /** Shrink path of the property's generator; empty means its first case. */
  readonly path: string;
}

const TOKEN = /^([^@]+)@s(-?\d{1,10}):([\w:.-]*)$/;

/** Whether the text looks like a token at all, rather than like a file. */
export function looksLikeToken(text: string): boolean {
  return /@s-?\d/.test(text);
}

/** The parts of a token. */
export function parseToken(text: string): Token {
  const [, property = '', seed = '', path = ''] = TOKEN.exec(text) ?? [];
  if (!propertyId.safeParse(property).success)
    throw new UsageError(
      `token '${text}'`,
      'is not of the form id@s<seed>:<path>',
      'copy it whole from the line "# replay"',
    );
  return { property, seed: Number(seed), path };
}

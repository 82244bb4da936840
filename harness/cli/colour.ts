/** Decides whether a stream gets colour; asked for stdout and stderr separately. */

import pc from 'picocolors';

export const COLOUR_CHOICES = ['auto', 'always', 'never'] as const;
export type ColourChoice = (typeof COLOUR_CHOICES)[number];

/** What is looked at besides the flag. */
export interface ColourSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTTY: boolean;
}

/** The flag, then `NO_COLOR`, then `FORCE_COLOR` and `CLICOLOR_FORCE`, then `TERM=dumb`, then whether it is a terminal. */
export function wantsColour(choice: ColourChoice, { env, isTTY }: ColourSurroundings): boolean {
  if (choice !== 'auto') return choice === 'always';
  if (env.NO_COLOR) return false;
  if (isForced(env.FORCE_COLOR) || isForced(env.CLICOLOR_FORCE)) return true;
  if (env.FORCE_COLOR === '0') return false;
  if (env.TERM === 'dumb') return false;
  return isTTY;
}

export type Palette = ReturnType<typeof pc.createColors>;

/** The colours for a stream. */
export function palette(choice: ColourChoice, stream: { readonly isTTY?: boolean }): Palette {
  return pc.createColors(wantsColour(choice, { env: process.env, isTTY: stream.isTTY === true }));
}

function isForced(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0';
}

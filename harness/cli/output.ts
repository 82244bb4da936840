/** The two streams of the command: results on stdout, progress and mistakes on stderr. */

import { type ColourChoice, type Palette, palette } from './colour.ts';

/** What we need of a stream; tests give a plain object. */
export interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface Output {
  readonly stdout: Stream;
  readonly stderr: Stream;
  /** Colours for stdout. */
  readonly colour: Palette;
  /** Colours for stderr. */
  readonly errorColour: Palette;
  /** A line on stdout. */
  line(text?: string): void;
  /** A line on stderr. */
  note(text: string): void;
}

/** Output with the colours that the streams deserve. */
export function openOutput(stdout: Stream, stderr: Stream, choice: ColourChoice): Output {
  return {
    stdout,
    stderr,
    colour: palette(choice, stdout),
    errorColour: palette(choice, stderr),
    line: (text = '') => void stdout.write(`${text}\n`),
    note: (text) => void stderr.write(`${text}\n`),
  };
}

/** The colours that text for a terminal may ask for. */

type Paint = (text: string) => string;

/** What picocolors gives; any object with these will do. */
export interface Colours {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly magenta: Paint;
}

const same: Paint = (text) => text;

/** No colour at all: for files and pipes. */
export const plain: Colours = { bold: same, dim: same, red: same, green: same, magenta: same };

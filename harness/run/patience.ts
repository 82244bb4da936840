/** How long to wait for a process that says nothing: longer on a slow machine, an emulated one say. */

const asked = Number(process.env.SOCKSPEC_PATIENCE);

/** Milliseconds after which somebody counts as hung: `SOCKSPEC_PATIENCE` times as many as usual. */
export function patient(milliseconds: number): number {
  return asked > 1 ? milliseconds * asked : milliseconds;
}

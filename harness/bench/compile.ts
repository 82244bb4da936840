/** Compiles the C program and runs it. */

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the program prints; seconds. */
export interface Printed {
  readonly wall: number;
  readonly cpu: number;
  /** Calls whose result was another than the one that was logged. */
  readonly strange: number;
  /** Nanoseconds of processor time of a bare getpid. */
  readonly getpid: number;
}

export const hasCompiler = (): boolean => spawnSync('cc', ['--version']).status === 0;

/** The program, ready to run; disposing of it removes its files. */
export function compile(program: string, cwd: string) {
  const scratch = mkdtempSync(join(tmpdir(), 'sockspec-bench-'));
  const source = join(scratch, 'replay.c');
  const binary = join(scratch, 'replay');
  const remove = () => rmSync(scratch, { recursive: true });
  try {
    writeFileSync(source, program);
    execFileSync('cc', ['-O2', '-w', '-o', binary, source]);
  } catch (error) {
    remove();
    throw error;
  }
  return {
    run: (rounds: number): Printed =>
      JSON.parse(execFileSync(binary, [String(rounds)], { cwd, encoding: 'utf8' })),
    [Symbol.dispose]: remove,
  };
}

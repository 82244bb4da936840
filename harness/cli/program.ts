/** The whole command: its verbs, its help, and one line for whatever cannot be done. */

import { Command, CommanderError } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { GuestFailure } from './ask.ts';
import { addCheck } from './check.ts';
import type { AddVerb, Context } from './context.ts';
import { addDoctor } from './doctor.ts';
import { oneLine, SetupFailure, UsageError } from './errors.ts';
import { addExpect } from './expect.ts';
import { UNTRUSTED } from './finish.ts';
import { addList } from './list.ts';
import { addMatrix } from './matrix.ts';
import { addMerge } from './merge.ts';
import { addRecord } from './record.ts';
import { addReplay } from './replay.ts';
import { addReport } from './report.ts';
import { addRun } from './run.ts';

/** Exit code of a mistake of the user. */
export const USAGE = 2;

const EXAMPLES = `Examples:
  $ npx sockspec run                              judge this kernel, write out/report.html
  $ npx sockspec run privileged-ports --time 1m   one promise, for a minute at most
  $ npx sockspec run --profile ordinary-user      with other privileges
  $ npx sockspec matrix                           here, and in containers of every runtime
  $ npx sockspec list --why                       what would run here, and what not
  $ npx sockspec replay out/failures/ID.scenario  a failure once more
  $ npx sockspec doctor                           what this machine can test
`;

const VERBS: readonly AddVerb[] = [
  ...[addRun, addMatrix, addList, addReplay],
  ...[addRecord, addCheck],
  ...[addDoctor, addReport, addMerge, addExpect],
];

/** Runs the command line `argv` (without node and script) and gives the exit code. */
export async function sockspec(argv: readonly string[], context: Context): Promise<number> {
  let code = 0;
  const program = buildProgram(context, (given) => {
    code = given;
  });
  try {
    if (argv.length === 0) throw new UsageError('no verb', 'nothing to do', 'try sockspec --help');
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof GuestFailure) {
      context.stderr.write(`sockspec: no guest came up: ${error.message}; see sockspec doctor\n`);
      return UNTRUSTED;
    }
    const line = mistakeOf(error);
    if (line === undefined) throw error;
    if (line !== '') context.stderr.write(`sockspec: ${line}\n`);
    return line === '' ? 0 : USAGE;
  }
}

/** The command with all of its verbs. */
export function buildProgram(context: Context, settle: (code: number) => void): Command {
  const program = new Command('sockspec')
    .usage('<verb> [options]')
    .description('Tests whether a kernel keeps its documented promises about sockets.')
    .version(manifest.version, '-V, --version')
    .addHelpText('beforeAll', '')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: () => {},
    });
  program.addHelpText('before', EXAMPLES);
  for (const add of VERBS) add(program, context, settle);
  return program;
}

/** The line for a mistake of the user, empty for help and version; undefined for our own mistakes. */
function mistakeOf(error: unknown): string | undefined {
  if (error instanceof UsageError || error instanceof SetupFailure) return error.message;
  if (!(error instanceof CommanderError)) return undefined;
  if (error.exitCode === 0) return '';
  if (error.code === 'commander.help') return 'no verb: nothing to do; try sockspec --help';
  const [what = '', hint = ''] = error.message.replace(/^error: /, '').split('\n(');
  const remedy = hint === '' ? 'see sockspec <verb> --help' : hint.replace(/\)$/, '');
  return oneLine(`${what.replace(/\.$/, '')}; ${remedy}`);
}

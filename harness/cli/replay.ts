/** `sockspec replay`: one counterexample once more, from its saved scenario or else from its token. */

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Option } from 'commander';
import { renderFailure } from '../../reports/terminal/index.ts';
import type { GuestFailure } from '../run/protocol.ts';
import { SILENCE } from './ask.ts';
import type { Column } from './campaign.ts';
import type { AddVerb, Context } from './context.ts';
import { UsageError } from './errors.ts';
import { exitCodeOf, stoppedBy } from './interrupt.ts';
import { addProfileOptions, addRuntimeOptions, type ProfileOptions } from './options.ts';
import { DEFAULT_OUT, filesOf } from './out-directory.ts';
import { type Output, openOutput } from './output.ts';
import type { PlaceChoice } from './place.ts';
import { chooseProfiles, placeOf, profileOf } from './profiles.ts';
import { readScenarioFile, type SavedScenario } from './scenario-file.ts';
import { drive, type Request } from './session.ts';
import { stepLines } from './steps.ts';
import { findSubject } from './subject.ts';
import { looksLikeToken, parseToken } from './token.ts';
import { readCount } from './values.ts';

interface ReplayOptions extends ProfileOptions, Partial<PlaceChoice> {
  readonly plain?: true;
  readonly from: string;
  readonly times: number;
}

/** Adds the verb `replay`. */
export const addReplay: AddVerb = (program, context, settle) => {
  const command = program
    .command('replay')
    .description('run a failure once more: exit 1 if it still diverges, else 0')
    .argument('<token|file>', 'id@s<seed>:<path>, or a .scenario file')
    .addOption(
      new Option('--from <dir>', 'results that hold the saved scenario').default(DEFAULT_OUT),
    )
    .addOption(new Option('--plain', 'of a run that had it, if its scenario was not saved'))
    .addOption(new Option('-n, --times <n>', 'how often').argParser(readCount).default(1));
  addRuntimeOptions(addProfileOptions(command)).action(
    async (what: string, options: ReplayOptions) => settle(await replay(context, what, options)),
  );
};

async function replay(context: Context, what: string, options: ReplayOptions): Promise<number> {
  const output = openOutput(context.stdout, context.stderr, options.color);
  const found = findCase(what, options.from);
  const { runtime, ociRuntime } = options;
  const choice = runtime === undefined ? placeOf(found.env ?? '') : { runtime, ociRuntime };
  await using place = await context.open(choice);
  const former = profileOf(found.env ?? '');
  const isThere = former !== undefined && place.find(former) !== undefined;
  const named = options.profile ?? (isThere ? [former] : undefined);
  const [profile = ''] = chooseProfiles(place, named);
  const subject = findSubject(options.subject);
  output.line(`# ${found.request.properties[0]} from ${found.source}, in ${profile}`);
  const { times, plain } = options;
  const request = { ...found.request, times, plain, subject };
  return play({ place, profile, stop: context.stop }, output, { ...found, request });
}

/** A case to replay, and where it comes from. */
interface Case {
  readonly request: Request;
  /** What leads to it; a guest that is given a scenario does not know. */
  readonly token: string;
  readonly env?: string;
  readonly source: string;
}

function findCase(what: string, from: string): Case {
  if (!looksLikeToken(what) || existsSync(what)) return caseOf(readScenarioFile(what), what);
  const { property, seed, path } = parseToken(what);
  const saved = findSaved(what, from);
  if (saved !== undefined) return saved;
  const request = { command: 'replay', properties: [property], seed, path } as const;
  return { request, token: what, source: `seed ${seed} (no saved scenario in ${from})` };
}

function findSaved(token: string, from: string): Case | undefined {
  const directory = filesOf(from).failures;
  const names = existsSync(directory) ? readdirSync(directory) : [];
  const property = parseToken(token).property;
  for (const name of names.filter((file) => file.startsWith(property)).sort()) {
    const path = join(directory, name);
    const saved = readScenarioFile(path);
    if (saved.token === token) return caseOf(saved, path);
  }
  return undefined;
}

function caseOf({ property, seed, scenario, env, token }: SavedScenario, source: string): Case {
  const request = { command: 'replay', properties: [property], seed, scenario } as const;
  return { request, token, env, source };
}

/** Replays and tells; 1 when it diverged at least once. */
async function play(
  { place, profile, stop }: Column & Pick<Context, 'stop'>,
  output: Output,
  { request, token }: Case,
): Promise<number> {
  const tally = { played: 0, diverged: 0, of: request.times ?? 1 };
  const launch = (asked: Request) => place.launch(profile, asked);
  for await (const event of drive({ launch, request, silence: SILENCE, stop })) {
    if (event.e === 'replayed') {
      // The first case is shown, and the first that diverges.
      if (tally.played === 0 || (event.diverged && tally.diverged === 0))
        showCase(output, event, token);
      tally.played += 1;
      if (event.diverged) tally.diverged += 1;
    }
    if (event.e === 'over' && event.why === 'refused') throw new UsageError(event.reason);
    if (event.e === 'over' && event.why === 'lost') output.note(`sockspec: ${event.reason}`);
  }
  const signal = stoppedBy(stop);
  return signal === undefined ? conclude(output, tally) : exitCodeOf(signal);
}

function conclude(
  { line, colour }: Output,
  { played, diverged, of }: { played: number; diverged: number; of: number },
): number {
  if (diverged > 0) line(colour.red(`diverged: ${diverged}/${of}`));
  else if (played === of) line(colour.green(`did not reproduce: 0/${of}`));
  else line(colour.yellow(`cannot tell: ${played} of ${of} could be judged, none diverged`));
  if (diverged > 0) return 1;
  return played === of ? 0 : 3;
}

function showCase(
  output: Output,
  { steps, failure }: { steps: GuestFailure['steps']; failure?: GuestFailure | undefined },
  token: string,
): void {
  const { colour } = output;
  const lines =
    failure === undefined ? stepLines(steps, colour) : renderFailure({ ...failure, token }, colour);
  for (const line of lines) output.line(line);
  output.line();
}

/** For a failure in a profile drawn at random: the plainest profile that still shows it. */

import { parseCustom, printCustom } from '../../containers/profiles/custom-profile.ts';
import { shrinkProfile } from '../../containers/profiles/random-profile.ts';
import type { VerdictRecord } from '../bundle/index.ts';
import type { GuestFailure } from '../run/protocol.ts';
import { SILENCE } from './ask.ts';
import type { Column } from './campaign.ts';
import { SetupFailure } from './errors.ts';
import type { Output } from './output.ts';
import type { Place } from './place.ts';
import { profileOf } from './profiles.ts';
import type { Results } from './results.ts';
import { drive, type Request } from './session.ts';

/** Each profile tried is a container. */
const MOST_TRIED = 40;
/** Failures beyond these are told as they are. */
const MOST_FAILURES = 3;

/** Says it on standard output, a line for each signature. */
export async function tellPlainest(
  { failures }: Results,
  columns: readonly Column[],
  output: Output,
  again: Pick<Request, 'subject'> & { readonly stop: AbortSignal },
): Promise<void> {
  const bySignature = new Map(failures.map((record) => [record.failure?.signature, record]));
  let left = MOST_FAILURES;
  for (const record of bySignature.values()) {
    const name = profileOf(record.env) ?? '';
    const custom = parseCustom(name);
    const place = columns.find((column) => column.profile === name)?.place;
    if (typeof custom !== 'object' || place === undefined || left-- <= 0) continue;
    const { profile, tried } = await shrinkProfile(
      custom,
      (candidate) => diverges(place, printCustom(candidate), record, again),
      MOST_TRIED,
    );
    output.line(
      `# plainest profile: ${printCustom(profile)} shows ${record.failure?.signature} (${tried} tried, from ${name})`,
    );
  }
}

/** The signature without its rule: under other privileges the same step falls under another one. */
function kindOf(failure: Pick<GuestFailure, 'signature'> | undefined): string | undefined {
  const [call, , ...difference] = failure?.signature.split(':') ?? [];
  return call && [call, ...difference].join(':');
}

/** Whether the scenario diverges there; where it cannot be played it does not. */
async function diverges(
  place: Place,
  profile: string,
  { id, seed, failure }: VerdictRecord,
  { subject, stop }: Parameters<typeof tellPlainest>[3],
): Promise<boolean> {
  const scenario = failure?.scenario;
  const request: Request = { command: 'replay', properties: [id], seed, scenario, subject };
  const launch = (asked: Request) => place.launch(profile, asked);
  let seen = false;
  try {
    for await (const event of drive({ launch, request, silence: SILENCE, stop }))
      if (event.e === 'replayed') seen ||= kindOf(event.failure) === kindOf(failure);
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error;
  } finally {
    await place.release(profile);
  }
  return seen;
}

/** A guest in a warm container: one process started by the engine, spoken to through its streams. */

import { PassThrough } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import type { GuestEvent, GuestRequest } from '../../harness/run/protocol.ts';
import { GUEST_FLAGS, type Guest, type GuestExit, readEvents, tailOf } from '../guest.ts';
import type { EnterPlan } from '../inside/enter-plan.ts';
import type { ContainerProfile } from '../profiles/container-profiles.ts';
import { INSIDE } from './baggage.ts';
import type { Pair } from './companion.ts';
import { DIRECTORY, type WarmContainer } from './container.ts';
import { inTime } from './patience.ts';

/** Milliseconds for a guest that has said its last word to be gone. */
const PARTING = 2_000;
const NODE = '/bin/node';
const GUEST = [NODE, ...GUEST_FLAGS, `${INSIDE}/harness/guest/main.ts`];

export interface GuestOptions {
  readonly container: WarmContainer & Partial<Pair>;
  readonly profile: ContainerProfile;
  readonly request: Omit<GuestRequest, 'own' | 'directory'>;
}

/** Starts it. To kill it while it runs is to end its container: engines cannot end a single process. */
export async function startGuest({ container, profile, request }: GuestOptions): Promise<Guest> {
  const { api, id } = container;
  const own = { network: profile.network !== 'host', files: true, pids: true };
  const created = api.getContainer(id).exec({
    ...{ AttachStdin: true, AttachStdout: true, AttachStderr: true, Tty: false },
    Cmd: commandOf(profile),
  });
  const exec = await inTime(created, `profile ${profile.name}: no guest starts`);
  const started = exec.start({ hijack: true, stdin: true });
  const stream = await inTime(started, `profile ${profile.name}: no guest starts`);
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  api.modem.demuxStream(stream, stdout, stderr);
  const stderrTail = tailOf(stderr);
  const { companions } = container;
  stream.end(`${JSON.stringify({ ...request, own, directory: DIRECTORY, companions })}\n`);
  let parting = false;
  let killed = false;
  let ended = false;
  /** Its container went, and it with it. */
  let taken = false;
  const { promise: exited, resolve } = Promise.withResolvers<GuestExit>();
  const finish = (): void => {
    if (ended) return;
    ended = true;
    stdout.end();
    stderr.end();
    // Engines differ in what they say of a process whose container is gone.
    const gone = { code: null, signal: 'SIGKILL' };
    if (taken) resolve(gone);
    else
      exec
        .inspect()
        .then(({ ExitCode }) => resolve({ code: ExitCode, signal: null }))
        // The container is gone, and with it what the engine knew.
        .catch(() => resolve(gone));
  };
  for (const event of ['end', 'close', 'error']) stream.on(event, finish);
  const kill = async (): Promise<void> => {
    killed = true;
    // Its last word is out before its process is gone: that container can stay.
    if (parting) await Promise.race([exited, setTimeout(PARTING, undefined, { ref: false })]);
    if (!ended) {
      taken = true;
      await container[Symbol.asyncDispose]();
    }
    stream.destroy();
    finish();
    await exited;
  };
  const events = async function* (): AsyncGenerator<GuestEvent> {
    for await (const event of readEvents(stdout, () => killed)) {
      parting = event.e === 'end' || event.e === 'refused';
      yield event;
    }
  };
  return {
    events: events(),
    ...{ own, exited, stderrTail, kill, [Symbol.asyncDispose]: kill },
  };
}

function commandOf({ ambient }: ContainerProfile): string[] {
  if (ambient === undefined) return GUEST;
  const { uid, gid, capabilities } = ambient;
  const plan: EnterPlan = { uid, gid, ambient: capabilities, command: GUEST };
  return [NODE, `${INSIDE}/containers/inside/enter.ts`, JSON.stringify(plan)];
}

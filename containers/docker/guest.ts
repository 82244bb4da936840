/** A guest in a warm container: one process started by the engine, spoken to through its streams. */

import { PassThrough } from 'node:stream';
import type { GuestRequest } from '../../harness/run/protocol.ts';
import { GUEST_FLAGS, type Guest, type GuestExit, readEvents, tailOf } from '../guest.ts';
import type { EnterPlan } from '../inside/enter.ts';
import type { ContainerProfile } from '../profiles/container-profiles.ts';
import { INSIDE } from './baggage.ts';
import { DIRECTORY, type WarmContainer } from './container.ts';

const NODE = '/bin/node';
const GUEST = [NODE, ...GUEST_FLAGS, `${INSIDE}/harness/guest/main.ts`];

export interface GuestOptions {
  readonly container: WarmContainer;
  readonly profile: ContainerProfile;
  readonly request: Omit<GuestRequest, 'own' | 'directory'>;
}

/** Starts it. To kill it while it runs is to end its container: engines cannot end a single process. */
export async function startGuest({ container, profile, request }: GuestOptions): Promise<Guest> {
  const { api, id } = container;
  const own = { network: profile.network !== 'host', files: true, pids: true };
  const exec = await api.getContainer(id).exec({
    ...{ AttachStdin: true, AttachStdout: true, AttachStderr: true, Tty: false },
    Cmd: commandOf(profile),
  });
  const stream = await exec.start({ hijack: true, stdin: true });
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  api.modem.demuxStream(stream, stdout, stderr);
  const stderrTail = tailOf(stderr);
  stream.end(`${JSON.stringify({ ...request, own, directory: DIRECTORY })}\n`);
  let killed = false;
  let ended = false;
  const { promise: exited, resolve } = Promise.withResolvers<GuestExit>();
  const finish = (): void => {
    if (ended) return;
    ended = true;
    stdout.end();
    stderr.end();
    exec
      .inspect()
      .then(({ ExitCode }) => resolve({ code: ExitCode, signal: null }))
      // The container is gone, and with it what the engine knew.
      .catch(() => resolve({ code: null, signal: 'SIGKILL' }));
  };
  for (const event of ['end', 'close', 'error']) stream.on(event, finish);
  const kill = async (): Promise<void> => {
    killed = true;
    if (!ended) await container[Symbol.asyncDispose]();
    stream.destroy();
    finish();
    await exited;
  };
  return {
    events: readEvents(stdout, () => killed),
    ...{ own, exited, stderrTail, kill, [Symbol.asyncDispose]: kill },
  };
}

function commandOf({ ambient }: ContainerProfile): string[] {
  if (ambient === undefined) return GUEST;
  const { uid, gid, capabilities } = ambient;
  const plan: EnterPlan = { uid, gid, ambient: capabilities, command: GUEST };
  return [NODE, `${INSIDE}/containers/inside/enter.ts`, JSON.stringify(plan)];
}

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findProfile } from '../../containers/profiles/index.ts';
import { launchSandbox } from '../../containers/sandbox/index.ts';
import type { GuestVerdict } from '../run/protocol.ts';

/** Each liar with the property that names its lie. */
const CAUGHT_BY: Readonly<Record<string, string>> = {
  'accept-inherits-nonblock': 'stream.accept.clients-in-order',
  'accept-loses-cloexec': 'stream.accept.clients-in-order',
  'accept-shares-a-queue': 'stream.connect.each-its-own-channel',
  'bind-cuts-abstract-names': 'stream.bind.abstract-names-byte-by-byte',
  'bind-forgets-the-capability': 'ports.bind.needs-the-capability-below-the-start',
  'bind-ignores-umask': 'inode.bind.makes-a-socket-inode',
  'bind-refuses-1024': 'ports.bind.needs-the-capability-below-the-start',
  'bind-trusts-root': 'ports.bind.the-capability-decides-not-the-uid',
  'connect-forgets-permission': 'inode.connect.needs-write-permission',
  'connect-full-refused': 'stream.listen.backlog-and-one',
  'connect-wrong-errno': 'stream.send.needs-a-connection',
  'open-forgets-permission': 'inode.open.permission-is-checked-first',
  'open-opens-sockets': 'inode.open.enxio-whatever-the-flags',
  'open-wrong-errno': 'inode.open.enxio-whatever-the-flags',
  'peercred-at-the-time-of-asking': 'peercred.connect.captured-at-the-moment',
  'peercred-own-pid': 'peercred.connect.of-another-process',
  'peercred-somebody-for-nobody': 'peercred.getsockopt.nobody-before-a-peer',
  'recv-forgets-reset': 'stream.close.end-or-reset',
  'recv-loses-a-byte': 'stream.recv.bytes-as-sent',
  'recv-peek-consumes': 'stream.recv.peek-leaves-everything',
  'recvmsg-drops-a-descriptor': 'rights.recvmsg.same-open-file',
  'recvmsg-hides-truncation': 'rights.recvmsg.excess-is-closed-and-told',
  'recvmsg-loses-cloexec': 'rights.recvmsg.same-open-file',
  'recvmsg-opens-anew': 'rights.recvmsg.same-open-file',
  'recvmsg-swaps-descriptors': 'rights.recvmsg.same-open-file',
  'send-ignores-broken-pipe': 'stream.close.end-or-reset',
  'sendmsg-believes-claims': 'peercred.sendmsg.only-true-credentials',
  'sendmsg-skips-bad-descriptors': 'rights.sendmsg.all-or-nothing',
  'shutdown-forgets-the-peer': 'stream.shutdown.each-half-by-itself',
  'stat-says-fifo': 'inode.bind.makes-a-socket-inode',
};

const liars = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'lie.ts')
  .map((file) => file.slice(0, -3));

const TEN_SECONDS = 10_000;
const MOST_OPERATIONS = 8;

async function judged(property: string, subject: string | undefined): Promise<GuestVerdict> {
  await using guest = await launchSandbox({
    profile: findProfile('full-root'),
    request: { command: 'run', properties: [property], seed: 20_261_123, subject },
  });
  for await (const event of guest.events) {
    if (event.e === 'verdict') return event.verdict;
    if (event.e === 'refused') throw new Error(event.message);
  }
  throw new Error('the guest ended without a verdict');
}

// Taking on other identities needs root; the sandbox itself does not.
const asRoot = process.geteuid?.() === 0;

test('every liar has a property that catches it', () => {
  expect(liars.toSorted()).toEqual(Object.keys(CAUGHT_BY).toSorted());
});

describe.each(Object.entries(CAUGHT_BY))('%s', (liar, property) => {
  test(`is caught by ${property} within ten seconds, in at most ${MOST_OPERATIONS} operations`, {
    timeout: 30_000,
  }, async (context) => {
    context.skip(!asRoot, 'needs root: the lie shows between identities');
    const begun = performance.now();

    const verdict = await judged(property, join(import.meta.dirname, `${liar}.ts`));

    expect(verdict).toMatchObject({ verdict: 'fail' });
    expect(verdict.failure?.shrunk.to).toBeLessThanOrEqual(MOST_OPERATIONS);
    expect(performance.now() - begun).toBeLessThan(TEN_SECONDS);
  });
});

test.each([...new Set(Object.values(CAUGHT_BY))])(
  'the honest kernel passes %s',
  async (property) => {
    const verdict = await judged(property, undefined);

    expect(['pass', 'skip']).toContain(verdict.verdict);
    if (asRoot) expect(verdict.verdict).toBe('pass');
  },
);

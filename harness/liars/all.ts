/** Every liar with its subject and the property that names its lie. */

import { join } from 'node:path';
import addresses from './addresses.ts';
import alias from './alias.ts';
import buffers from './buffers.ts';
import checks from './checks.ts';
import confined from './confined.ts';
import confinedPorts from './confined-ports.ts';
import control from './control.ts';
import datagramRoom from './datagram-room.ts';
import datagrams from './datagrams.ts';
import epoll from './epoll.ts';
import errnos from './errnos.ts';
import families from './families.ts';
import fileIds from './file-ids.ts';
import files from './files.ts';
import flights from './flights.ts';
import gone from './gone.ts';
import handed from './handed.ts';
import identities from './identities.ts';
import keeping from './keeping.ts';
import kept from './kept.ts';
import keptOptions from './kept-options.ts';
import kinds from './kinds.ts';
import type { Liars } from './lie.ts';
import limits from './limits.ts';
import manyMessages from './many-messages.ts';
import mounts from './mounts.ts';
import namespaces from './namespaces.ts';
import networks from './networks.ts';
import nothing from './nothing.ts';
import nowhere from './nowhere.ts';
import opening from './opening.ts';
import options from './options.ts';
import outOfBand from './out-of-band.ts';
import outOfBandMarks from './out-of-band-marks.ts';
import owners from './owners.ts';
import pidfds from './pidfds.ts';
import pings from './pings.ts';
import polling from './polling.ts';
import ports from './ports.ts';
import pressure from './pressure.ts';
import protocols from './protocols.ts';
import queues from './queues.ts';
import reach from './reach.ts';
import restarted from './restarted.ts';
import roots from './roots.ts';
import sharing from './sharing.ts';
import signals from './signals.ts';
import sleepers from './sleepers.ts';
import small from './small.ts';
import specials from './specials.ts';
import stale from './stale.ts';
import sysctls from './sysctls.ts';
import timeouts from './timeouts.ts';
import together from './together.ts';
import unread from './unread.ts';
import values from './values.ts';

export interface KnownLiar {
  readonly name: string;
  /** For `--subject`. */
  readonly subject: string;
  readonly property: string;
}

const TABLES: Readonly<Record<string, Liars>> = {
  ...{
    addresses,
    alias,
    buffers,
    checks,
    confined,
    'confined-ports': confinedPorts,
    control,
    'datagram-room': datagramRoom,
    datagrams,
    epoll,
    errnos,
    families,
    'file-ids': fileIds,
    files,
    flights,
    gone,
    handed,
    identities,
    keeping,
    kept,
    'kept-options': keptOptions,
    kinds,
    limits,
  },
  ...{
    'many-messages': manyMessages,
    mounts,
    namespaces,
    networks,
    nothing,
    nowhere,
    opening,
    options,
    'out-of-band': outOfBand,
    'out-of-band-marks': outOfBandMarks,
    owners,
    pidfds,
    pings,
    polling,
    ports,
    pressure,
    queues,
    sharing,
  },
  ...{
    protocols,
    reach,
    signals,
    sleepers,
    small,
    specials,
    stale,
    roots,
    restarted,
    sysctls,
    timeouts,
    together,
    unread,
    values,
  },
};

/** Liars in a file of their own. */
const ALONE: Readonly<Record<string, string>> = {
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

export const LIARS: readonly KnownLiar[] = [
  ...Object.entries(ALONE).map(([name, property]) => ({
    ...{ name, property },
    subject: join(import.meta.dirname, `${name}.ts`),
  })),
  ...Object.entries(TABLES).flatMap(([table, liars]) =>
    Object.entries(liars).map(([name, { caughtBy }]) => ({
      ...{ name, property: caughtBy },
      subject: `${join(import.meta.dirname, `${table}.ts`)}#${name}`,
    })),
  ),
];

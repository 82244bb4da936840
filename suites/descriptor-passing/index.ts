/** Promise 3: sendmsg and recvmsg move descriptors, not contents. */

import type { Suite } from '../../harness/run/property.ts';
import { withoutConnection } from './datagrams.ts';
import { passedEpolls } from './epoll.ts';
import { filesByName } from './files.ts';
import { collectedFlights, inFlightInside, inFlightLimit } from './flights.ts';
import { acrossProcesses, inFlight, rightToUse, sameDescription } from './identity.ts';
import { collected, conservation, walkOfRights } from './lifetime.ts';
import { receivedAtTheLimit, receivedNumbers } from './limits.ts';
import { manyAtOnce } from './many-messages.ts';
import { oneLength } from './memory.ts';
import { barrier, peekedRights, refusedRights, truncation } from './messages.ts';
import { byNetlink } from './netlink.ts';
import { receivedAtOnce } from './overlapping.ts';
import { specialFiles } from './specials.ts';
import { byUdp } from './udp.ts';
import { waitingRights } from './waiting.ts';

export const descriptorPassing: Suite = {
  id: 'descriptor-passing',
  title: 'SCM_RIGHTS moves descriptors, as capabilities',
  text: 'sendmsg and recvmsg with control data move descriptors, not contents, between processes.',
  properties: [
    sameDescription,
    oneLength,
    rightToUse,
    inFlightLimit,
    inFlightInside,
    collectedFlights,
    byUdp,
    byNetlink,
    inFlight,
    filesByName,
    specialFiles,
    acrossProcesses,
    passedEpolls,
    manyAtOnce,
    withoutConnection,
    truncation,
    receivedNumbers,
    receivedAtTheLimit,
    barrier,
    refusedRights,
    peekedRights,
    conservation,
    collected,
    walkOfRights,
    receivedAtOnce,
    waitingRights,
  ],
};

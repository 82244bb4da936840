/** Promise 1: stream sockets are connection-oriented. */

import type { Suite } from '../../harness/run/property.ts';
import { toldByBoth } from './both-ends.ts';
import { bufferedMessages, bufferSizes, forcedBuffers } from './buffer-sizes.ts';
import { boundedRecords, boundedStream, queueSleeps, sendSleeps } from './buffers.ts';
import { channelsAreTheirOwn, clientsInOrder, walkOfConnections } from './channels.ts';
import { autobinding, chosenNames } from './chosen-names.ts';
import { confinedNames } from './confined.ts';
import { creation, pairs, readOnlyOptions } from './creation.ts';
import { boundedDatagrams, datagramSleeps } from './datagram-room.ts';
import {
  associations,
  destinations,
  fullQueue,
  largeMessages,
  lostNames,
  messages,
  noEnd,
  walkOfDatagrams,
} from './datagrams.ts';
import { duplicates, wrongDescriptors } from './descriptors.ts';
import { clampedBacklog, closeAndReset, fullBacklog, halfClose } from './endings.ts';
import { epollLasts, epollRefuses, epollTells } from './epoll.ts';
import { allIsClosed } from './gone.ts';
import { keptOptions, optionRights, optionsOfAccepted } from './kept-options.ts';
import { kindsOfBothEnds, whoListens } from './kinds.ts';
import { namesAcrossMounts } from './mounts.ts';
import { abstractNames, names, namesWithoutModes, reusedNames, zeroNames } from './names.ts';
import { namesOfNetworks } from './networks.ts';
import { nothingAtAll } from './nothing.ts';
import { faultyBuffers, faultyNames, partlyThere } from './nowhere.ts';
import { acceptAtTheLimit, atTheLimit, lowestNumbers } from './numbers.ts';
import { malformedAddresses } from './odd-addresses.ts';
import {
  endsAtTheMark,
  lookingAtTheMark,
  oneUrgentByte,
  receivesAtTheMark,
  roomForUrgent,
  urgentDescriptors,
  urgentRefused,
} from './out-of-band.ts';
import {
  acceptSleeps,
  acceptsAtOnce,
  bindsAtOnce,
  connectMeetsClose,
  endsAtOnce,
  fullBacklogSleeps,
  overlappingWalk,
  receiveSleeps,
} from './overlapping.ts';
import { blockingSends, receivesOfAll, shortSends } from './pieces.ts';
import { polledTogether } from './polling.ts';
import {
  offsetsAreTheirOwn,
  peeksAmongEmpty,
  peeksGoOn,
  peekWaitsBeyond,
  unreadBytes,
  unsentBytes,
} from './queues.ts';
import { roomForAddresses } from './room.ts';
import { namesBelowRoots } from './roots.ts';
import { connectTimesOut, queueTimesOut, sendTimesOut } from './send-timeouts.ts';
import { signalWithBrokenPipe } from './signals.ts';
import { interruptedSleeps, pollSleeps, restartedSleeps, sleepsAreWoken } from './sleepers.ts';
import { staleNumbers } from './stale.ts';
import { acceptTimesOut, receiveTimesOut, strangeTimes, twoTimes } from './timeouts.ts';
import {
  boundariesOfRecords,
  bytesInOrder,
  peeking,
  toldFlags,
  twoWaysNotToWait,
  unconnected,
} from './transfer.ts';
import { toldUnread } from './unread-told.ts';
import { urgentSignals, urgentSignalsOfOthers } from './urgent-signals.ts';

export const streamConnections: Suite = {
  id: 'stream-connections',
  title: 'Stream sockets are connection-oriented',
  text: 'Each connect to a bound, listening socket makes a new channel of its own, unlike a named pipe; socketpair makes unnamed ones.',
  properties: [
    creation,
    pairs,
    readOnlyOptions,
    kindsOfBothEnds,
    whoListens,
    keptOptions,
    optionRights,
    optionsOfAccepted,
    bufferSizes,
    forcedBuffers,
    bufferedMessages,
    wrongDescriptors,
    staleNumbers,
    duplicates,
    lowestNumbers,
    atTheLimit,
    acceptAtTheLimit,
    channelsAreTheirOwn,
    clientsInOrder,
    fullBacklog,
    clampedBacklog,
    bytesInOrder,
    boundariesOfRecords,
    peeking,
    twoWaysNotToWait,
    toldFlags,
    unreadBytes,
    toldUnread,
    unsentBytes,
    peeksGoOn,
    peeksAmongEmpty,
    offsetsAreTheirOwn,
    nothingAtAll,
    faultyBuffers,
    partlyThere,
    faultyNames,
    oneUrgentByte,
    urgentSignals,
    urgentSignalsOfOthers,
    receivesAtTheMark,
    roomForUrgent,
    lookingAtTheMark,
    endsAtTheMark,
    urgentDescriptors,
    urgentRefused,
    unconnected,
    halfClose,
    closeAndReset,
    polledTogether,
    epollTells,
    epollRefuses,
    epollLasts,
    signalWithBrokenPipe,
    names,
    abstractNames,
    zeroNames,
    reusedNames,
    namesWithoutModes,
    autobinding,
    namesOfNetworks,
    namesAcrossMounts,
    namesBelowRoots,
    confinedNames,
    chosenNames,
    toldByBoth,
    malformedAddresses,
    roomForAddresses,
    walkOfConnections,
    boundedStream,
    boundedRecords,
    shortSends,
    blockingSends,
    receivesOfAll,
    receiveTimesOut,
    acceptTimesOut,
    sendTimesOut,
    queueTimesOut,
    connectTimesOut,
    twoTimes,
    strangeTimes,
    acceptsAtOnce,
    acceptSleeps,
    sendSleeps,
    queueSleeps,
    datagramSleeps,
    receiveSleeps,
    peekWaitsBeyond,
    fullBacklogSleeps,
    endsAtOnce,
    connectMeetsClose,
    bindsAtOnce,
    overlappingWalk,
    allIsClosed,
    pollSleeps,
    sleepsAreWoken,
    interruptedSleeps,
    restartedSleeps,
    messages,
    destinations,
    associations,
    lostNames,
    fullQueue,
    largeMessages,
    boundedDatagrams,
    noEnd,
    walkOfDatagrams,
  ],
};

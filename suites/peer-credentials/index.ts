/** Promise 4: who is at the other end. */

import type { Suite } from '../../harness/run/property.ts';
import { outlived } from './gone.ts';
import { inherited } from './inheritance.ts';
import { keptPidfds, passedPidfds, receivedPidfds } from './kept.ts';
import { noLabels } from './labels.ts';
import {
  explicitCredentials,
  messageCredentials,
  passingNames,
  walkOfCredentials,
} from './messages.ts';
import { claimsAcross, claimsInside, idsAcross, pidsAcross, singleUsers } from './namespaces.ts';
import { connectedAtOnce } from './overlapping.ts';
import { afterwards, capture, nobody, supplementary } from './peers.ts';
import { messagePidfds, pidfdsOfOthers } from './pidfds.ts';
import { byHolders, byOthers } from './processes.ts';
import { fromThreads } from './threads.ts';

export const peerCredentials: Suite = {
  id: 'peer-credentials',
  title: 'SO_PEERCRED tells who the peer is',
  text: 'SO_PEERCRED gives the process, user and group of the peer as they were when the connection was made.',
  properties: [
    nobody,
    capture,
    afterwards,
    byOthers,
    byHolders,
    supplementary,
    messageCredentials,
    explicitCredentials,
    passingNames,
    inherited,
    messagePidfds,
    pidfdsOfOthers,
    keptPidfds,
    receivedPidfds,
    passedPidfds,
    noLabels,
    walkOfCredentials,
    connectedAtOnce,
    fromThreads,
    pidsAcross,
    idsAcross,
    claimsAcross,
    claimsInside,
    singleUsers,
    outlived,
  ],
};

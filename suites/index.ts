/** All suites, in the order in which they run. */

import type { Suite } from '../harness/run/property.ts';
import { descriptorPassing } from './descriptor-passing/index.ts';
import { mannered } from './manners/index.ts';
import { peerCredentials } from './peer-credentials/index.ts';
import { privilegedPorts } from './privileged-ports/index.ts';
import { socketInodes } from './socket-inodes/index.ts';
import { streamConnections } from './stream-connections/index.ts';
import { wholeLaw } from './whole-law/index.ts';

const ALL: readonly Suite[] = [
  streamConnections,
  socketInodes,
  descriptorPassing,
  peerCredentials,
  privilegedPorts,
  wholeLaw,
];

export const SUITES: readonly Suite[] = ALL.map((suite) => ({
  ...suite,
  properties: suite.properties.map(mannered),
}));

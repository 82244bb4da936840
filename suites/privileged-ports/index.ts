/** Promise 5: low ports need a capability. */

import type { Suite } from '../../harness/run/property.ts';
import { confinedBinds, confinedConnects } from './confined.ts';
import { ownNetwork, rootOfAnother } from './namespaces.ts';
import { startsOfNetworks } from './networks.ts';
import { passed } from './passing.ts';
import { identifiers, pingGroups, pingNamespaces, pingNetworks } from './ping.ts';
import {
  bindsAtOnce,
  boundaries,
  byCapability,
  bypasses,
  chosenPorts,
  precedence,
  thresholds,
  walkOfPorts,
  whoBinds,
} from './properties.ts';
import { foreignOptions, raw } from './raw.ts';
import { associating, bothFamilies, connecting, reaching } from './reaching.ts';
import { elsewhere, families, reuse } from './sharing.ts';
import { ownersOfNetworks, ranges, writers } from './sysctls.ts';

export const privilegedPorts: Suite = {
  id: 'privileged-ports',
  title: 'Low ports need CAP_NET_BIND_SERVICE',
  text: 'Binding a TCP or UDP port below 1024 needs CAP_NET_BIND_SERVICE; any process may bind a free port from 1024 up.',
  properties: [
    boundaries,
    byCapability,
    thresholds,
    ranges,
    writers,
    ownersOfNetworks,
    whoBinds,
    passed,
    bypasses,
    precedence,
    chosenPorts,
    walkOfPorts,
    bindsAtOnce,
    reuse,
    families,
    elsewhere,
    reaching,
    associating,
    connecting,
    bothFamilies,
    raw,
    pingGroups,
    pingNetworks,
    pingNamespaces,
    identifiers,
    foreignOptions,
    rootOfAnother,
    ownNetwork,
    startsOfNetworks,
    confinedBinds,
    confinedConnects,
  ],
};

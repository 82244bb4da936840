/** All suites, in the order in which they run. */

import type { Suite } from '../harness/run/property.ts';
import { streamConnections } from './stream-connections/index.ts';

export const SUITES: readonly Suite[] = [streamConnections];

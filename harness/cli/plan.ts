/** The properties as a guest would plan them, for environments in which no guest came up. */

import { SUITES } from '../../suites/index.ts';
import { describe } from '../facts/index.ts';
import type { PlannedInGuest } from '../run/protocol.ts';

export function plannedProperties(): PlannedInGuest[] {
  return SUITES.flatMap(({ id: suite, properties }) =>
    properties.map(({ id, claim, clauses, requires }) => ({
      ...{ id, suite, claim, clauses },
      requires: requires.map(describe),
    })),
  );
}

/** Deviations by signature: what failed, on which promise, and in which environments. */

import type { Clause, Failure, VerdictRecord } from '../../harness/bundle/index.ts';
import type { Column } from './bundle-view.ts';

/** Equal deviations, wherever they showed. */
export interface Finding {
  /** The signature; for a crash without one, its property and reason. */
  readonly key: string;
  readonly property: string;
  readonly isCrash: boolean;
  readonly reason?: string | undefined;
  /** The smallest scenario that shows it. */
  readonly failure?: Failure | undefined;
  /** The promise that is broken. */
  readonly promise: string;
  /** The ledger entry, if every sighting was expected. */
  readonly known?: string | undefined;
  /** Columns that show it, by name. */
  readonly seen: readonly string[];
}

interface Sighting {
  readonly column: Column;
  readonly record: VerdictRecord;
}

/** New ones first, then by their place in the plan. */
export function findingsOf(
  columns: readonly Column[],
  clauses: readonly Pick<Clause, 'id' | 'promise'>[],
): Finding[] {
  const promises = new Map(clauses.map(({ id, promise }) => [id, promise]));
  const sightings = columns.flatMap((column) =>
    [...column.run.verdicts.values()]
      .flat()
      .filter(({ verdict }) => verdict === 'fail' || verdict === 'crash')
      .map((record) => ({ column, record })),
  );
  return [...Map.groupBy(sightings, ({ record }) => keyOf(record))]
    .flatMap(([key, group]) => findingOf(key, group, promises))
    .toSorted((a, b) => Number(a.known !== undefined) - Number(b.known !== undefined));
}

function keyOf({ id, failure, reason }: VerdictRecord): string {
  return failure?.signature ?? `${id}: ${reason ?? 'no reason given'}`;
}

function findingOf(
  key: string,
  group: readonly Sighting[],
  promises: ReadonlyMap<string, string>,
): Finding[] {
  const [first] = group.toSorted((a, b) => size(a) - size(b));
  if (first === undefined) return [];
  const { record, column } = first;
  const isNew = group.some((sighting) => sighting.record.known === undefined);
  const planned = column.run.header.plan.find(({ id }) => id === record.id);
  const finding: Finding = {
    ...{ key, property: record.id, failure: record.failure, reason: record.reason },
    isCrash: group.some((sighting) => sighting.record.verdict === 'crash'),
    promise: promises.get(record.failure?.clause ?? '') ?? planned?.suite ?? record.id,
    known: isNew ? undefined : record.known,
    seen: [...new Set(group.map((sighting) => sighting.column.name))],
  };
  return [finding];
}

const size = ({ record }: Sighting): number =>
  record.failure?.shrunk.to ?? Number.POSITIVE_INFINITY;

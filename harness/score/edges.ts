/** Mutants of the law whose limits are off by one: in the world's constants, and in what guards compare. */

import type { CallName, Operation } from '../law/operation.ts';
import type { State } from '../law/state.ts';
import type { World } from '../law/world.ts';
import { type Mutant, REAL, type Row, replaced, withRows } from './mutants.ts';

const NEAR = [1, -1] as const;
/** Further than any limit is from any argument. */
const FAR = [1 << 20, -(1 << 20)] as const;

const FIELDS = [
  'backlog',
  'domain',
  'flags',
  'how',
  'length',
  'offset',
  'port',
  'protocol',
  'room',
  'type',
  'value',
] as const;
type Field = (typeof FIELDS)[number];

/** The operation with one number moved; undefined where it has no such number. */
function moved(op: Operation, field: Field, by: number): Operation | undefined {
  if (field === 'port') {
    if (!('address' in op) || !op.address || !('port' in op.address)) return undefined;
    return { ...op, address: { ...op.address, port: op.address.port + by } };
  }
  const value = (op as unknown as Readonly<Record<string, unknown>>)[field];
  return typeof value === 'number' ? ({ ...op, [field]: value + by } as Operation) : undefined;
}

/** A guard as it would judge the moved operation, where the law has a say in that. */
function judgedMoved(row: Row, call: CallName, field: Field, by: number): Row['when'] {
  return (view) => {
    const { state, op } = view as { readonly state: State; readonly op: Operation };
    const other = moved(op, field, by);
    if (other === undefined) return row.when(view);
    try {
      return row.when(REAL[call].look(state, other as never) as never);
    } catch {
      return row.when(view);
    }
  };
}

/** A guard that compares a number of the operation with something. */
export interface Edge {
  readonly call: CallName;
  readonly row: Row;
  readonly field: Field;
}

/** The guards which a number that is far off would change, in this state. */
export function edgesAt(state: State, op: Operation): Edge[] {
  const { call } = op;
  const law = REAL[call];
  const view = law.look(state, op as never) as never;
  const differs = (row: Row, field: Field): boolean => {
    try {
      const holds = row.when(view);
      return FAR.some((by) => judgedMoved(row, call, field, by)(view) !== holds);
    } catch {
      return false;
    }
  };
  return FIELDS.filter((field) => moved(op, field, 0) !== undefined).flatMap((field) =>
    law.refusals
      .filter((row) => row.errno !== 'BLOCKS' && differs(row, field))
      .map((row) => ({ call, row, field })),
  );
}

export function edgeMutants({ call, row, field }: Edge): Mutant[] {
  const rows = REAL[call].refusals;
  return NEAR.map((by) => ({
    kind: 'constant ± 1',
    name: `${call}: ${row.id} ${field} ${by > 0 ? '+ 1' : '- 1'}`,
    call,
    law: withRows(
      call,
      replaced(rows, rows.indexOf(row), { ...row, when: judgedMoved(row, call, field, by) }),
    ),
  }));
}

/** The world's constants with a call that looks at each. */
const CONSTANTS: readonly (readonly [
  name: string,
  call: CallName,
  change: (world: World, by: number) => Partial<World>,
])[] = [
  ['portStart', 'bind', ({ portStart }, by) => ({ portStart: portStart + by })],
  [
    'localPortRange',
    'port_start',
    ({ localPortRange: [low, high] }, by) => ({ localPortRange: [low + by, high] }),
  ],
  ['overflowUid', 'recvmsg', ({ overflowUid }, by) => ({ overflowUid: overflowUid + by })],
  ['overflowGid', 'recvmsg', ({ overflowGid }, by) => ({ overflowGid: overflowGid + by })],
];

export function constantMutants(): Mutant[] {
  return CONSTANTS.flatMap(([name, call, change]) =>
    NEAR.map((by) => ({
      kind: 'constant ± 1' as const,
      name: `world: ${name} ${by > 0 ? '+ 1' : '- 1'}`,
      call,
      law: REAL,
      world: (world: World) => ({ ...world, ...change(world, by) }),
    })),
  );
}

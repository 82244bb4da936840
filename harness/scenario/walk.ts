/** Builds a scenario by walking the law forward: it knows what is alive and what would be refused. */

import type { Random } from 'fast-check';
import type { Identity, Operation, Slot } from '../law/operation.ts';
import { Unmodelled } from '../law/rule.ts';
import {
  type Descriptor,
  initialState,
  type Process,
  type Socket,
  type State,
} from '../law/state.ts';
import { step } from '../law/step.ts';
import { type Cast, kindsOf } from './cast.ts';
import { type Home, homeOf, type Place, worldOf } from './place.ts';
import { Choice } from './random.ts';
import type { Actor, Scenario } from './scenario.ts';

/** Where a property aims: it walks, and so writes a scenario. */
export type Aim = (walk: Walk) => void;

/** An operation without its actor, as aims write it. */
export type Move = Operation extends infer Op
  ? Op extends Operation
    ? Omit<Op, 'by'>
    : never
  : never;

export class Walk {
  readonly place: Place;
  readonly choose: Choice;
  readonly state: State;
  readonly operations: Operation[] = [];
  /** The actor whose turn it is. */
  by = 0;
  private readonly actors: readonly Actor[];
  private slots = 0;
  private tags = 0;
  private salted: string | undefined;

  constructor(place: Place, cast: Cast, random: Random) {
    this.place = place;
    this.choose = new Choice(random);
    this.actors = kindsOf(cast).map((kind, i) => ({
      identity: homeOf(place, i).base,
      ...(kind !== 'plain' && { kind }),
    }));
    this.state = initialState(worldOf(place, { actors: this.actors }));
  }

  get scenario(): Scenario {
    return { actors: this.actors, operations: this.operations };
  }

  get me(): Process {
    const process = this.state.processes[this.by];
    if (process === undefined) throw new RangeError(`no actor ${this.by}`);
    return process;
  }

  /** Who the actor whose turn it is can be. */
  get home(): Home {
    return homeOf(this.place, this.by);
  }

  /** A slot that no operation has filled. */
  slot(): Slot {
    return this.slots++;
  }

  fresh(n: number): Slot[] {
    return Array.from({ length: n }, () => this.slot());
  }

  /** A few characters that no other scenario is likely to have: names of sockets that die late do not meet. */
  salt(): string {
    this.salted ??= this.choose.int(0, 0xfffff).toString(36);
    return this.salted;
  }

  /** A payload of its own. */
  tag(): number {
    return this.tags++;
  }

  /**
   * Adds the operation if the law has a say in it and it would not block. Answers the errno the law expects
   * first ('' for success), or undefined when the operation was not added.
   */
  go(move: Move): string | undefined {
    const op = { ...move, by: this.by } as Operation;
    try {
      const [first] = step(this.state, op);
      if (first === undefined || first.errno === 'BLOCKS') return undefined;
      first.commit(undefined);
      this.operations.push(op);
      return first.errno;
    } catch (error) {
      if (error instanceof Unmodelled) return undefined;
      throw error;
    }
  }

  /** Takes turns as another actor. */
  as<T>(actor: number, what: () => T): T {
    const before = this.by;
    this.by = actor;
    try {
      return what();
    } finally {
      this.by = before;
    }
  }

  /** Open descriptors of the actor whose turn it is. */
  open(which: (descriptor: Descriptor) => boolean = () => true): Slot[] {
    const slots: Slot[] = [];
    for (const [slot, descriptor] of this.state.descriptors.entries())
      if (descriptor?.owner === this.by && which(descriptor)) slots.push(slot);
    return slots;
  }

  /** Its sockets for which the claim holds. */
  sockets(which: (socket: Socket) => boolean = () => true): Slot[] {
    return this.open(
      ({ file }) => file.object.kind === 'socket' && file.access !== 'path' && which(file.object),
    );
  }

  socketAt(slot: Slot): Socket | undefined {
    const object = this.state.descriptors[slot]?.file.object;
    return object?.kind === 'socket' ? object : undefined;
  }

  /** Takes on another identity. */
  become(identity: Partial<Identity>): void {
    this.go({ call: 'become', identity: { ...this.home.base, ...identity } });
  }

  /** Repeats a random choice of the moves. */
  wander(moves: readonly (readonly [weight: number, (walk: Walk) => void])[], steps: number): void {
    const total = moves.reduce((sum, [weight]) => sum + weight, 0);
    for (let i = 0; i < steps; i++) {
      let at = this.choose.int(1, total);
      for (const [weight, move] of moves) {
        at -= weight;
        if (at > 0) continue;
        move(this);
        break;
      }
    }
  }
}

/** Whether the law has a say in every step, and none would block: worth asking the kernel. */
export function isSensible(place: Place, scenario: Scenario): boolean {
  try {
    const state = initialState(worldOf(place, scenario));
    for (const op of scenario.operations) {
      const [first] = step(state, op);
      if (first === undefined || first.errno === 'BLOCKS') return false;
      first.commit(undefined);
    }
    return true;
  } catch (error) {
    if (error instanceof Unmodelled || error instanceof RangeError) return false;
    throw error;
  }
}

/** Builds a scenario by walking the law forward: it knows what is alive and what would be refused. */

import type { Random } from 'fast-check';
import type { Identity, Operation, Slot } from '../law/operation.ts';
import { socketIn } from '../law/references.ts';
import type { Descriptor, Process, Socket, State } from '../law/state.ts';
import { type Cast, kindsOf } from './cast.ts';
import { Course } from './course.ts';
import { type Home, homeOf, type Place, worldOf } from './place.ts';
import { Choice } from './random.ts';
import { type Actor, endOfBurst, type Scenario } from './scenario.ts';

/** Where a property aims: it walks, and so writes a scenario. */
export type Aim = (walk: Walk) => void;

/** An operation without its actor, as aims write it. */
export type Move = Operation extends infer Op
  ? Op extends Operation
    ? Omit<Op, 'by' | 'overlaps'>
    : never
  : never;

/** One of several moves that overlap. */
export interface Overlapping {
  readonly by: number;
  readonly move: Move;
  /** Begins when those before it have ended or sleep; else together with them. */
  readonly onceSettled?: boolean;
}

/** What a walk does besides what its aim says. */
export interface Manner {
  /** Says a move in another way, and may make others before it. */
  readonly instead?: (walk: Walk, move: Move) => Move;
  /** Makes moves after one that was made. */
  readonly after?: (walk: Walk) => void;
}

export class Walk {
  readonly place: Place;
  readonly choose: Choice;
  readonly operations: Operation[] = [];
  /** The actor whose turn it is. */
  by = 0;
  private readonly actors: readonly Actor[];
  private readonly course: Course;
  private slots = 0;
  private tags = 0;
  private salted: string | undefined;
  private drafted: Move[] | undefined;
  /** None unless told. */
  manner: Manner | undefined;

  constructor(place: Place, cast: Cast, random: Random) {
    this.place = place;
    this.choose = new Choice(random);
    this.actors = kindsOf(cast).map((kind, i) => ({
      identity: homeOf(place, i).base,
      ...(kind !== 'plain' && { kind }),
    }));
    this.course = new Course(worldOf(place, { actors: this.actors }));
  }

  /** What the law knows by now; after overlapping calls, one of several possibilities. */
  get state(): State {
    return this.course.state;
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
   * first ('' for success), or undefined when the operation was not added. `maySleep`: also if it sleeps with a part
   * done, and is interrupted; that takes its time.
   */
  go(move: Move, maySleep = false): string | undefined {
    if (this.drafted !== undefined) {
      this.drafted.push(move);
      return undefined;
    }
    const { manner } = this;
    // Its own moves are made as they are.
    this.manner = undefined;
    const errno = this.take(manner?.instead?.(this, move) ?? move, maySleep);
    if (errno !== undefined) manner?.after?.(this);
    this.manner = manner;
    return errno;
  }

  private take(move: Move, maySleep: boolean): string | undefined {
    const op = { ...move, by: this.by } as Operation;
    const errno = this.course.take(op, maySleep);
    if (errno !== undefined) this.operations.push(op);
    return errno;
  }

  /**
   * Adds operations that overlap, none by the first actor (which starts them), if the law has a say in every order of
   * them. `mayStay` allows that actors sleep for ever. Answers whether they were added.
   */
  burst(moves: readonly Overlapping[], mayStay = false): boolean {
    const operations = moves.map(({ by, move, onceSettled }, i) => ({
      ...move,
      by,
      ...(i > 0 && { overlaps: onceSettled ? 'once-settled' : 'at-once' }),
    })) as Operation[];
    if (!this.course.overlap(operations, mayStay)) return false;
    this.operations.push(...operations);
    return true;
  }

  /** The moves that would be made, made by nobody: to let them overlap. */
  draft(what: () => void): readonly Move[] {
    const before = this.drafted;
    const moves: Move[] = [];
    this.drafted = moves;
    try {
      what();
    } finally {
      this.drafted = before;
    }
    return moves;
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
    const file = this.state.descriptors[slot]?.file;
    return file && socketIn(file);
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

/**
 * Whether the law has a say in every step, and none would block unless it overlaps: worth asking the kernel. `maySleep`
 * as for `Walk.go`.
 */
export function isSensible(place: Place, scenario: Scenario, maySleep = true): boolean {
  const { operations } = scenario;
  try {
    const course = new Course(worldOf(place, scenario));
    for (let at = 0; at < operations.length; ) {
      const end = endOfBurst(operations, at);
      const isTaken =
        end === at + 1
          ? operations[at]?.overlaps === undefined &&
            course.take(operations[at] as Operation, maySleep)
          : course.overlap(operations.slice(at, end), true);
      if (isTaken === undefined || isTaken === false) return false;
      at = end;
    }
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

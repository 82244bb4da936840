/** The actors beside the local one, of every kind, kept warm for the casts to come. */

import type { Kernel } from '../kernel/index.ts';
import { pidKey, pidSeenBy } from '../law/namespace.ts';
import type { Identity } from '../law/operation.ts';
import { type ActorKind, isMortal, isThread, KINDS } from '../scenario/cast.ts';
import type { ActorProcess } from '../scenario/place.ts';
import { RemoteExecutor } from './actor.ts';
import { insideOf } from './enclosure.ts';
import { type Link, meetActor, spawnActor, spawnEnclosed, spawnThread } from './link.ts';
import type { Companion } from './protocol.ts';

export interface Member {
  readonly kind: ActorKind;
  readonly executor: RemoteExecutor;
  readonly process: ActorProcess;
}

export interface TroupeOptions {
  readonly real: Kernel;
  readonly subjectFile: string | undefined;
  readonly directory: string;
  readonly companions: readonly Companion[];
  /** Who a plain actor is. */
  readonly base: Identity;
}

/** Above the numbers of namespaces of companions: those of actors here are counted from this one. */
const OWN_NAMESPACES = 100;

/** An actor on its way: its process is started, and its greeting is to come. */
type Coming = () => Member;

export class Troupe implements Disposable {
  private readonly options: TroupeOptions;
  private readonly links: Link[] = [];
  private members: Member[] = [];
  /** On its way for whoever ends next. */
  private next: Link | undefined;
  /** Companions that were met. */
  private met = 0;
  /** Namespaces that actors have for themselves. */
  private namespaces = 0;

  constructor(options: TroupeOptions) {
    this.options = options;
  }

  /** One for each kind, those that are there already first. New ones start side by side. */
  cast(kinds: readonly ActorKind[]): Member[] {
    const free = [...this.members];
    const chosen = kinds.map((kind) => {
      const at = free.findIndex((one) => one.kind === kind);
      return at < 0 ? this.start(kind) : free.splice(at, 1)[0];
    });
    return chosen.map((one) => (typeof one === 'function' ? this.greet(one) : (one as Member)));
  }

  /** Lets go of those who have ended; answers whether there were any. */
  bury(): boolean {
    const dead = this.members.filter(({ executor }) => executor.ended);
    for (const { executor } of dead) {
      executor.link[Symbol.dispose]();
      this.links.splice(this.links.indexOf(executor.link), 1);
    }
    this.members = this.members.filter(({ executor }) => !executor.ended);
    return dead.length > 0;
  }

  [Symbol.dispose](): void {
    for (const link of this.links.splice(0)) link[Symbol.dispose]();
    this.members = [];
    this.next = undefined;
    this.met = 0;
  }

  private start(kind: ActorKind): Coming {
    if (kind === 'plain') return this.plain();
    if (isThread(kind)) return this.thread(kind);
    return isMortal(kind) ? this.mortal(kind) : this.enclose(kind);
  }

  private greet(coming: Coming): Member {
    const member = coming();
    this.members.push(member);
    return member;
  }

  private plain(): Coming {
    const { real, companions, base } = this.options;
    const companion = companions[this.met++];
    const link = this.keep(companion === undefined ? spawnActor(real) : meetActor(real, companion));
    return () => {
      const executor = this.executor(link, base);
      const { pid, permitted } = executor;
      const { pids, network } = companion ?? {};
      return { kind: 'plain', executor, process: { pid, permitted, pids, network } };
    };
  }

  /** One of our own, whoever waits elsewhere; the next one is started meanwhile. */
  private mortal(kind: ActorKind): Coming {
    const { real, base } = this.options;
    const link = this.next ?? this.keep(spawnActor(real));
    this.next = this.keep(spawnActor(real));
    return () => {
      const executor = this.executor(link, base);
      const { pid, permitted } = executor;
      return { kind, executor, process: { pid, kind, permitted } };
    };
  }

  /** One of our own, too. */
  private thread(kind: ActorKind): Coming {
    const { real, base } = this.options;
    const link = this.keep(spawnThread(real, kind));
    return () => {
      const executor = this.executor(link, base);
      const { pid, permitted } = executor;
      return { kind, executor, process: { pid, kind, permitted } };
    };
  }

  private enclose(kind: ActorKind): Coming {
    const { real, base } = this.options;
    const inside = insideOf(kind, base);
    const { link, pid: outerPid } = spawnEnclosed(real, kind, inside);
    this.keep(link);
    return () => {
      const executor = this.executor(link, inside?.home.base ?? base);
      const process: ActorProcess = {
        ...{ pid: executor.pid, kind, permitted: executor.permitted },
        ...(KINDS[kind].pids && { pids: OWN_NAMESPACES + this.namespaces++, outerPid }),
        ...inside,
      };
      return { kind, executor, process };
    };
  }

  private keep(link: Link): Link {
    this.links.push(link);
    return link;
  }

  private executor(link: Link, base: Identity): RemoteExecutor {
    const { subjectFile: subject, directory } = this.options;
    return new RemoteExecutor(link, { subject, directory, base });
  }
}

/** The pids of all processes as one of them knows them. */
export function knownPids(processes: readonly ActorProcess[], viewer: number): number[] {
  const places = processes.map(({ pid, pids = 0, outerPid }) => ({ pid, pids, outerPid }));
  const me = places[viewer];
  return places.map((one) => (me === undefined ? -1 : pidSeenBy(pidKey(one.pid, one), me)));
}

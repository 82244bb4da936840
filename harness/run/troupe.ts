/** The actors beside the local one, of every kind, kept warm for the casts to come. */

import type { Kernel } from '../kernel/index.ts';
import { pidKey, pidSeenBy } from '../law/namespace.ts';
import type { Identity } from '../law/operation.ts';
import { type ActorKind, KINDS } from '../scenario/cast.ts';
import type { ActorProcess } from '../scenario/place.ts';
import { RemoteExecutor } from './actor.ts';
import { ENCLOSED_HOME, MAPS } from './enclosure.ts';
import { meetActor, spawnActor, spawnEnclosed } from './link.ts';
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

export class Troupe implements Disposable {
  private readonly options: TroupeOptions;
  private members: Member[] = [];

  constructor(options: TroupeOptions) {
    this.options = options;
  }

  /** One for each kind, those that are there already first. */
  cast(kinds: readonly ActorKind[]): Member[] {
    const chosen: Member[] = [];
    for (const kind of kinds) {
      const free = this.members.find((one) => one.kind === kind && !chosen.includes(one));
      chosen.push(free ?? this.hire(kind));
    }
    return chosen;
  }

  [Symbol.dispose](): void {
    for (const { executor } of this.members) executor[Symbol.dispose]();
    this.members = [];
  }

  private hire(kind: ActorKind): Member {
    const { pids, users } = KINDS[kind];
    const member = pids || users ? this.enclose(kind) : this.plain();
    this.members.push(member);
    return member;
  }

  private plain(): Member {
    const { real, companions, base } = this.options;
    const companion = companions[this.members.filter(({ kind }) => kind === 'plain').length];
    const link = companion === undefined ? spawnActor(real) : meetActor(real, companion);
    const executor = new RemoteExecutor(link, this.hello(base));
    const { pid, permitted } = executor;
    const { pids, network } = companion ?? {};
    return { kind: 'plain', executor, process: { pid, permitted, pids, network } };
  }

  private enclose(kind: ActorKind): Member {
    const { pids, users } = KINDS[kind];
    const { link, pid: outerPid } = spawnEnclosed(this.options.real, kind);
    const home = users ? ENCLOSED_HOME : undefined;
    const executor = new RemoteExecutor(link, this.hello(home?.base ?? this.options.base));
    const { pid, permitted } = executor;
    const process: ActorProcess = {
      ...{ pid, kind, permitted },
      ...(pids && { pids: OWN_NAMESPACES + this.members.length, outerPid }),
      ...(users && { ...MAPS, home }),
    };
    return { kind, executor, process };
  }

  private hello(base: Identity): ConstructorParameters<typeof RemoteExecutor>[1] {
    const { subjectFile: subject, directory } = this.options;
    return { subject, directory, base };
  }
}

/** The pids of all processes as one of them knows them. */
export function knownPids(processes: readonly ActorProcess[], viewer: number): number[] {
  const places = processes.map(({ pid, pids = 0, outerPid }) => ({ pid, pids, outerPid }));
  const me = places[viewer];
  return places.map((one) => (me === undefined ? -1 : pidSeenBy(pidKey(one.pid, one), me)));
}

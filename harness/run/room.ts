/** Room for so many more descriptors: RLIMIT_NOFILE, set for the moments in which calls are made that make some. */

import { F_DUPFD_CLOEXEC, O_CLOEXEC, O_PATH, RLIMIT_NOFILE } from '../abi/file.ts';
import type { Kernel, Result } from '../kernel/index.ts';

/** The calls of which some make descriptors. */
const MAKING = [
  ...([
    'socket',
    'socketpair',
    'socketpair_nowhere',
    'accept4',
    'recvmsg',
    'recvmmsg',
    'getsockopt',
    'dup',
    'fcntl',
  ] as const),
  ...(['pipe2', 'memfd_create', 'open', 'eventfd2', 'timerfd_create'] as const),
  ...(['signalfd4', 'epoll_create1'] as const),
];

type AnyCall = (...given: unknown[]) => unknown;

/**
 * The limit is one of numbers, and there may be free ones anywhere below. All up to the highest one of the scenario's own are
 * filled, and just above is room: whichever of its descriptors the scenario closes, there is room for one more.
 * Between the calls nothing is limited, so that the runtime and the harness find descriptors as ever.
 */
export class Room {
  /** The subject with so much room. */
  readonly kernel: Kernel;
  private readonly real: Kernel;
  private readonly soft: number;
  private readonly hard: number;
  private readonly fillers: number[] = [];
  private limit: number;

  /** `above`: all numbers up to this one are to be in use. */
  constructor(real: Kernel, subject: Kernel, room: number, above: number) {
    this.real = real;
    [this.soft, this.hard] = must(real.getrlimit(RLIMIT_NOFILE)).out;
    this.fillers.push(must(real.open('/', O_PATH | O_CLOEXEC, 0)).ret);
    this.limit = above + 1;
    try {
      this.makeRoom(room, above);
    } catch (error) {
      this.close();
      throw error;
    }
    this.kernel = { ...subject, ...this.limited(subject) };
  }

  /** Gives back what it filled, which numbers it tells; the subject itself is to be asked from now on. */
  close(): readonly number[] {
    for (const fd of this.fillers) this.real.close(fd);
    return this.fillers;
  }

  private makeRoom(room: number, above: number): void {
    const free: number[] = [];
    while (free.length <= room) {
      const fd = must(this.real.fcntl(this.fillers[0] as number, F_DUPFD_CLOEXEC, 0)).ret;
      if (fd <= above) this.fillers.push(fd);
      else free.push(fd);
    }
    // The first one for which there is no room any more.
    this.limit = free.at(-1) as number;
    for (const fd of free) this.real.close(fd);
  }

  private limited(subject: Kernel): Partial<Kernel> {
    const calls = subject as unknown as Readonly<Record<string, AnyCall>>;
    return Object.fromEntries(MAKING.map((name) => [name, this.within(calls[name] as AnyCall)]));
  }

  private within(call: AnyCall): AnyCall {
    return (...given) => {
      must(this.real.setrlimit(RLIMIT_NOFILE, this.limit, this.hard));
      try {
        return call(...given);
      } finally {
        must(this.real.setrlimit(RLIMIT_NOFILE, this.soft, this.hard));
      }
    };
  }
}

function must<Out>(result: Result<Out>): Result<Out> {
  if (result.ret < 0) throw new Error(`no room can be made for descriptors: errno ${result.errno}`);
  return result;
}

/** Kinds of actors as data: what of its namespaces each has for itself, inside of those of the first. */

/** What of a kind is its own: a pid namespace, and a user namespace with many ids, with a single one, or with high ones. */
export interface Own {
  readonly pids: boolean;
  readonly users: 'none' | 'one' | 'many' | 'high';
  /** A network that belongs to its user namespace. */
  readonly network?: true;
  /** Its calls come from a thread that is not its first. */
  readonly thread?: true;
  /** It may end within a scenario: a process for that scenario alone. */
  readonly mortal?: true;
}

export const KINDS = {
  plain: { pids: false, users: 'none' },
  mortal: { pids: false, users: 'none', mortal: true },
  'second-thread': { pids: false, users: 'none', thread: true },
  'own-pids': { pids: true, users: 'none' },
  'own-users': { pids: false, users: 'many' },
  'own-users-and-pids': { pids: true, users: 'many' },
  'own-users-and-network': { pids: false, users: 'many', network: true },
  /** All of its ids are of nobody else: what they have in flight is its own. */
  'own-high-users': { pids: false, users: 'high' },
  /** What anybody may make: there it is the only user, and here it is who we are. */
  'own-single-user': { pids: true, users: 'one' },
} as const satisfies Readonly<Record<string, Own>>;

export type ActorKind = keyof typeof KINDS;

export const isMortal = (kind: ActorKind): boolean => (KINDS[kind] as Own).mortal ?? false;
export const isThread = (kind: ActorKind): boolean => (KINDS[kind] as Own).thread ?? false;
export const hasNetwork = (kind: ActorKind): boolean => (KINDS[kind] as Own).network ?? false;

/** So many plain actors, or one of each of these kinds; the first is the judge's own thread, and plain. */
export type Cast = number | readonly ActorKind[];

export function isKind(word: string): word is ActorKind {
  return Object.hasOwn(KINDS, word);
}

export function kindsOf(cast: Cast = 1): readonly ActorKind[] {
  return typeof cast === 'number' ? Array.from({ length: cast }, () => 'plain' as const) : cast;
}

const USERS: readonly Own['users'][] = ['none', 'one', 'many', 'high'];

/** Kinds that have a part of what this one has for itself, the plainest first. */
export function plainerKinds(kind: ActorKind): readonly ActorKind[] {
  const own: Own = KINDS[kind];
  const has = ({ pids, users, network, mortal, thread }: Own): boolean =>
    (own.pids || !pids) &&
    (own.network || !network) &&
    (own.mortal || !mortal) &&
    (own.thread || !thread) &&
    (users === 'none' || users === own.users);
  const weight = (one: ActorKind): number => {
    const { pids, users } = KINDS[one];
    return USERS.indexOf(users) * 4 + Number(pids) * 2 + Number(hasNetwork(one));
  };
  return (Object.keys(KINDS) as ActorKind[])
    .filter((one) => one !== kind && has(KINDS[one]))
    .toSorted((a, b) => weight(a) - weight(b));
}

/** Whether one cast is the beginning of another. */
export function beginsWith(whole: readonly ActorKind[], part: readonly ActorKind[]): boolean {
  return part.length <= whole.length && part.every((kind, i) => kind === whole[i]);
}

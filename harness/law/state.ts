/** What the law remembers: processes, descriptors, open file descriptions, sockets and inodes. */

import type { CapabilityName } from '../abi/capability.ts';
import type { IdMap } from './namespace.ts';
import type { Slot } from './operation.ts';

/** What the law is told of the place: observed facts, never assumed (see harness/facts). */
export interface World {
  readonly somaxconn: number;
  /** `net.unix.max_dgram_qlen`; undefined where it is not told. */
  readonly maxDgramQlen: number | undefined;
  /** Undefined where they are not told. */
  readonly buffers?: BufferLimits | undefined;
  readonly localPortRange: readonly [number, number];
  /** `net.ipv4.ip_unprivileged_port_start` at the start of a scenario. */
  readonly portStart: number;
  readonly protectedHardlinks: boolean;
  readonly overflowUid: number;
  readonly overflowGid: number;
  /** Ids that exist in this user namespace: [first, count]. */
  readonly uids: readonly (readonly [number, number])[];
  readonly gids: readonly (readonly [number, number])[];
  readonly has: Readonly<
    Record<
      | 'peergroups'
      | 'peerpidfd'
      | 'passpidfd'
      | 'passrights'
      | 'oob'
      | 'oobMended'
      | 'pidfdsOfTheReaped'
      | 'marksOfStreamsAlone'
      | 'passedOnAtConnect'
      | 'passsec'
      | 'unlabelled'
      | 'inq'
      | 'kcmp'
      | 'newNetworks'
      | 'inet4'
      | 'inet6'
      | 'udplite',
      boolean
    >
  > &
    Readonly<Record<FileFeature, boolean>>;
  readonly actors: readonly ActorFacts[];
}

/** What a buffer is told to be at least and at most, doubled; and whether who has CAP_NET_ADMIN may go further, if anybody. */
export interface BufferLimits {
  readonly send: readonly [least: number, most: number];
  readonly receive: readonly [least: number, most: number];
  readonly force: boolean | undefined;
}

/** What /proc tells of descriptors and sockets, and SIOCUNIXFILE. */
export type FileFeature = 'procFd' | 'unixFile' | 'procNetUnix' | 'scmFds' | 'scmFdsOfListeners';

export interface ActorFacts {
  /** As it sees itself. */
  readonly pid: number;
  /** Its pid and network namespaces, counted from 0. */
  readonly pids: number;
  readonly network: number;
  /** Its pid in the first pid namespace, where its own is inside of that one; otherwise none is inside another. */
  readonly outerPid?: number | undefined;
  /** Maps of its user namespace, where it has one inside of the first, which owns every network. */
  readonly uids?: IdMap | undefined;
  readonly gids?: IdMap | undefined;
  readonly cred: Credentials;
  readonly permitted: readonly CapabilityName[];
  /** Its network is of its own user namespace: the effective uid, in the first one, of who made that. */
  readonly networkOf?: number | undefined;
  /** It may end. */
  readonly mortal?: boolean | undefined;
}

/** Ids are those of the first user namespace, here and in all that follows. */
export interface Credentials {
  readonly ruid: number;
  readonly euid: number;
  readonly suid: number;
  readonly rgid: number;
  readonly egid: number;
  readonly sgid: number;
  readonly groups: readonly number[];
  readonly effective: ReadonlySet<CapabilityName>;
}

export interface Process {
  readonly pid: number;
  readonly pids: number;
  /** The network namespace in which it makes sockets, and the one of its beginning. */
  network: number;
  readonly home: number;
  readonly outerPid: number | undefined;
  readonly uids: IdMap | undefined;
  readonly gids: IdMap | undefined;
  readonly permitted: readonly CapabilityName[];
  readonly mortal: boolean;
  /** It is no more. */
  ended: boolean;
  cred: Credentials;
  umask: number;
  /** Where its relative paths begin; undefined for the directory of the scenario. */
  cwd: Inode | undefined;
  /** How many descriptors it may have at most; undefined where it is not limited. */
  most: number | undefined;
  /** What RLIMIT_NOFILE lets its user have in flight when it sends; undefined where that is not limited. */
  mostInFlight: number | undefined;
}

/** A descriptor: an entry in a process's table. */
export interface Descriptor {
  readonly owner: number;
  readonly file: OpenFile;
  cloexec: boolean;
}

/** An open file description. */
export interface OpenFile {
  readonly id: number;
  /** Descriptors and messages in flight that refer to it. */
  references: number;
  /** Of those, how many are in flight. */
  inFlight: number;
  nonblock: boolean;
  append: boolean;
  readonly access: 'r' | 'w' | 'rw' | 'path';
  readonly object: Socket | Pipe | Content | Inode;
  offset: number;
}

export interface Pipe {
  readonly kind: 'pipe';
  /** Payload slices in order. */
  readonly queue: Slice[];
  readers: number;
  writers: number;
  /** Of those, ends that are only in unreachable queues. */
  doomedReaders: number;
  doomedWriters: number;
  /** Identity as fstat shows it, bound at first sight; so for all objects. */
  identity: string | undefined;
}

/** A memory file. */
export interface Content {
  readonly kind: 'memory';
  bytes: Uint8Array;
  identity: string | undefined;
}

export interface Slice {
  readonly tag: number;
  from: number;
  to: number;
}

export interface Inode {
  readonly kind: 'inode';
  readonly type: 'DIR' | 'REG' | 'SOCK' | 'FIFO' | 'LNK';
  mode: number;
  uid: number;
  gid: number;
  links: number;
  size: number;
  readonly entries: Map<string, Inode> | undefined;
  readonly parent: Inode | undefined;
  readonly target: string | undefined;
  /** The socket bound to it, while it lives. */
  socket: Socket | undefined;
  identity: string | undefined;
}

export interface Ucred {
  /** As `pidKey` spells it. */
  readonly pid: number;
  readonly uid: number;
  readonly gid: number;
}

export interface PeerCredentials extends Ucred {
  readonly groups: readonly number[];
}

export type UnixName =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'abstract'; readonly name: string };

export interface InetName {
  readonly host: string;
  /** 0 while none is held; a chosen port is bound at first sight (-1 until then). */
  port: number;
  /** Effective uid of who bound it. */
  readonly binder: number;
  /** What it was ready to share when it was bound. */
  readonly shares: readonly PortSharing[];
}

export type PortSharing = 'SO_REUSEADDR' | 'SO_REUSEPORT';

export interface Packet extends Slice {
  files: readonly OpenFile[] | undefined;
  readonly creds: Ucred | undefined;
  readonly sender: Socket;
  /** Real uid of who sent it, in whose name its descriptors are in flight. */
  readonly user: number;
  /** It was sent before its receiver was accepted. */
  readonly beforeAccept: boolean;
  readonly charge: number;
  /** It went in pieces: how many bytes were to be sent, and how long a piece is at most. */
  readonly cut: { readonly asked: number; readonly piece: number } | undefined;
  /** An out-of-band byte: unread, read (and empty: its place alone), or urgent no more; '' for all else. */
  urgent: '' | 'pending' | 'taken' | 'former';
}

export interface Socket {
  readonly kind: 'socket';
  readonly id: number;
  readonly domain: number;
  readonly type: number;
  readonly protocol: number;
  /** The network namespace of its maker, whoever holds it later. */
  readonly network: number;
  phase: 'closed' | 'listening' | 'connected';
  /** How it came to be. */
  origin: 'socket' | 'pair' | 'accepted';
  name: UnixName | undefined;
  /** The name is the listener's: an accepted socket shows it without holding it. */
  borrowedName: boolean;
  /** The inode its pathname made; of an accepted socket the listener's. */
  inode: Inode | undefined;
  /** An autobound abstract name is known once it has been seen. */
  autobound: boolean;
  /** Id of the socket for which the kernel chose its name; 0 for none. */
  chosen: number;
  inet: InetName | undefined;
  peer: Socket | undefined;
  /** Released: the last reference is gone. */
  dead: boolean;
  /** Its fate, or its peer's, is open: in the collector's hands, or where versions of the kernel differ. */
  uncertain: boolean;
  /** Pending error (SO_ERROR), '' for none. */
  error: string;
  shutReceive: boolean;
  shutSend: boolean;
  readonly queue: Packet[];
  /** Of those, how many are an urgent byte, or the place of one; of the dead, whether that was all they left. */
  marks: number;
  /** Urgent bytes that were passed over unread. */
  unseen: number;
  backlog: number;
  /** Connections that wait for accept, in order. */
  readonly pending: Socket[];
  /** The listener it waits at. */
  embryoOf: Socket | undefined;
  peercred: PeerCredentials | undefined;
  passCredentials: boolean;
  passPidfds: boolean;
  passRights: boolean;
  passSecurity: boolean;
  /** SO_INQ is on. */
  tellsUnread: boolean;
  /** Send-buffer charge in bytes, an upper bound. */
  charge: number;
  /** fchmod before bind sets the mode of the inode. */
  mode: number;
  readonly options: Map<string, number>;
  /** Descriptors went with the datagrams of a former peer or with an urgent byte, and fdinfo counts them on. */
  miscounted: boolean;
  /** Owner of the inode in sockfs: effective uid of its maker. */
  maker: number;
  identity: string | undefined;
}

/** A network namespace that began as new. */
export interface Network {
  portStart: number;
  /** Of a user namespace of its own: its process, and the effective uid of who made that. */
  readonly owner: { readonly process: number; readonly maker: number } | undefined;
}

export interface State {
  readonly world: World;
  readonly processes: Process[];
  /** Indexed by slot. */
  readonly descriptors: (Descriptor | undefined)[];
  /** Abstract names: network, type and name to socket. */
  readonly abstract: Map<string, Socket>;
  /** Abstract names, keyed alike, whose listeners were closed while nobody else could connect. */
  readonly deserted: Set<string>;
  /** Sockets that hold an inet port. */
  readonly ports: Socket[];
  readonly directory: Inode;
  portStart: number;
  /** Those that began as new; the numbers of others are below `FIRST_NETWORK`. */
  readonly networks: Network[];
  nextId: number;
  /** How many descriptors each real uid has in flight. */
  readonly flights: Map<number, number>;
  /** Open files that are in some message. */
  readonly inFlight: Set<OpenFile>;
  /** Open files that no process can reach any more, but which wait for the kernel's collector. */
  readonly garbage: Set<OpenFile>;
  /** A socket was released after the last garbage arose: the collector is on its way. */
  collectorCalled: boolean;
}

/** A new directory, owned as told. */
export function newInode(
  type: Inode['type'],
  mode: number,
  uid: number,
  gid: number,
  parent: Inode | undefined,
  target?: string,
): Inode {
  return {
    kind: 'inode',
    type,
    mode,
    uid,
    gid,
    links: type === 'DIR' ? 2 : 1,
    size: type === 'LNK' ? (target ?? '').length : 0,
    entries: type === 'DIR' ? new Map() : undefined,
    parent,
    target,
    socket: undefined,
    identity: undefined,
  };
}

/** Networks that were there at the beginning, but for those of user namespaces of their own, have smaller numbers. */
export const FIRST_NETWORK = 10_000;
/** `ip_unprivileged_port_start` in a network that is new (ip-sysctl.rst). */
export const NEW_PORT_START = 1024;

/** Networks of user namespaces of actors. */
function ownNetworks({ actors }: World): Network[] {
  return actors.flatMap(({ networkOf: maker }, process) =>
    maker === undefined ? [] : [{ portStart: NEW_PORT_START, owner: { process, maker } }],
  );
}

/** The state before the first operation: no descriptors, an empty working directory of mode 0777. */
export function initialState(world: World): State {
  const first = world.actors[0]?.cred;
  const networks = ownNetworks(world);
  const networkOf = ({ network }: ActorFacts, i: number): number => {
    const own = networks.findIndex(({ owner }) => owner?.process === i);
    return own < 0 ? network : FIRST_NETWORK + own;
  };
  return {
    world,
    processes: world.actors.map((actor, i) => ({
      ...{ pid: actor.pid, pids: actor.pids, outerPid: actor.outerPid },
      ...{ network: networkOf(actor, i), home: networkOf(actor, i) },
      ...{ uids: actor.uids, gids: actor.gids },
      permitted: actor.permitted,
      mortal: actor.mortal ?? false,
      ended: false,
      cred: actor.cred,
      umask: 0o022,
      cwd: undefined,
      most: undefined,
      mostInFlight: undefined,
    })),
    descriptors: [],
    abstract: new Map(),
    deserted: new Set(),
    ports: [],
    directory: newInode('DIR', 0o777, first?.euid ?? 0, first?.egid ?? 0, undefined),
    portStart: world.portStart,
    networks,
    nextId: 1,
    flights: new Map(),
    inFlight: new Set(),
    garbage: new Set(),
    collectorCalled: false,
  };
}

/** A socket in the network of its maker; an accepted one is made in the client's (unix_stream_connect()). */
export function newSocket(
  state: State,
  { network }: Pick<Socket, 'network'>,
  domain: number,
  type: number,
  protocol: number,
): Socket {
  return {
    kind: 'socket',
    id: state.nextId++,
    domain,
    type,
    protocol,
    network,
    phase: 'closed',
    origin: 'socket',
    name: undefined,
    borrowedName: false,
    inode: undefined,
    autobound: false,
    chosen: 0,
    inet: undefined,
    peer: undefined,
    dead: false,
    uncertain: false,
    error: '',
    shutReceive: false,
    shutSend: false,
    queue: [],
    marks: 0,
    unseen: 0,
    backlog: 0,
    pending: [],
    embryoOf: undefined,
    peercred: undefined,
    passCredentials: false,
    passPidfds: false,
    passRights: true,
    passSecurity: false,
    tellsUnread: false,
    charge: 0,
    mode: 0o777,
    options: new Map(),
    miscounted: false,
    maker: 0,
    identity: undefined,
  };
}

export function openFile(
  state: State,
  object: OpenFile['object'],
  access: OpenFile['access'],
  nonblock: boolean,
): OpenFile {
  return {
    id: state.nextId++,
    references: 0,
    inFlight: 0,
    nonblock,
    append: false,
    access,
    object,
    offset: 0,
  };
}

/** Puts a file into an actor's table under a slot. */
export function install(
  state: State,
  owner: number,
  slot: Slot,
  file: OpenFile,
  cloexec: boolean,
): void {
  file.references++;
  state.descriptors[slot] = { owner, file, cloexec };
}

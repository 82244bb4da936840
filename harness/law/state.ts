/** What the law remembers: processes, descriptors, open file descriptions, sockets and inodes. */

import type { CapabilityName } from '../abi/capability.ts';
import type { IdMap } from './namespace.ts';
import type { Slot, SpecialType } from './operation.ts';
import type { Credentials, World } from './world.ts';

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
  /** Where its absolute paths begin; undefined for a place outside of the scenario. */
  root: Inode | undefined;
  /** What it mounted in a mount namespace of its own; undefined in that of the scenario's beginning. */
  mounts: readonly Mount[] | undefined;
  /** Which mount namespace it is in: 0 for that of the beginning. */
  mountSpace: number;
  /** Which Landlock domain it is in, 0 for none. */
  confinement: number;
  /** How often it has confined itself. */
  layers: number;
  /** The ports of TCP that Landlock leaves for it to bind, and to connect to; undefined where all are. */
  bindable: readonly number[] | undefined;
  connectable: readonly number[] | undefined;
  /** How many descriptors it may have at most; undefined where it is not limited. */
  most: number | undefined;
  /** A SIGURG is pending; undefined where that is open. */
  urged: boolean | undefined;
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
  /** Who gets signals for it, and whose permission they need. */
  owner: FileOwner | undefined;
  readonly object: Socket | Pipe | Content | Inode | Pidfd | Special | Epoll;
  offset: number;
}

export interface FileOwner {
  readonly process: number;
  /** Of who named the owner, at that time. */
  readonly ruid: number;
  readonly euid: number;
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

/** What a pidfd names. */
export interface Pidfd {
  readonly kind: 'pidfd';
  /** As `pidKey` spells it. */
  readonly pid: number;
  identity: string | undefined;
}

/** A file of no file system. */
export interface Special {
  readonly kind: 'special';
  readonly type: SpecialType;
  /** Of an eventfd. */
  count: bigint;
  identity: string | undefined;
}

/** What epoll_wait tells of. */
export interface Epoll {
  readonly kind: 'epoll';
  /** All that ever were, also those that ended. */
  readonly interests: Interest[];
  /** Of those for which there was no room, who has not been told since, by their data; undefined when anything happened. */
  turn: readonly number[] | undefined;
  identity: string | undefined;
}

/** A registration: of an open file, under the number of a descriptor. */
export interface Interest {
  readonly owner: number;
  readonly slot: Slot;
  readonly file: OpenFile;
  readonly data: number;
  /** What is asked for. */
  readonly events: number;
  /** EPOLLET, EPOLLONESHOT. */
  readonly edge: boolean;
  readonly oneshot: boolean;
  /** EPOLLONESHOT disables it when it was told. */
  armed: boolean;
  /** Of EPOLLET: whether something happened since it was told. */
  pending: 'yes' | 'open' | 'no';
  /** Its descriptor was closed: the others of the file that the process had then. */
  alike: readonly Slot[] | undefined;
  deleted: boolean;
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

/** A file or directory that is seen under the name of another, which it covers. */
export interface Mount {
  readonly directory: Inode;
  readonly name: string;
  readonly root: Inode;
  readonly readOnly: boolean;
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
  /** From which ports a chosen one was chosen. */
  readonly range?: readonly [number, number];
  /** What bind gave it, which stays when a peer is parted from: a wildcard and 0 for what it did not give. */
  readonly given: { readonly host: string; readonly port: number };
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
  /** Of a message of no bytes: a peek has given it. */
  peeked: boolean;
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
  /** Where a socket of UDP is connected to. */
  remote: { readonly host: string; readonly port: number } | undefined;
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
  /** In which Landlock domain it was made. */
  confinement: number;
  /** Effective uid of who made it. */
  maker: number;
  /** Of its inode in sockfs: at first the effective ids of its maker. */
  owner: { uid: number; gid: number };
  identity: string | undefined;
}

/** Who may make ping sockets: where the last is before the first, nobody. */
export type Groups = readonly [first: number, last: number];

/** A network namespace that began as new. */
export interface Network {
  portStart: number;
  localPorts: readonly [number, number];
  somaxconn: number;
  pingGroups: Groups;
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
  localPorts: readonly [number, number];
  somaxconn: number;
  pingGroups: Groups | undefined;
  /** Those that began as new; the numbers of others are below `FIRST_NETWORK`. */
  readonly networks: Network[];
  nextId: number;
  /** Open files of epoll that were made. */
  readonly epolls: OpenFile[];
  /** How many mount namespaces were made. */
  mountSpaces: number;
  /** How many descriptors each real uid has in flight. */
  readonly flights: Map<number, number>;
  /** Open files that are in some message. */
  readonly inFlight: Set<OpenFile>;
  /** Open files that no process can reach any more, but which wait for the kernel's collector. */
  readonly garbage: Set<OpenFile>;
  /** A socket was released after the last garbage arose: the collector is on its way. */
  collectorCalled: boolean;
}

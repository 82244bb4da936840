/** The state before the first operation, and what is new in it: sockets, inodes, open file descriptions, descriptors. */

import type { Slot } from './operation.ts';
import type { Inode, Network, OpenFile, Process, Socket, State } from './state.ts';
import type { ActorFacts, World } from './world.ts';

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

/** With sysctls as they are at first (ip-sysctl.rst). */
export function newNetwork(owner: Network['owner']): Network {
  return {
    portStart: 1024,
    localPorts: [32_768, 60_999],
    somaxconn: 4096,
    pingGroups: [1, 0],
    owner,
  };
}

/** Networks of user namespaces of actors. */
function ownNetworks({ actors }: World): Network[] {
  return actors.flatMap(({ networkOf: maker }, process) =>
    maker === undefined ? [] : [newNetwork({ process, maker })],
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
      root: undefined,
      mounts: undefined,
      mountSpace: 0,
      confinement: 0,
      layers: 0,
      bindable: undefined,
      connectable: undefined,
      most: undefined,
      mostInFlight: undefined,
      urged: false,
    })),
    descriptors: [],
    abstract: new Map(),
    deserted: new Set(),
    ports: [],
    directory: newInode('DIR', 0o777, first?.euid ?? 0, first?.egid ?? 0, undefined),
    portStart: world.portStart,
    localPorts: world.localPortRange,
    somaxconn: world.somaxconn,
    pingGroups: world.pingGroups,
    networks,
    nextId: 1,
    epolls: [],
    mountSpaces: 0,
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
    remote: undefined,
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
    confinement: 0,
    maker: 0,
    owner: { uid: 0, gid: 0 },
    identity: undefined,
  };
}

/** Whoever makes a socket owns its inode (sock_alloc()). */
export function belongTo({ cred, confinement }: Process, socket: Socket): void {
  socket.confinement = confinement;
  socket.maker = cred.euid;
  socket.owner = { uid: cred.fsuid, gid: cred.fsgid };
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
    owner: undefined,
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

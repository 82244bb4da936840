/** All notes by call, and who takes them while a scenario is judged. */

import { AF_UNIX, SOCK_RAW } from '../../abi/socket.ts';
import type { FdView } from '../call.ts';
import { isInet } from '../inet-reach.ts';
import type { CallName, Operation, OperationOf } from '../operation.ts';
import { capableOverNetwork } from '../permission.ts';
import type { Outcome, Rule } from '../rule.ts';
import type { State } from '../state.ts';
import { viewOf } from '../step.ts';
import { captureNotes, listenNotes, optionNotes, rememberOption } from './credentials.ts';
import { fileIdNotes, peerIdNotes } from './file-ids.ts';
import { sleptNote, wasInterrupted } from './interrupted.ts';
import { pollNotes, receiveNotes, rememberReceive, rememberSend, sendNotes } from './messages.ts';
import {
  bindMountNotes,
  connectMountNotes,
  connectRootNotes,
  openMountNotes,
  rememberSpace,
} from './mounts.ts';
import {
  acceptNotes,
  bindNotes,
  connectNotes,
  ownNameNotes,
  peerNameNotes,
  rememberAccept,
  rememberBind,
  rememberConnect,
} from './names.ts';
import { claimNotes, flightNotes, forceNotes, inodeNotes, unixFileNotes } from './namespaces.ts';
import { bindNetworkNotes, connectNetworkNotes } from './networks.ts';
import type { Note, Step } from './note.ts';
import { Past } from './past.ts';
import { backlogNotes, portNotes, sysctlNotes } from './sysctls.ts';

interface CallNotes {
  readonly notes: readonly Note<never>[];
  /** They are of sockets of AF_UNIX alone. */
  readonly ofUnix?: true;
  /** Writes down what later notes ask for. */
  readonly remember?: (step: Step<never>) => void;
}

const receive: CallNotes = { notes: receiveNotes, remember: rememberReceive };
const send: CallNotes = { notes: sendNotes, ofUnix: true, remember: rememberSend };
const inode: CallNotes = { notes: [...inodeNotes, ...fileIdNotes] };

const NOTES: { readonly [Name in CallName]?: CallNotes } = {
  bind: {
    notes: [...bindNotes, ...bindNetworkNotes, ...bindMountNotes, ...fileIdNotes],
    remember: rememberBind,
  },
  accept4: { notes: acceptNotes, remember: rememberAccept },
  listen: { notes: [...listenNotes, ...backlogNotes, ...peerIdNotes], ofUnix: true },
  connect: {
    notes: [
      ...[...connectNotes, ...connectNetworkNotes, ...connectMountNotes, ...captureNotes],
      ...[...fileIdNotes, ...peerIdNotes, ...connectRootNotes],
    ],
    ofUnix: true,
    remember: rememberConnect,
  },
  getsockname: { notes: [...ownNameNotes, ...portNotes] },
  getpeername: { notes: peerNameNotes },
  getsockopt: { notes: optionNotes },
  setsockopt: { notes: forceNotes, remember: rememberOption },
  port_start: { notes: sysctlNotes },
  port_range: { notes: sysctlNotes },
  somaxconn: { notes: sysctlNotes },
  ping_groups: { notes: sysctlNotes },
  unix_file: { notes: unixFileNotes },
  poll: { notes: pollNotes },
  ...{ recv: receive, recvfrom: receive, recvmsg: receive },
  ...{ send, sendto: send },
  sendmsg: { notes: [...sendNotes, ...claimNotes, ...flightNotes], remember: rememberSend },
  open: { notes: [...inode.notes, ...openMountNotes] },
  ...{ chmod: inode, chown: inode, unlink: inode, link: inode },
};

/** The rules of all notes. */
export function noteRules(): Rule[] {
  const all = Object.values(NOTES).flatMap(({ notes }) => notes.map((one) => one.rule));
  return [...new Set([...all, sleptNote])];
}

/** Takes notes of one scenario. */
export class NoteTaker {
  private readonly past = new Past();

  /** The rules of the notes that hold for a step that conforms; to be asked before it is committed. */
  take(state: State, op: Operation, outcome: Outcome): readonly Rule[] {
    this.watch(state, op);
    const again = wasInterrupted(this.past, op, outcome) ? [sleptNote] : NOTHING;
    const call = NOTES[op.call];
    if (call === undefined) return again;
    const view = viewOf(state, op) as Partial<FdView<'connect'>>;
    if (call.ofUnix && view.socket !== undefined && isInet(view.socket)) return again;
    const step = { view, outcome, past: this.past } as Step<never>;
    const held = call.notes.filter((one) => one.when(step)).map((one) => one.rule);
    call.remember?.(step);
    return again.length > 0 ? [...again, ...held] : held;
  }

  /** Those of a call that overlapped: it may have slept until it was interrupted. */
  slept(op: Operation, { errno }: Pick<Outcome, 'errno'>): void {
    if (errno === 'BLOCKS' && 'fd' in op) this.past.interrupted.add(op.fd);
  }

  private watch(state: State, op: Operation): void {
    rememberSpace(this.past, state, op);
    if (op.call === 'close') this.past.closes++;
    if (op.call !== 'socket') return;
    const me = state.processes[op.by];
    // The id that the next socket gets.
    if (me === undefined) return;
    this.past.makers.set(state.nextId, op.by);
    if (isRaw(op)) this.past.raw.add(state.nextId);
    this.past.madeCapable.set(state.nextId, capableOverNetwork(me, 'NET_BIND_SERVICE'));
  }
}

const isRaw = ({ domain, type }: OperationOf<'socket'>): boolean =>
  domain === AF_UNIX && (type & 0xf) === SOCK_RAW;

const NOTHING: readonly Rule[] = [];

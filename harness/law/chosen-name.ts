/** Names that the kernel chose, which others may ask for by a descriptor of who has it: nobody else knows them. */

import { AF_UNIX } from '../abi/socket.ts';
import { descriptorOf, type View } from './call.ts';
import type { CallName, Slot } from './operation.ts';
import { Unmodelled } from './rule.ts';
import type { Socket, State } from './state.ts';

/** Whose name it is that the descriptor's socket has: who was given it first. */
export function chosenBy<Name extends CallName>({ state, op }: View<Name>, slot: Slot): Socket {
  const object = descriptorOf(state, op.by, slot)?.file.object;
  if (object?.kind !== 'socket' || object.domain !== AF_UNIX || object.chosen === 0)
    throw new Unmodelled('a name that is not the kernel’s choice');
  if (object.borrowedName || object.uncertain) throw new Unmodelled('whose name that is');
  return object;
}

const isAlike = (a: Socket, b: Socket): boolean => a.type === b.type && a.network === b.network;

/** The socket of the same network and type that has this name; undefined for none. */
export function holderOf(state: State, like: Socket, chosen: Socket): Socket | undefined {
  if (isAlike(like, chosen)) return chosen;
  if (state.inFlight.size > 0) throw new Unmodelled('who has a name may be in flight');
  for (const descriptor of state.descriptors) {
    const object = descriptor?.file.object;
    if (object?.kind !== 'socket' || object.chosen !== chosen.chosen) continue;
    if (isAlike(object, like) && !object.borrowedName) return object;
  }
  return undefined;
}

/** It has this name, too: names of each type are apart. */
export function takeChosen(socket: Socket, chosen: Socket): void {
  socket.name = chosen.name;
  socket.autobound = true;
  socket.chosen = chosen.chosen;
}

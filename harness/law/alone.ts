/** Which files nobody else can touch while a process looks at several, one after another. */

import { SOCK_DGRAM } from '../abi/socket.ts';
import type { OpenFile, State } from './state.ts';

/** A connection or pipe of which the process alone has all ends: while it is in one call, it is in no other. */
export function isOwnAlone(state: State, by: number, { object }: OpenFile): boolean {
  if (object.kind === 'socket') {
    if (object.phase !== 'connected' || object.type === SOCK_DGRAM) return false;
  } else if (object.kind !== 'pipe') return false;
  const peer = object.kind === 'socket' ? object.peer : undefined;
  const isEnd = (file: OpenFile): boolean => file.object === object || file.object === peer;
  return (
    state.descriptors.every((one) => one === undefined || one.owner === by || !isEnd(one.file)) &&
    ![...state.inFlight].some(isEnd)
  );
}

/** Others may do something between one look and the next: what is seen may be of no single moment. */
export function isInPieces(state: State, by: number, files: readonly OpenFile[]): boolean {
  if (files.length < 2) return false;
  return files.filter((file) => !isOwnAlone(state, by, file)).length > 1;
}

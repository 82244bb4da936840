/** Names that the kernel chose, as they are told: five hexadecimal digits, known once they were seen. */

import type { Socket } from './state.ts';
import { nameLength, nameText } from './unix-address.ts';

const AUTOBOUND = /^abstract [0-9a-f]{5}$/;

/** An autobound name that nobody has looked at yet. */
function isOpenName(socket: Socket | undefined): boolean {
  return socket?.autobound === true && socket.name?.kind === 'abstract' && socket.name.name === '';
}

/** Length of a socket's name as reported; the kernel's own names are five hex digits. */
export function nameLengthOf(socket: Socket | undefined): number {
  return isOpenName(socket) ? 8 : nameLength(socket?.name);
}

export function nameTextOf(
  socket: Socket | undefined,
): string | { allowed: (seen: string | number | undefined) => boolean; text: string } {
  if (!isOpenName(socket)) return nameText(socket?.name);
  return { allowed: (seen) => AUTOBOUND.test(String(seen)), text: 'abstract and five of [0-9a-f]' };
}

/** Binds an autobound name at first sight. */
export function learnName(socket: Socket | undefined, seen: string | number | undefined): void {
  if (socket === undefined || !isOpenName(socket) || typeof seen !== 'string') return;
  socket.name = { kind: 'abstract', name: seen.slice('abstract '.length) };
}

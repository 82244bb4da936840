/** sendmmsg and recvmmsg in C: each message has an iovec and control bytes of its own. */

import type { Kernel, MessageOut } from '../kernel/index.ts';
import { control, fd, receivedFds, same } from './c-words.ts';
import type { LoggedCall } from './logged-kernel.ts';

/** A vector of headers, each with an iovec and control bytes of its own. */
function vector(
  of: readonly { readonly size: number; readonly control: string; readonly length: number }[],
): string {
  const iovecs = of.map(({ size }) => `{pool, ${size}}`).join(', ');
  const headers = of.map(
    ({ control: at, length }, i) =>
      `{{.msg_iov = &v[${i}], .msg_iovlen = 1, .msg_control = ${at}, .msg_controllen = ${length}}}`,
  );
  return `struct iovec v[] = {${iovecs}}; struct mmsghdr m[] = {${headers.join(', ')}};`;
}

export function sendmmsg(
  [to, messages, flags]: [number, readonly MessageOut[], number],
  call: LoggedCall,
): string {
  if (messages.length === 0) return same(`sendmmsg(${fd(to)}, 0, 0, ${flags})`, call);
  const controls = messages.map(({ control: one }, i) =>
    one === undefined || one.length === 0 ? '' : control(one, `c${i}`),
  );
  const made = vector(
    messages.map(({ data, control: one }, i) => ({
      size: data.length,
      ...{ control: controls[i] === '' ? '0' : `c${i}`, length: one?.length ?? 0 },
    })),
  );
  const sent = same(`sendmmsg(${fd(to)}, m, ${messages.length}, ${flags})`, call);
  return `{ ${controls.join(' ')} ${made} ${sent}; }`;
}

const CONTROL_ROOM = 1200;

export function recvmmsg(
  [from, rooms, flags, time]: Parameters<Kernel['recvmmsg']>,
  call: LoggedCall,
): string | undefined {
  if (rooms.some(({ controlRoom }) => controlRoom > CONTROL_ROOM)) return undefined;
  const when = time === null ? '0' : `(&(struct timespec){${time[0]}, ${time[1]}})`;
  const asked = (at: string): string =>
    same(`recvmmsg(${fd(from)}, ${at}, ${rooms.length}, ${flags}, ${when})`, call);
  if (rooms.length === 0) return asked('0');
  const made = vector(
    rooms.map(({ size, controlRoom }, i) => ({
      ...{ size, length: controlRoom, control: controlRoom === 0 ? '0' : `r[${i}]` },
    })),
  );
  const kept = (call.out as readonly { control: Uint8Array }[]).map(({ control: bytes }, i) => {
    const fds = receivedFds(bytes);
    const land = `land((int[]){${fds.join(',')}}, ${fds.length});`;
    return fds.length === 0 ? '' : `msg = m[${i}].msg_hdr; ${land}`;
  });
  const room = `static _Alignas(8) unsigned char r[${rooms.length}][${CONTROL_ROOM}];`;
  return `{ ${room} ${made} ${asked('m')}; ${kept.join(' ')} }`;
}

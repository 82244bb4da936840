/** Control messages between the law's words and the kernel's bytes. */

import {
  SCM_CREDENTIALS,
  SCM_INQ,
  SCM_PIDFD,
  SCM_RIGHTS,
  SCM_SECURITY,
  SOL_SOCKET,
} from '../abi/socket.ts';
import { buildControl, LAYOUT, parseControl } from '../kernel/index.ts';
import type { Control } from '../law/operation.ts';
import type { Performer } from './performer.ts';

const HEADER = LAYOUT.cmsghdr.size;
const INT = 4;
const UCRED = LAYOUT.ucred.size;

/** msg_control for these messages; undefined when there are none. */
export function buildControls(controls: readonly Control[], p: Performer): Uint8Array | undefined {
  if (controls.length === 0) return undefined;
  return buildControl(controls.map((control) => message(control, p)));
}

function message(control: Control, p: Performer): Parameters<typeof buildControl>[0][number] {
  switch (control.kind) {
    case 'rights': {
      const data = Buffer.alloc(control.slots.length * INT);
      for (const [i, slot] of control.slots.entries()) data.writeInt32LE(p.fd(slot), i * INT);
      return { level: SOL_SOCKET, type: SCM_RIGHTS, data };
    }
    case 'creds': {
      const data = Buffer.alloc(UCRED);
      data.writeInt32LE(
        typeof control.pid === 'number' ? control.pid : p.pidOf(control.pid.actor),
        0,
      );
      data.writeUInt32LE(control.uid >>> 0, 4);
      data.writeUInt32LE(control.gid >>> 0, 8);
      return { level: SOL_SOCKET, type: SCM_CREDENTIALS, data };
    }
    case 'raw': {
      const { level, type, hex, length } = control;
      return {
        level,
        type,
        data: Buffer.from(hex, 'hex'),
        ...(length !== undefined && { length }),
      };
    }
  }
}

const NAMES = new Map([
  [SCM_RIGHTS, 'rights'],
  [SCM_CREDENTIALS, 'creds'],
  [SCM_PIDFD, 'pidfd'],
  [SCM_INQ, 'inq'],
]);

/** What a message says if it is whole; one that claims more than is there is none. */
function orPartial<T>({ length, data }: Told, size: number, read: () => T): T | string {
  const there = HEADER + data.length;
  if (length > there) return `cmsg_len ${length} of ${there}`;
  return length < HEADER + size ? `partial ${length}` : read();
}

type Told = ReturnType<typeof parseControl>[number];

/** Which kinds come after each other; undefined where none does, and in words where bytes came that are none. */
function orderOf(messages: readonly Told[], bytes: number): string | undefined {
  if (messages.length === 0) return bytes === 0 ? undefined : `${bytes} bytes of nothing`;
  return messages.map(({ type }) => NAMES.get(type) ?? `type ${type}`).join(' ');
}

/** Descriptors, and credentials as the law spells them: `none`, `partial N` or `pid/uid/gid`. */
export function readControls(bytes: Uint8Array): {
  readonly fds: readonly number[];
  /** How many that are; in words where what is told of them does not fit what is there. */
  readonly rights: number | string;
  readonly pidfds: readonly number[];
  readonly creds: string;
  /** What is unread: `none`, `partial N` or a number. */
  readonly inq: string | number;
  readonly isLabelled: boolean;
  /** Where there are several: their kinds. */
  readonly order: string | undefined;
} {
  const fds: number[] = [];
  const pidfds: number[] = [];
  let creds = 'none';
  let inq: string | number = 'none';
  const messages = parseControl(bytes);
  let isStrange = false;
  for (const message of messages) {
    const { level, type, data, length } = message;
    if (level !== SOL_SOCKET) continue;
    const view = Buffer.from(data);
    if (type === SCM_RIGHTS) isStrange ||= length > HEADER + data.length || data.length % INT > 0;
    if (type === SCM_RIGHTS)
      for (let at = 0; at + INT <= view.length; at += INT) fds.push(view.readInt32LE(at));
    if (type === SCM_PIDFD && view.length >= INT) pidfds.push(view.readInt32LE(0));
    if (type === SCM_INQ) inq = orPartial(message, INT, () => view.readInt32LE(0));
    if (type !== SCM_CREDENTIALS) continue;
    creds = orPartial(message, UCRED, () => {
      return `${view.readInt32LE(0)}/${view.readUInt32LE(4)}/${view.readUInt32LE(8)}`;
    });
  }
  const order = messages.length === 1 ? undefined : orderOf(messages, bytes.length);
  const isLabelled = messages.some(
    ({ level, type }) => level === SOL_SOCKET && type === SCM_SECURITY,
  );
  const rights = isStrange ? `${fds.length}, and more is said to be there` : fds.length;
  return { fds, rights, pidfds, creds, inq, isLabelled, order };
}

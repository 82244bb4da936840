/** Socket options as the kernel has them: their numbers, the bytes that set them, and the bytes they are told in. */

import { errnoName } from '../abi/errno.ts';
import * as S from '../abi/socket.ts';
import type { Kernel } from '../kernel/index.ts';
import type { OperationOf, SocketOption } from '../law/operation.ts';
import { isTime, timeval } from '../law/timeout.ts';
import { lookAtPidfd } from './pidfd.ts';

const INT = 4;
const UCRED = 12;
const TIMEVAL = 16;
const LINGER = 8;

/** No option has this number, and no level. */
const OF_NOBODY = 9999;
const LEVEL: Partial<Record<SocketOption, number>> = {
  IP_FREEBIND: S.IPPROTO_IP,
  IP_BIND_ADDRESS_NO_PORT: S.IPPROTO_IP,
  IPV6_V6ONLY: S.IPPROTO_IPV6,
  TCP_NODELAY: S.IPPROTO_TCP,
  NO_LEVEL: OF_NOBODY,
};
const NUMBERS: Readonly<Record<SocketOption, number>> = {
  ...S,
  SO_OF_NOBODY: OF_NOBODY,
  TCP_NODELAY: 1,
  // Of its level it would be known.
  NO_LEVEL: S.SO_TYPE,
};

/** What getsockopt and setsockopt know an option by. */
export function optionNumbers(option: SocketOption): readonly [level: number, name: number] {
  return [LEVEL[option] ?? S.SOL_SOCKET, NUMBERS[option]];
}

function int32(value: number): Uint8Array {
  const bytes = Buffer.alloc(INT);
  bytes.writeInt32LE(value);
  return bytes;
}

/** A struct timeval of two long. */
function timevalBytes(op: OperationOf<'setsockopt'>): Uint8Array {
  const bytes = Buffer.alloc(TIMEVAL);
  for (const [i, part] of timeval(op).entries())
    bytes.writeBigInt64LE(BigInt(part), (i * TIMEVAL) / 2);
  return bytes;
}

function millisecondsOf(bytes: Buffer): number {
  return Number(bytes.readBigInt64LE(0)) * 1000 + Number(bytes.readBigInt64LE(8)) / 1000;
}

/** An int, or of a timeout milliseconds as a struct timeval; cut to a length, or with zeroes behind. */
export function optionBytes(op: OperationOf<'setsockopt'>): Uint8Array {
  const { option, value, length } = op;
  const bytes = isTime(option)
    ? timevalBytes(op)
    : option === 'SO_LINGER'
      ? Buffer.from(Int32Array.of(value, op.micros ?? 0).buffer)
      : int32(value);
  if (length === undefined) return bytes;
  const given = Buffer.alloc(length);
  given.set(bytes.subarray(0, length));
  return given;
}

/** What was told of an option; a value that was cut is its length alone. */
export function optionFields(
  kernel: Kernel,
  option: SocketOption,
  out: Buffer,
): Record<string, string | number> {
  const { length } = out;
  switch (option) {
    case 'SO_PEERCRED':
      if (length < UCRED) return { length };
      return {
        length,
        pid: out.readInt32LE(0),
        uid: out.readUInt32LE(4),
        gid: out.readUInt32LE(8),
      };
    case 'SO_PEERGROUPS': {
      const groups = Array.from({ length: Math.floor(length / INT) }, (_, i) =>
        out.readUInt32LE(i * INT),
      );
      return { value: groups.join(',') };
    }
    case 'SO_PEERPIDFD':
      return length < INT ? { length } : lookAtPidfd(kernel, out.readInt32LE(0));
    case 'SO_ERROR': {
      if (length < INT) return { length };
      const error = out.readInt32LE(0);
      return { length, value: error === 0 ? 'none' : errnoName(error) };
    }
    case 'SO_RCVTIMEO':
    case 'SO_SNDTIMEO':
      return length < TIMEVAL ? { length } : { length, value: millisecondsOf(out) };
    case 'SO_LINGER':
      if (length < LINGER) return { length };
      return { length, value: out.readInt32LE(0), seconds: out.readInt32LE(INT) };
    default:
      return length < INT ? { length } : { length, value: out.readInt32LE(0) };
  }
}

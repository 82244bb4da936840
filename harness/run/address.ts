/** Addresses between the law's words and the kernel's bytes. */

import {
  abstractAddress,
  descriptorPath,
  inet6Address,
  inetAddress,
  type Kernel,
  parseAddress,
  unixPathAddress,
  unnamedAddress,
  type WrittenAddress,
} from '../kernel/index.ts';
import type { Address, Slot } from '../law/operation.ts';

const ROOM = 128;

/** The sockaddr of an address; `fd` tells the real descriptor of a slot, and `own` is asked for names. */
export function addressBytes(
  address: Address,
  { fd, own }: { readonly fd: (slot: Slot) => number; readonly own: Kernel },
): Uint8Array {
  switch (address.kind) {
    case 'path':
      return unixPathAddress(address.path);
    case 'abstract':
      return abstractAddress(address.name);
    case 'unnamed':
      return unnamedAddress();
    case 'inet':
      return inetAddress(address.host, address.port);
    case 'inet6':
      return inet6Address(address.host, address.port);
    case 'name':
      return own.getsockname(fd(address.slot), ROOM).out.bytes;
    case 'proc':
      return unixPathAddress(descriptorPath(fd(address.slot)));
    case 'bytes':
      return Buffer.from(address.hex, 'hex');
  }
}

/** The same where there was so much room, or nobody asked (0); absent: room for any. */
export function toldFields(
  written: WrittenAddress,
  space: number | undefined,
): Record<string, string | number> {
  return space === 0 ? {} : cutFields(written, space);
}

/** The same where there was so much room, if only none; absent: room for any. */
export function cutFields(
  written: WrittenAddress,
  space: number | undefined,
): Record<string, string | number> {
  const { length, bytes, spilled } = written;
  const fields =
    space !== undefined && length > space
      ? { length, beginning: Buffer.from(bytes).toString('hex') }
      : addressFields(written);
  return { ...fields, spilled: spilled === true ? 1 : 0 };
}

/** What the kernel wrote, as fields of an observation: length, and the name it says. */
export function addressFields(written: WrittenAddress): Record<string, string | number> {
  const { length } = written;
  if (length === 0) return { length, address: 'none' };
  const address = parseAddress(written.bytes, length);
  switch (address.kind) {
    case 'path':
      return { length, address: `path ${address.path}` };
    case 'abstract':
      return { length, address: `abstract ${address.name}` };
    case 'unnamed':
      return { length, address: 'unnamed' };
    case 'inet':
    case 'inet6':
      return { length, host: address.host, port: address.port };
    default:
      return { length, address: 'unknown' };
  }
}

/** Sysctls of the network one is in: written as a scenario says, and put back after it. */

import * as F from '../abi/file.ts';
import { type Kernel, readWhole } from '../kernel/index.ts';
import type { Observed, OperationOf } from '../law/operation.ts';
import { nameOf, type Performer } from './performer.ts';

const PORT_START = '/proc/sys/net/ipv4/ip_unprivileged_port_start';
const PORT_RANGE = '/proc/sys/net/ipv4/ip_local_port_range';
const PING_GROUPS = '/proc/sys/net/ipv4/ping_group_range';
const SOMAXCONN = '/proc/sys/net/core/somaxconn';

function write(kernel: Kernel, path: string, text: string): Pick<Observed, 'errno' | 'ret'> {
  const file = kernel.open(path, F.O_WRONLY | F.O_CLOEXEC, 0);
  if (file.ret < 0) return { errno: nameOf(file), ret: -1 };
  const written = kernel.write(file.ret, Buffer.from(`${text}\n`));
  kernel.close(file.ret);
  return { errno: nameOf(written), ret: written.ret < 0 ? -1 : 0 };
}

const numbersIn = (kernel: Kernel, path: string): number[] =>
  String(readWhole(kernel, path).out).trim().split(/\s+/).map(Number);

export function writePortStart(
  { kernel }: Performer,
  { value }: OperationOf<'port_start'>,
): Observed {
  const done = write(kernel, PORT_START, `${value}`);
  const [shown = -1] = numbersIn(kernel, PORT_START);
  return { ...done, fields: { shown } };
}

export function writePortRange(
  { kernel }: Performer,
  { low, high }: OperationOf<'port_range'>,
): Observed {
  const done = write(kernel, PORT_RANGE, `${low} ${high}`);
  const [first = -1, last = -1] = numbersIn(kernel, PORT_RANGE);
  return { ...done, fields: { low: first, high: last } };
}

export function writeSomaxconn(
  { kernel }: Performer,
  { value }: OperationOf<'somaxconn'>,
): Observed {
  const done = write(kernel, SOMAXCONN, `${value}`);
  const [shown = -1] = numbersIn(kernel, SOMAXCONN);
  return { ...done, fields: { shown } };
}

export function writePingGroups(
  { kernel }: Performer,
  { low, high }: OperationOf<'ping_groups'>,
): Observed {
  const done = write(kernel, PING_GROUPS, `${low} ${high}`);
  const [first = -1, last = -1] = numbersIn(kernel, PING_GROUPS);
  return { ...done, fields: { low: first, high: last } };
}

/** All that scenarios write to. */
export interface NetworkSysctls {
  readonly portStart: number;
  readonly localPorts: readonly number[];
  readonly somaxconn: number;
  /** Absent where there are none, or where they are not known. */
  readonly pingGroups?: readonly number[] | undefined;
}

/** In a user namespace that has not every group nobody’s range shows groups that are none there. */
function writeGroups(kernel: Kernel, groups: string): void {
  if (write(kernel, PING_GROUPS, groups).errno !== '') write(kernel, PING_GROUPS, '1 0');
}

/** Sets them all; the start is out of the way of the range meanwhile. */
export function setSysctls(kernel: Kernel, sysctls: NetworkSysctls): void {
  write(kernel, PORT_START, '0');
  write(kernel, PORT_RANGE, sysctls.localPorts.join(' '));
  write(kernel, PORT_START, `${sysctls.portStart}`);
  write(kernel, SOMAXCONN, `${sysctls.somaxconn}`);
  const groups = sysctls.pingGroups?.join(' ');
  if (groups !== undefined && groups !== numbersIn(kernel, PING_GROUPS).join(' '))
    writeGroups(kernel, groups);
}

function readSysctls(kernel: Kernel): NetworkSysctls {
  const [portStart = 1024] = numbersIn(kernel, PORT_START);
  const [somaxconn = 4096] = numbersIn(kernel, SOMAXCONN);
  const groups = numbersIn(kernel, PING_GROUPS);
  return {
    portStart,
    localPorts: numbersIn(kernel, PORT_RANGE),
    somaxconn,
    ...(groups.length === 2 && { pingGroups: groups }),
  };
}

/** What the sysctls of a network were before a scenario wrote to them. */
export class Sysctls {
  private readonly real: Kernel;
  private former: NetworkSysctls | undefined;

  constructor(real: Kernel) {
    this.real = real;
  }

  remember(): void {
    this.former ??= readSysctls(this.real);
  }

  /** In the same network, by somebody who may. */
  restore(): void {
    if (this.former !== undefined) setSysctls(this.real, this.former);
    this.former = undefined;
  }
}

import { expect, test } from 'vitest';
import * as capability from '../abi/capability.ts';
import * as epoll from '../abi/epoll.ts';
import { ERRNO } from '../abi/errno.ts';
import * as file from '../abi/file.ts';
import * as poll from '../abi/poll.ts';
import * as prctl from '../abi/prctl.ts';
import * as signal from '../abi/signal.ts';
import * as socket from '../abi/socket.ts';
import { askCompiler, isInstalled, type Question } from './fixtures/ask-compiler.ts';
import { LAYOUT } from './layout.ts';
import { syscallNumbers } from './syscall-numbers.ts';

type Arch = keyof typeof file.OPEN_FLAGS;

/** musl-gcc sees libc's headers alone, in which what is new or the kernel's own is missing. */
const COMPILERS: readonly (readonly [command: string, arch: Arch, headers: 'all' | 'libc'])[] = [
  ['x86_64-linux-gnu-gcc', 'x64', 'all'],
  ['aarch64-linux-gnu-gcc', 'arm64', 'all'],
  ['cc', process.arch as Arch, 'all'],
  ['musl-gcc', process.arch as Arch, 'libc'],
];

/** Newer than the headers of distributions that are in use; the last is in no header of user space. */
const MAY_LACK = [
  ...['SO_PASSPIDFD', 'SO_PEERPIDFD', 'SO_PASSRIGHTS', 'SO_INQ', 'SCM_INQ', 'SCM_PIDFD'],
  ...['SO_RIGHTS_NOTRUNC', 'SCM_SECURITY'],
];

type Numbers = readonly (Question & { readonly value: number })[];

/** Constants of C; `prefix` is what the table leaves out of their names. */
function constants(table: Readonly<Record<string, unknown>>, prefix = ''): Numbers {
  return Object.entries(table).flatMap(([key, value]) => {
    const name = prefix + key;
    return typeof value === 'number' ? [{ name, expression: name, macro: name, value }] : [];
  });
}

/** The macro that is defined where these structs of the kernel are. */
const KERNEL_STRUCTS: Readonly<Record<string, string>> = {
  statx: 'STATX_BASIC_STATS',
  __user_cap_header_struct: '_LINUX_CAPABILITY_VERSION_3',
  __user_cap_data_struct: '_LINUX_CAPABILITY_VERSION_3',
};

const layouts: Numbers = Object.entries(LAYOUT).flatMap(([struct, fields]) =>
  Object.entries(fields).map(([field, value]) => ({
    name: `${struct}.${field}`,
    expression:
      field === 'size' ? `sizeof(struct ${struct})` : `offsetof(struct ${struct}, ${field})`,
    macro: KERNEL_STRUCTS[struct],
    value,
  })),
);

/** Its struct is laid out for each architecture by itself. */
const epollNumbers = (arch: Arch): Numbers => [
  ...constants(epoll),
  ...Object.entries(epoll.EPOLL_EVENT[arch]).map(([field, value]) => ({
    name: `epoll_event.${field}`,
    expression:
      field === 'size' ? 'sizeof(struct epoll_event)' : `offsetof(struct epoll_event, ${field})`,
    macro: 'EPOLLIN',
    value,
  })),
];

const TABLES: readonly (readonly [title: string, of: (arch: Arch) => Numbers])[] = [
  ['struct layouts', () => layouts],
  ['system calls', (arch) => constants(syscallNumbers(arch), '__NR_')],
  ['errors', () => constants(ERRNO)],
  ['flags of files', (arch) => constants({ ...file, ...file.OPEN_FLAGS[arch] })],
  ['numbers of sockets', () => constants(socket)],
  ['events of poll', () => constants(poll)],
  ['numbers of epoll', epollNumbers],
  ['numbers of signals', () => constants(signal)],
  ['numbers of prctl', () => [...constants(prctl.PR, 'PR_'), ...constants(prctl)]],
  ['capabilities', () => [...constants(capability.CAPABILITY, 'CAP_'), ...constants(capability)]],
];

for (const [compiler, arch, headers] of COMPILERS)
  for (const [title, of] of TABLES)
    test(`${title} of ${arch} are those of ${compiler}`, (context) => {
      context.skip(!isInstalled(compiler), `${compiler} is not installed, or its libc6-dev`);
      const numbers = of(arch);

      const answers = askCompiler(compiler, numbers);

      const known = numbers.filter(({ name }) => answers.has(name));
      context.skip(headers === 'libc' && known.length === 0, `${compiler} has none of them`);
      for (const { name, value } of known) expect([name, value]).toEqual([name, answers.get(name)]);
      const unknown = numbers.filter(({ name }) => !answers.has(name) && !MAY_LACK.includes(name));
      if (headers === 'all') expect(unknown.map(({ name }) => name)).toEqual([]);
    });

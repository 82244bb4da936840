import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CAPABILITY } from '../abi/capability.ts';
import { ERRNO } from '../abi/errno.ts';
import * as poll from '../abi/poll.ts';
import * as socket from '../abi/socket.ts';
import { LAYOUT } from './layout.ts';

const HEADERS = `
#define _GNU_SOURCE
#include <stdio.h>
#include <stddef.h>
#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/uio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <netinet/in.h>
`;

/** Fields whose C name is a macro or lies deeper. */
const C_NAMES: Readonly<Record<string, string>> = { rlimit: 'struct rlimit' };

function layoutProgram(structs: readonly string[]): string {
  const lines = Object.entries(LAYOUT)
    .filter(([struct]) => structs.includes(struct))
    .flatMap(([struct, fields]) =>
      Object.keys(fields).map((field) => {
        const type = C_NAMES[struct] ?? `struct ${struct}`;
        const value = field === 'size' ? `sizeof(${type})` : `offsetof(${type}, ${field})`;
        return `printf("${struct}.${field} %zu\\n", (size_t)${value});`;
      }),
    );
  return `${HEADERS}\nint main(void) {\n${lines.join('\n')}\n}\n`;
}

function constantProgram(names: readonly string[], headers: string): string {
  const lines = names.map(
    (name) => `#ifdef ${name}\nprintf("${name} %ld\\n", (long)${name});\n#endif`,
  );
  return `${HEADERS}${headers}\nint main(void) {\n${lines.join('\n')}\nreturn 0;}\n`;
}

/** Compiles and runs; the printed pairs. */
function ask(compiler: string, program: string): Map<string, number> {
  const directory = mkdtempSync(join(tmpdir(), 'sockspec-layout-'));
  try {
    writeFileSync(join(directory, 'ask.c'), program);
    execFileSync(compiler, ['-w', '-o', join(directory, 'ask'), join(directory, 'ask.c')]);
    const printed = execFileSync(join(directory, 'ask'), { encoding: 'utf8' });
    return new Map(
      printed
        .trim()
        .split('\n')
        .map((line) => line.split(' '))
        .map(([name = '', value]) => [name, Number(value)]),
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const has = (compiler: string): boolean => spawnSync(compiler, ['--version']).status === 0;

const STRUCTS = Object.keys(LAYOUT);
/** statx is the kernel's own struct: older musl has no declaration of it. */
const COMPILERS = [
  ['cc', STRUCTS],
  ['musl-gcc', STRUCTS.filter((struct) => struct !== 'statx')],
] as const;

for (const [compiler, structs] of COMPILERS) {
  test(`struct layouts are those of ${compiler}`, (context) => {
    context.skip(!has(compiler), `${compiler} is not installed`);

    const seen = ask(compiler, layoutProgram(structs));

    for (const [struct, fields] of Object.entries(LAYOUT).filter(([name]) =>
      structs.includes(name),
    ))
      for (const [field, value] of Object.entries(fields))
        expect([struct, field, seen.get(`${struct}.${field}`)]).toEqual([struct, field, value]);
  });
}

/** Tables of numbers, and the headers that define them beyond the common ones. */
const TABLES: readonly (readonly [
  name: string,
  table: Readonly<Record<string, unknown>>,
  headers: string,
  prefix: string,
])[] = [
  ['errno', ERRNO, '', ''],
  ['socket', socket, '#include <linux/sockios.h>\n#include <asm/ioctls.h>\n', ''],
  ['poll', poll, '', ''],
  ['capability', CAPABILITY, '#include <linux/capability.h>\n', 'CAP_'],
];

for (const [name, table, headers, prefix] of TABLES) {
  test(`numbers of ${name} are those of the C headers`, (context) => {
    context.skip(!has('cc'), 'cc is not installed');
    const numbers = Object.entries(table).filter(([, value]) => typeof value === 'number');

    const seen = ask(
      'cc',
      constantProgram(
        numbers.map(([key]) => prefix + key),
        headers,
      ),
    );

    const known = numbers.filter(([key]) => seen.has(prefix + key));
    expect(known.length).toBeGreaterThan(numbers.length / 2);
    for (const [key, value] of known) expect([key, seen.get(prefix + key)]).toEqual([key, value]);
  });
}

/** How each kind of argument is written and read back: the words of the text form. */

import type { Address, Control, Identity } from '../law/operation.ts';

/** Reads one argument from its text; throws `SyntaxError` with what it could not read. */
export interface Codec<T> {
  readonly print: (value: T) => string;
  readonly parse: (text: string) => T;
  /** The argument may be left out, at the end. */
  readonly optional?: true;
}

export function optional<T>({ print, parse }: Codec<T>): Codec<T | undefined> {
  return { print: (value) => (value === undefined ? '' : print(value)), parse, optional: true };
}

const fail = (what: string, text: string): never => {
  throw new SyntaxError(`${what}: cannot read '${text}'`);
};

export const integer: Codec<number> = {
  print: String,
  parse: (text) => (/^-?\d+$/.test(text) ? Number(text) : fail('number', text)),
};

export const orAny: Codec<number | 'any'> = {
  print: String,
  parse: (text) => (text === 'any' ? text : integer.parse(text)),
};

export const orNowhere: Codec<number | 'nowhere'> = {
  print: String,
  parse: (text) => (text === 'nowhere' ? text : integer.parse(text)),
};

export const octal: Codec<number> = {
  print: (value) => `0${value.toString(8)}`,
  parse: (text) => (/^0[0-7]+$/.test(text) ? Number.parseInt(text, 8) : fail('mode', text)),
};

export const slot: Codec<number> = {
  print: (value) => `s${value}`,
  parse: (text) => (/^s\d+$/.test(text) ? Number(text.slice(1)) : fail('descriptor', text)),
};

/** A quoted latin1 string: control characters and the like as \xNN. */
export const text: Codec<string> = {
  print: (value) =>
    `"${value.replace(/[^ !#-[\]-~]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`)}"`,
  parse: (quoted) => {
    if (!/^".*"$/.test(quoted)) return fail('string', quoted);
    return quoted
      .slice(1, -1)
      .replace(/\\x([0-9a-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  },
};

export const word: Codec<string> = {
  print: (value) => value,
  parse: (text) => (/^[A-Za-z0-9_+-]+$/.test(text) ? text : fail('word', text)),
};

/** One of the words of a table, as its number; other numbers stand for themselves. */
export function named(table: Readonly<Record<string, number>>): Codec<number> {
  const names = new Map(Object.entries(table).map(([name, value]) => [value, name]));
  return {
    print: (value) => names.get(value) ?? String(value),
    parse: (text) => table[text] ?? integer.parse(text),
  };
}

/** Flags joined by `|`; what has no name stays a number. */
export function flags(table: Readonly<Record<string, number>>): Codec<number> {
  const entries = Object.entries(table);
  return {
    print: (value) => {
      const words: string[] = [];
      let rest = value;
      for (const [name, bit] of entries) {
        if (bit === 0 || (rest & bit) !== bit) continue;
        words.push(name);
        rest &= ~bit;
      }
      if (rest !== 0 || words.length === 0) words.push(String(rest));
      return words.join('|');
    },
    parse: (text) =>
      text.split('|').reduce((sum, part) => sum | (table[part] ?? integer.parse(part)), 0),
  };
}

/** Words joined by `|`. */
export function words<W extends string>(known: readonly W[]): Codec<readonly W[]> {
  return {
    print: (value) => value.join('|') || '-',
    parse: (text) =>
      text === '-'
        ? []
        : text.split('|').map((part) => known.find((word) => word === part) ?? fail('flag', part)),
  };
}

export const address: Codec<Address> = {
  print: (value) => {
    switch (value.kind) {
      case 'path':
        return `path:${text.print(value.path)}`;
      case 'abstract':
        return `abstract:${text.print(value.name)}`;
      case 'unnamed':
        return 'unnamed';
      case 'inet':
        return `inet:${value.host}:${value.port}`;
      case 'inet6':
        return `inet6:[${value.host}]:${value.port}`;
      case 'name':
        return `name:${slot.print(value.slot)}`;
      case 'proc':
        return `proc:${slot.print(value.slot)}`;
      case 'bytes':
        return `bytes:${value.hex}`;
    }
  },
  parse: (written) => {
    const [kind = '', rest] = split(written, ':');
    const inet = /^\[?([0-9a-f.:]+?)\]?:(\d+)$/.exec(rest);
    if (kind === 'path') return { kind, path: text.parse(rest) };
    if (kind === 'abstract') return { kind, name: text.parse(rest) };
    if (kind === 'unnamed') return { kind };
    if (kind === 'name') return { kind, slot: slot.parse(rest) };
    if (kind === 'proc') return { kind, slot: slot.parse(rest) };
    if (kind === 'bytes' && /^([0-9a-f]{2})*$/.test(rest)) return { kind, hex: rest };
    if ((kind === 'inet' || kind === 'inet6') && inet?.[1])
      return { kind, host: inet[1], port: Number(inet[2]) };
    return fail('address', written);
  },
};

function split(written: string, mark: string): [string, string] {
  const at = written.indexOf(mark);
  return at < 0 ? [written, ''] : [written.slice(0, at), written.slice(at + 1)];
}

/** A list in brackets. */
export function list<T>(item: Codec<T>): Codec<readonly T[]> {
  return {
    print: (value) => `[${value.map(item.print).join(', ')}]`,
    parse: (written) => {
      if (!/^\[.*\]$/.test(written)) return fail('list', written);
      return splitArguments(written.slice(1, -1)).map(item.parse);
    },
  };
}

/** Splits at commas that are in no bracket, brace, parenthesis or string. */
export function splitArguments(written: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let i = 0; i < written.length; i++) {
    const c = written[i];
    if (c === '"') quoted = !quoted;
    if (quoted) continue;
    if (c === '[' || c === '(' || c === '{') depth++;
    if (c === ']' || c === ')' || c === '}') depth--;
    if (c === ',' && depth === 0) {
      parts.push(written.slice(start, i).trim());
      start = i + 1;
    }
  }
  const last = written.slice(start).trim();
  if (last !== '' || parts.length > 0) parts.push(last);
  return parts;
}

const slots = list(slot);

export const control: Codec<Control> = {
  print: (value) => {
    switch (value.kind) {
      case 'rights':
        return `rights${slots.print(value.slots)}`;
      case 'creds': {
        const pid = typeof value.pid === 'number' ? String(value.pid) : `pid(${value.pid.actor})`;
        return `creds(${pid}, ${value.uid}, ${value.gid})`;
      }
      case 'raw': {
        const length = value.length === undefined ? '' : `, ${value.length}`;
        return `raw(${value.level}, ${value.type}, ${text.print(value.hex)}${length})`;
      }
    }
  },
  parse: (written) => {
    const [, kind = '', inner = ''] = /^(rights|creds|raw)[[(](.*)[\])]$/.exec(written) ?? [];
    if (kind === 'rights') return { kind, slots: slots.parse(`[${inner}]`) };
    const [a = '', b = '', c = '', d] = splitArguments(inner);
    if (kind === 'creds') {
      const actor = /^pid\((\d+)\)$/.exec(a)?.[1];
      const pid = actor === undefined ? integer.parse(a) : { actor: Number(actor) };
      return { kind, pid, uid: integer.parse(b), gid: integer.parse(c) };
    }
    if (kind === 'raw') {
      const base = {
        kind,
        level: integer.parse(a),
        type: integer.parse(b),
        hex: text.parse(c),
      } as const;
      return d === undefined ? base : { ...base, length: integer.parse(d) };
    }
    return fail('control message', written);
  },
};

const triple = (values: readonly number[]): string => values.join('/');

/** `{uid 0/0/0 gid 0/0/0 groups [] caps all}` */
export const identity: Codec<Identity> = {
  print: (value) =>
    `{uid ${triple(value.uid)} gid ${triple(value.gid)} groups [${value.groups.join(', ')}] caps ${value.caps}}`,
  parse: (written) => {
    const found = /^\{uid (\S+) gid (\S+) groups (\[.*?\]) caps ([A-Za-z_+-]+)\}$/.exec(written);
    if (!found) return fail('identity', written);
    const [, uid = '', gid = '', groups = '', caps = ''] = found;
    return { uid: ids(uid), gid: ids(gid), groups: list(integer).parse(groups), caps };
  },
};

function ids(written: string): readonly [number, number, number] {
  const [a, b, c] = written.split('/').map(integer.parse);
  if (a === undefined || b === undefined || c === undefined) return fail('ids', written);
  return [a, b, c];
}

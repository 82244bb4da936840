/** Tests of what bad input gets: one line that names it and says what to do, exit 2, and nothing run. */

import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { command } from './fixtures/command.ts';

const scratch = mkdtempSync(join(tmpdir(), 'cli-mistakes-'));
afterAll(() => rmSync(scratch, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(scratch, name);
  writeFileSync(path, text);
  return path;
}

function directory(name: string, files: Record<string, string>): string {
  const path = join(scratch, name);
  mkdirSync(path);
  for (const [inside, text] of Object.entries(files)) writeFileSync(join(path, inside), text);
  return path;
}

const out = join(scratch, 'never-made');
const aFile = file('a-file', 'text');
const full = directory('full', { 'letter.txt': 'mine' });
const former = directory('former', { 'results.jsonl': '{"t":"header"' });
const scenario = (fields: object) => JSON.stringify({ format: 'sockspec-scenario', ...fields });

const CASES: [title: string, argv: string[], words: RegExp][] = [
  ['no verb', [], /--help/],
  ['unknown verb', ['rum'], /rum.*Did you mean run/],
  ['unknown flag', ['run', '--sed', '1'], /--sed.*Did you mean --seed/],
  ['unknown flag without a near one', ['run', '--zzzzzzz'], /--zzzzzzz.*--help/],
  ['bad seed', ['run', '--seed', 'x'], /--seed.*32 bits/],
  ['too large a seed', ['run', '--seed', '4294967296'], /--seed.*32 bits/],
  ['bad count', ['run', '--runs', '0'], /--runs.*from 1 up/],
  ['bad time', ['run', '--time', '30'], /--time.*30s/],
  ['shard 0', ['run', '--shard', '0/4'], /--shard.*'0\/4'.*i from 1 to n/],
  ['a shard past the last', ['run', '--shard', '5/4'], /--shard.*'5\/4'.*i from 1 to n/],
  ['no shard', ['run', '--shard', 'x'], /--shard.*'x'.*give i\/n/],
  ['too many shards', ['run', '--shard', '1/1001'], /--shard.*at most 1000/],
  ['flag without its value', ['run', '--seed'], /--seed.*missing/],
  ['bad colour', ['list', '--color', 'green'], /--color.*auto, always, never/],
  [
    'unknown property',
    ['run', 'alpa.pass', '--out', out],
    /'alpa\.pass'.*did you mean alpha\.pass/,
  ],
  ['unknown glob', ['run', '-f', 'nope.*', '--out', out], /'nope\.\*'.*sockspec list/],
  ['unknown exclusion', ['run', '-F', 'nope', '--out', out], /'nope'.*sockspec list/],
  ['unknown clause', ['run', '--clause', 'FAKE-2', '--out', out], /'FAKE-2'.*did you mean FAKE-1/],
  ['filters that leave nothing', ['run', '-F', 'alpha', '--out', out], /leave no property/],
  ['unknown profile', ['run', '--profile', 'plian'], /'plian'.*did you mean plain/],
  ['refused profile', ['run', '--profile', 'impossible', '--out', out], /needs root; run as root/],
  [
    'missing subject',
    ['run', '--subject', '/nowhere.ts'],
    /--subject \/nowhere\.ts: there is no such file/,
  ],
  ['directory as subject', ['run', '--subject', scratch], /--subject.*is not a file/],
  ['out is a file', ['run', '--out', aFile], /--out.*is not a directory/],
  ['out below a file', ['run', '--out', join(aFile, 'x')], /--out.*is not a directory/],
  [
    'out cannot be written',
    ['run', '--out', '/proc/nope'],
    /--out.*cannot be written \(no such file/,
  ],
  ['out is not empty', ['run', '--out', full], /--out.*is not empty.*--force/],
  ['out has results', ['run', '--out', former], /--out.*former run.*--force/],
  ['resume of nothing', ['run', '--resume', full], /--resume.*holds no results/],
  ['resume with a shard', ['run', '--shard', '1/2', '--resume', full], /--resume.*--shard/],
  ['resume with filters', ['run', 'alpha', '--resume', full], /--resume.*leave out filters/],
  ['bad token', ['replay', 'a b@s1:0'], /token 'a b@s1:0'.*id@s<seed>:<path>/],
  ['missing file', ['replay', '/nowhere.scenario'], /no such file/],
  ['not JSON', ['replay', file('cut.scenario', '{"format":')], /not JSON, or was cut/],
  ['another format', ['replay', file('other.json', '{}')], /is not a sockspec scenario/],
  [
    'another version',
    ['replay', file('v9.scenario', scenario({ version: 9 }))],
    /version 9, this sockspec reads 1/,
  ],
  [
    'half a scenario',
    ['replay', file('half.scenario', scenario({ version: 1 }))],
    /field 'property'/,
  ],
  ['merge without a target', ['merge', former], /-o, --out.*--help/],
  ['merge of nothing', ['merge', '/nowhere', '-o', out], /\/nowhere: no such file/],
  ['merge of directories without results', ['merge', full, '-o', out], /holds no results/],
  ['merge into a full directory', ['merge', former, '-o', full], /--out.*is not empty/],
  ['merge below a file', ['merge', former, '-o', join(aFile, 'x.jsonl')], /cannot be written/],
  ['report of nothing', ['report', full, '--html', out], /holds no results/],
  ['bad repeat', ['replay', 'a@s1:0', '-n', 'x'], /--times.*from 1 up/],
];

const entry = {
  ...{ id: 'one', signature: 'bind:*', clause: 'B14', since: '2026-11-23' },
  ...{ seen: 'runsc 1.0', text: 'bind gave EINVAL' },
};
const ledger = (name: string, ...entries: object[]) =>
  file(name, JSON.stringify({ about: 'for a test', entries }));

const LEDGERS: [title: string, argv: string[], words: RegExp][] = [
  [
    'missing ledger',
    ['run', '--expect', '/nowhere.json'],
    /ledger \/nowhere\.json: cannot be read \(no/,
  ],
  ['directory as ledger', ['run', '--expect', full], /cannot be read \(illegal operation/],
  ['ledger that is not JSON', ['run', '--expect', file('cut.json', '{"about"')], /is not JSON/],
  ['ledger without entries', ['run', '--expect', file('bare.json', '{"about":""}')], /: entries: /],
  [
    'ledger with a wrong field',
    ['run', '--expect', ledger('wrong.json', { ...entry, kernle: '6.1' })],
    /: entries\.0: .*kernle/,
  ],
  [
    'ledger with a day that is none',
    ['run', '--expect', ledger('day.json', { ...entry, since: 'today' })],
    /: entries\.0\.since: /,
  ],
  [
    'ledger that has an id twice',
    ['run', '--expect', ledger('twice.json', entry, entry)],
    /: id 'one' is taken twice/,
  ],
];

const PLACES: typeof LEDGERS = [
  ['unknown runtime of a matrix', ['matrix', '--runtime', 'dockr'], /dockr.*did you mean docker/],
  [
    'unknown profile of a matrix',
    ['matrix', '--runtime', 'sandbox', '--profile', 'plian'],
    /'plian'.*did you mean plain/,
  ],
  ['engine that is not there', ['matrix', '--runtime', 'podman'], /podman: is not installed/],
  [
    'OCI runtime that is not there',
    ['matrix', '--oci-runtime', 'crun'],
    /docker: runtime 'crun': is not there/,
  ],
  [
    'OCI runtime of the sandbox',
    ['matrix', '--runtime', 'sandbox', '--oci-runtime', 'runc'],
    /--oci-runtime runc: the sandbox has none/,
  ],
  ['denied profile', ['list', '--profile', 'denied'], /gave no capability; name another/],
  ['replay there', ['replay', 'a@s1:0', '--profile', 'denied'], /gave no capability; name another/],
  ['learning from nothing', ['expect', full, '-o', join(full, 'x.json')], /holds no results/],
];

describe('bad input', () => {
  test.for([...CASES, ...LEDGERS, ...PLACES])('%s: one line, exit 2', async ([, argv, words]) => {
    const { code, stdout, stderr, requests } = await command(argv);

    expect(stderr).toMatch(words);
    expect(stderr).toMatch(/^sockspec: [^\n]+; [^\n]+\n$/);
    expect(code).toBe(2);
    expect(stdout.replace(/^# .*\n/gm, '')).toBe('');
    expect(
      requests.filter((request) => request.command === 'run' && argv[2] !== 'impossible'),
    ).toEqual([]);
  });

  test('leaves no directory behind and keeps what was there', () => {
    expect(readdirSync(scratch)).not.toContain('never-made');
    expect(readdirSync(full)).toEqual(['letter.txt']);
    expect(readdirSync(former)).toEqual(['results.jsonl']);
  });

  test('a subject that does not load is refused in the guest’s own words', async () => {
    const subject = file('refused.ts', '');

    const { code, stderr } = await command(['run', '--subject', subject, '--out', out]);

    expect(stderr).toBe(`sockspec: --subject ${subject}: throws when loaded; mend it\n`);
    expect(code).toBe(2);
    expect(readdirSync(scratch)).not.toContain('never-made');
  });
});

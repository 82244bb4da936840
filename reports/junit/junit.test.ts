import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { convert } from 'xmlbuilder2';
import { type Bundle, cellsOf, readBundle, totalsOf } from '../../harness/bundle/index.ts';
import { type SampleKind, sampleBundle } from '../fixtures/build.ts';
import { visible, visibleLine } from '../terminal/index.ts';
import { renderJunit } from './index.ts';

const KINDS: readonly SampleKind[] = ['pass', 'mixed', 'three-environments'];
const XSD = fileURLToPath(new URL('../fixtures/junit.xsd', import.meta.url));
const HAS_NO_XMLLINT = spawnSync('xmllint', ['--version']).error !== undefined;

const bundleOf = (kind: SampleKind) => readBundle(sampleBundle(kind));

/** What xmllint has to say of it; empty when all is well. */
function complaints(xml: string): string {
  const args = ['--noout', '--nonet', '--schema', XSD, '-'];
  const { status, stderr } = spawnSync('xmllint', args, { input: xml, encoding: 'utf8' });
  return status === 0 ? '' : stderr;
}

function readBack(xml: string, xpath: string): string {
  const args = ['--nonet', '--xpath', xpath, '-'];
  return spawnSync('xmllint', args, { input: xml, encoding: 'utf8' }).stdout;
}

/** The sample with this text wherever a kernel's may appear. */
function bundleWith(text: string): Bundle {
  const { runs } = bundleOf('mixed');
  return {
    problems: [text],
    runs: runs.map((run) => ({
      ...run,
      header: { ...run.header, env: { ...run.header.env, kernel: text } },
      verdicts: new Map(
        [...run.verdicts].map(([id, attempts]) => [
          id,
          attempts.map((record) => ({
            ...record,
            ...(record.reason !== undefined && { reason: text }),
            ...(record.failure && {
              failure: { ...record.failure, signature: `${text}.`, summary: text, scenario: text },
            }),
          })),
        ]),
      ),
    })),
  };
}

const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ']]>',
        '-->',
        '--',
        '-',
        '</failure>',
        '&amp;',
        '&#0;',
        '&x',
        '"',
        '\0',
        '\u001b[31m',
      ),
      fc.constantFrom('\ud800', '\ufffe', '\uffff', '\u0085', '\r\n', '\t', '<?x?>', '<!DOCTYPE'),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
  )
  .map((parts) => parts.join(''));

describe.skipIf(HAS_NO_XMLLINT)(
  HAS_NO_XMLLINT ? 'no xmllint: install libxml2-utils' : 'xmllint',
  () => {
    test.each(KINDS)('%s is JUnit as others read it', (kind) => {
      expect(complaints(renderJunit(bundleOf(kind)))).toBe('');
    });

    test('a bundle without a run is JUnit too', () => {
      expect(complaints(renderJunit(readBundle('not a bundle\n')))).toBe('');
    });

    test('whatever a kernel says, it stays JUnit', () => {
      fc.assert(
        fc.property(hostile, (text) => {
          expect(complaints(renderJunit(bundleWith(text)))).toBe('');
        }),
        { numRuns: 60 },
      );
    });

    test('a text reads back as it was, but for what XML forbids, which is spelled out', () => {
      const at = "//testcase[@name='unix.bind.taken-name-is-refused']/failure";
      fc.assert(
        fc.property(hostile, (text) => {
          const read = readBack(
            renderJunit(bundleWith(text)),
            `concat(${at}/@message, '|', ${at})`,
          );
          expect(read.startsWith(`${visibleLine(text)}|`)).toBe(true);
          expect(read).toContain(visible(text));
        }),
        { numRuns: 60, examples: [['&lt;'], ['&#0;'], ['<?x?>']] },
      );
    });

    test('the schema would notice', () => {
      const xml = renderJunit(bundleOf('mixed'));
      expect(complaints(xml.replace('tests="', 'tests="-'))).not.toBe('');
      expect(complaints(xml.replaceAll('failure', 'misfortune'))).not.toBe('');
    });
  },
);

interface Case {
  readonly '@name': string;
  readonly failure?: Outcome;
  readonly error?: Outcome;
  readonly skipped?: Outcome;
}

interface Outcome {
  readonly '@message': string;
  readonly '@type'?: string;
  readonly '#'?: string;
}

function casesOf(bundle: Bundle): Map<string, Case> {
  const [, all = ''] = renderJunit(bundle).split(/(?=<testsuites)/);
  const { testsuites } = convert(all, { format: 'object', verbose: true }) as unknown as {
    testsuites: { testsuite: { testcase: Case[] }[] }[];
  };
  const cases = testsuites.flatMap(({ testsuite }) => testsuite.flatMap((one) => one.testcase));
  // In verbose form every element is in a list, also the only one.
  const one = ({ failure, error, skipped, ...more }: Case) =>
    ({
      ...more,
      failure: [failure].flat()[0],
      error: [error].flat()[0],
      skipped: [skipped].flat()[0],
    }) as Case;
  return new Map(cases.map((found) => [found['@name'], one(found)]));
}

describe('mapping', () => {
  const cases = casesOf(bundleOf('mixed'));
  const at = (id: string) => cases.get(id);
  const outcomesOf = (id: string) =>
    (['failure', 'error', 'skipped'] as const).filter((name) => at(id)?.[name] !== undefined);

  test('every verdict is where readers of JUnit look for it', () => {
    expect(outcomesOf('unix.bind.makes-a-socket-inode')).toEqual([]);
    expect(at('unix.bind.taken-name-is-refused')?.failure).toMatchObject({
      '@type': 'bind/bind.path.exists/errno',
      '@message': 'bind gave EINVAL where only EADDRINUSE is allowed.',
    });
    expect(at('unix.bind.prefix-is-searched')?.error).toMatchObject({ '@type': 'kernel' });
    expect(at('unix.scm-rights.limit-is-refused')?.error).toMatchObject({ '@type': 'harness' });
    expect(at('tcp.bind.wildcard-is-guarded')?.error?.['@message']).toMatch(/^missing: /);
    expect(at('tcp.bind.port-start-is-obeyed')?.skipped?.['@message']).toMatch(/^inconclusive: /);
    expect(at('tcp.bind.low-port-needs-capability')?.skipped?.['@message']).toBe(
      'the sandbox forbids a network namespace; run it with --runtime podman',
    );
  });

  test('what the ledger expects is skipped if it fails, and a pass if it passes', () => {
    expect(at('unix.scm-rights.excess-is-closed')?.skipped?.['@message']).toMatch(
      /^known ctrunc-lost: /,
    );
    expect(outcomesOf('unix.scm-rights.order-is-kept')).toEqual([]);
  });

  test('a failure tells how to see it again', () => {
    expect(at('unix.bind.taken-name-is-refused')?.failure?.['#']).toContain(
      "npx sockspec replay 'unix.bind.taken-name-is-refused@s1849302:12:0:3'",
    );
  });
});

test.each(KINDS)('%s: counts are those of the bundle', (kind) => {
  const bundle = bundleOf(kind);
  const [root = ''] = /<testsuites[^>]*>/.exec(renderJunit(bundle)) ?? [];
  const count = (name: string) => Number(new RegExp(` ${name}="(\\d+)"`).exec(root)?.[1]);
  const { fail, crash, broken, missing, skip, inconclusive, known } = totalsOf(bundle);

  expect(count('tests')).toBe(bundle.runs.flatMap(cellsOf).length);
  expect(count('failures')).toBe(fail);
  expect(count('errors')).toBe(crash + broken + missing);
  expect(count('skipped')).toBe(skip + inconclusive + known);
});

test('a case tells which known deviations were met, and how often', () => {
  const { runs, problems } = bundleOf('pass');
  const deviations = { 'bind:errno:<EINVAL>': 3, 'send:errno': 1 };
  const met = runs.map((run) => ({
    ...run,
    verdicts: new Map(
      [...run.verdicts].map(([id, records]) => [
        id,
        records.map((one) => ({ ...one, deviations })),
      ]),
    ),
  }));

  expect(renderJunit({ runs: met, problems })).toContain(
    '<property name="deviations" value="bind:errno:&lt;EINVAL&gt; × 3; send:errno × 1"/>',
  );
  expect(renderJunit({ runs, problems })).not.toContain('"deviations"');
});

test('the same bundle gives the same bytes', () => {
  for (const kind of KINDS) expect(renderJunit(bundleOf(kind))).toBe(renderJunit(bundleOf(kind)));
});

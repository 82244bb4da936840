/** Renders a bundle as JUnit XML: a test suite for every suite in every environment. */

import { create } from 'xmlbuilder2';
import { type Bundle, cellsOf, type Run, type VerdictRecord } from '../../harness/bundle/index.ts';
import { visible, visibleLine } from '../terminal/index.ts';
import { type Outcome, outcomeOf } from './case.ts';

type Parent = ReturnType<typeof create>;

/** The XML; times are in seconds, and equal bundles give equal text. */
export function renderJunit({ runs, problems }: Bundle): string {
  const document = create({ version: '1.0', encoding: 'UTF-8' });
  const root = document.ele('testsuites', { name: 'sockspec', ...counts(runs.flatMap(cellsOf)) });
  for (const problem of problems) root.com(` ${visible(problem).replaceAll('-', '‐')} `);
  for (const run of runs) {
    for (const [suite, records] of Map.groupBy(cellsOf(run), suiteOf(run)))
      addSuite(root, run, suite, records);
  }
  return `${document.end({ prettyPrint: true })}\n`;
}

function addSuite(root: Parent, run: Run, suite: string, records: readonly VerdictRecord[]): void {
  const { env, started, seed } = run.header;
  const element = root.ele(
    'testsuite',
    attributes({
      name: `${suite} in ${env.id}`,
      ...counts(records),
      timestamp: started,
    }),
  );
  const properties = { ...pick(env), seed: String(seed), suiteDigest: run.header.suite.digest };
  addProperties(element, properties);
  for (const record of records) addCase(element, suite, record);
}

/** Dots separate packages in what reads JUnit, so an environment keeps none. */
function addCase(suiteElement: Parent, suite: string, record: VerdictRecord): void {
  const { id, env, ms, verdict, known, cases, seed, deviations } = record;
  const classname = `${env.replaceAll('.', '_')}.${suite}`;
  const element = suiteElement.ele('testcase', attributes({ name: id, classname, time: time(ms) }));
  addProperties(element, {
    verdict,
    ...(known === undefined ? {} : { known }),
    cases: String(cases),
    seed: String(seed),
    ...(record.failure === undefined ? {} : { replay: record.failure.token }),
    ...(deviations === undefined ? {} : { deviations: printCounts(deviations) }),
  });
  const outcome = outcomeOf(record);
  if (outcome !== undefined) addOutcome(element, outcome);
}

/** Known deviations that were met, and how often. */
function printCounts(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([signature, times]) => `${signature} × ${times}`)
    .join('; ');
}

function addOutcome(parent: Parent, { element, type, message, text }: Outcome): void {
  const child = parent.ele(
    element,
    attributes({ ...(type === undefined ? {} : { type }), message }),
  );
  if (text !== undefined) child.txt(literal(visible(text)));
}

function addProperties(parent: Parent, values: Readonly<Record<string, string>>): void {
  const element = parent.ele('properties');
  for (const [name, value] of Object.entries(values))
    element.ele('property', attributes({ name, value }));
}

function attributes(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, literal(visibleLine(value))]),
  );
}

/** xmlbuilder2 takes what looks like an entity for one; a kernel's `&#0;` is five characters. */
function literal(text: string): string {
  return text.replaceAll('&', '&amp;');
}

function counts(records: readonly VerdictRecord[]) {
  const elements = records.map((record) => outcomeOf(record)?.element);
  const count = (name: Outcome['element']) =>
    String(elements.filter((element) => element === name).length);
  return {
    tests: String(records.length),
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
    time: time(records.reduce((sum, { ms }) => sum + ms, 0)),
  };
}

function suiteOf({ header }: Run): (record: VerdictRecord) => string {
  const suites = new Map(header.plan.map(({ id, suite }) => [id, suite]));
  return ({ id }) => suites.get(id) ?? 'not planned';
}

function pick({ id, kernel, arch, profile, runtime, subject }: Run['header']['env']) {
  return { environment: id, kernel, arch, profile, runtime, subject };
}

function time(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/** The rules of the law by call: how often each guard was true and false, and how often it was decisive. */

import {
  isReached,
  type RuleResult,
  rulesOfRun,
  shouldBeReached,
  unreachedRules,
} from '../../harness/bundle/index.ts';
import type { BundleView, Column } from './bundle-view.ts';
import { columnHeads } from './promises.ts';
import { html, type View } from './view.ts';
import { count, link, number } from './words.ts';

/** What a column counted, by call and rule. */
type Counted = ReadonlyMap<string, RuleResult>;

const keyOf = ({ call, id }: Pick<RuleResult, 'call' | 'id'>): string => `${call} ${id}`;
const NUMBERS = ['guard true', 'guard false', 'decisive'] as const;

/** Zero where there should be more, with a sign of its own: never colour alone. */
function numeral(value: number | undefined, rule: RuleResult): View {
  if (value === undefined) return html`<td class="count quiet">–</td>`;
  if (value > 0) return html`<td class="count">${number(value)}</td>`;
  return shouldBeReached(rule)
    ? html`<td class="count zero"><span aria-hidden="true">○ </span>0</td>`
    : html`<td class="count quiet">0</td>`;
}

const timesOf = ({ guard, decisive }: RuleResult) => [guard?.true, guard?.false, decisive] as const;

function cells(rule: RuleResult | undefined, isOnly: boolean): View[] {
  if (rule === undefined) return isOnly ? [] : [html`<td class="count quiet">–</td>` as never];
  const times = timesOf(rule);
  if (isOnly) return times.map((value) => numeral(value, rule)) as never;
  const text = times.map((value) => (value === undefined ? '–' : number(value))).join(' · ');
  const isOpen = shouldBeReached(rule) && !isReached(rule);
  return [
    html`<td class=${`count${isOpen ? ' zero' : ''}`}>${isOpen && html`<span aria-hidden="true">○ </span>`}${text}</td>` as never,
  ];
}

function row(rule: RuleResult, columns: readonly Counted[], clauses: ReadonlySet<string>): View {
  const { id, clause, shouldnot, may } = rule;
  const found = columns.map((column) => column.get(keyOf(rule)));
  return html`<tr data-filter>
    <th scope="row">${id} ${clauses.has(clause) ? html`<a href=${link('clause', clause)}>${clause}</a>` : clause}
      ${may && html`<div class="quiet">the kernel may do otherwise</div>`}
      ${shouldnot && html`<div class="quiet">not expected: ${shouldnot}</div>`}</th>
    ${found.map((one) => cells(one, columns.length === 1))}
  </tr>`;
}

function ofCall(
  call: string,
  rules: readonly RuleResult[],
  { view, columns }: { readonly view: BundleView; readonly columns: readonly Counted[] },
): View {
  const clauses = new Set(view.clauses.map(({ id }) => id));
  const isMet = (rule: RuleResult) =>
    columns.some((column) => isReached(column.get(keyOf(rule)) ?? rule));
  const open = rules.filter((rule) => shouldBeReached(rule) && !isMet(rule)).length;
  const heads = columns.length === 1 ? NUMBERS : columnHeads(view.columns);
  return html`<details data-group open=${open > 0}>
    <summary><h3>${call === '*' ? 'in no call' : call}</h3> <span class="quiet">${count(rules.length, 'rule')}${open > 0 && `, ${number(open)} not reached`}</span></summary>
    <div class=${`table ${columns.length > 3 ? 'many' : ''}`} role="region" aria-label=${`Rules: ${call}`} tabindex="0"><table class="rules">
      <thead><tr><th scope="col">rule</th>${heads.map((head) => html`<th scope="col" class="count">${head}</th>`)}</tr></thead>
      <tbody>${rules.map((rule) => row(rule, columns, clauses))}</tbody>
    </table></div>
  </details>`;
}

/** What a run should have come by and did not, in words. */
function conclusion({ name, run }: Column): View {
  const open = unreachedRules(run);
  const [part] = run.rules.flatMap((record) => record.part ?? []);
  const all = rulesOfRun(run).filter(shouldBeReached).length;
  if (run.rules.length === 0) return html`<li>${name}: no counts, as of an older version.</li>`;
  if (open === undefined)
    return html`<li>${name}: a part of a run${part && ` (${part})`}; what it did not reach is no news.</li>`;
  const names = open.map(({ call, id }) => (call === '*' ? id : `${call}: ${id}`)).join(', ');
  return open.length === 0
    ? html`<li>${name}: all of ${count(all, 'rule')} reached.</li>`
    : html`<li data-filter>${name}: ${open.length} of ${count(all, 'rule')} not reached: ${names}.</li>`;
}

/** All calls; a rule that some environment counted is a row for all of them. */
export function rules(view: BundleView): View {
  const columns = view.columns.map(
    ({ run }): Counted => new Map(rulesOfRun(run).map((rule) => [keyOf(rule), rule])),
  );
  const all = new Map(columns.flatMap((column) => [...column]));
  const calls = Map.groupBy(all.values(), ({ call }) => call);
  return html`<section id="rules" data-group>
    <h2>Rules</h2>
    <p class="quiet">The law, call by call, in the order in which it asks. A rule is reached when it was decisive, and when its guard was both true and false.</p>
    ${
      all.size === 0
        ? html`<p class="card calm">No rules were counted.</p>`
        : html`<ul class="card notes">${view.columns.map(conclusion)}</ul>`
    }
    ${columns.length > 1 && all.size > 0 && html`<p class="quiet">In each environment: ${NUMBERS.join(' · ')}.</p>`}
    ${[...calls].map(([call, some]) => ofCall(call, some, { view, columns }))}
  </section>`;
}

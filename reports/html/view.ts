/** The one binding of templates to elements: htm over preact, rendered to a string. */

import htm from 'htm';
import { h, type VNode } from 'preact';

/** What a view returns. */
export type View = VNode | VNode[];

type Template = (strings: TemplateStringsArray, ...values: unknown[]) => View;

/** Markup as a template literal. htm's types do not know its default export under Node's resolution. */
export const html = (htm as unknown as { readonly bind: (create: typeof h) => Template }).bind(h);

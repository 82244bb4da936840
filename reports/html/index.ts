/** The HTML report: one file that opens from disk, asks no network for anything, and reads without JavaScript. */

import type { VNode } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import type { Bundle } from '../../harness/bundle/index.ts';
import { visible } from '../terminal/index.ts';
import { viewOf } from './bundle-view.ts';
import { conclude } from './conclusion.ts';
import { environment } from './environment.ts';
import { failures } from './failures.ts';
import { heading } from './heading.ts';
import { health } from './health.ts';
import { document } from './page.ts';
import { promises } from './promises.ts';
import { properties } from './properties.ts';
import { rules } from './rules.ts';
import { skips } from './skips.ts';
import { toolbar } from './toolbar.ts';
import { html } from './view.ts';

/**
 * Renders a bundle; the same bundle gives the same bytes. Control characters and lone surrogates, which
 * HTML cannot hold, are spelled out like on the terminal.
 */
export function renderHtml(bundle: Bundle): string {
  const view = viewOf(bundle);
  const sections = [failures, promises, properties, rules, skips, environment, health];
  const page = html`<div class="root">
    ${toolbar()}
    <main class="page">${heading(view)}${sections.map((section) => section(view))}</main>
  </div>`;
  const title = `${conclude(view).sentence} – sockspec`;
  return document(title, visible(renderToStaticMarkup(page as VNode)));
}

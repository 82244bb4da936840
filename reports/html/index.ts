/** The HTML report: one file that opens from disk, asks nothing of any network, and reads without JavaScript. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { VNode } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import type { Bundle } from '../../harness/bundle/index.ts';
import { viewOf } from './bundle-view.ts';
import { facts, health, skips } from './environment.ts';
import { failures } from './failures.ts';
import { heading, verdictSentence } from './heading.ts';
import { promises } from './promises.ts';
import { properties } from './properties.ts';
import { html } from './view.ts';

const asset = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8').trim();
const style = asset('./report.css');
const script = asset('./report.js');
const hash = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** What the page may do: its own style and script, and nothing else. */
const POLICY = [
  "default-src 'none'",
  `style-src ${hash(style)}`,
  `script-src ${hash(script)}`,
  'img-src data:',
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const escape = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

/** NUL and lone surrogates have no place in HTML: they are shown as what they are. */
function visible(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  return text
    .replace(
      /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/g,
      (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`,
    )
    .toWellFormed();
}

/** Renders a bundle; the same bundle gives the same bytes. */
export function renderHtml(given: Bundle): string {
  const bundle = viewOf(given);
  const page = html`<main>${heading(bundle)}${failures(bundle)}${health(bundle)}${promises(bundle)}${properties(bundle)}${skips(bundle)}${facts(bundle)}</main>`;
  const body = renderToStaticMarkup(page as VNode);
  return visible(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escape(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(verdictSentence(bundle))} – sockspec</title>
<style>${style}</style>
</head>
<body>
${body}
<script>${script}</script>
</body>
</html>
`);
}

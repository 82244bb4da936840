/** The document around the views: head, policy, style and script. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const asset = (name: string): string =>
  readFileSync(new URL(name, import.meta.url), 'utf8')
    .trim()
    .replaceAll('\r', '');

const style = [
  'tokens',
  'report',
  'parts',
  'copyable',
  'glance',
  'lists',
  'tables',
  'media',
  'print',
]
  .map((name) => asset(`./${name}.css`))
  .join('\n');
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

const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

/** The whole file, for a title and the markup of a body. */
export function document(title: string, body: string): string {
  return `<!doctype html>
<html lang="en" id="top">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>${style}</style>
<script>${script}</script>
</head>
<body>
${body}
</body>
</html>
`;
}

/** The public face of the summary and the annotations for CI. */

export { renderAnnotations } from './annotations.ts';
export { renderMarkdown } from './markdown.ts';

/** Text to copy: a command or a scenario, with a button that scripts bring to life. */

import { html, type View } from './view.ts';

/** A block with its button; a command wraps. The inner element keeps a line break at the start. */
export function copyable(text: string, label: string, isCommand = false): View {
  return html`<div class=${isCommand ? 'copyable command' : 'copyable'}>
    <pre tabindex="0"><code>${text}</code></pre>
    <button type="button" class="copy" aria-label=${`Copy ${label}`} hidden>copy</button>
  </div>`;
}

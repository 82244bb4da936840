// Adds what a page cannot do by itself: a theme of one's own, a filter, copying. All news is there without it.
const root = document.documentElement;
const memory = {
  get: () => {
    try {
      return localStorage.getItem('sockspec-theme');
    } catch {
      return null;
    }
  },
  set: (theme) => {
    try {
      localStorage.setItem('sockspec-theme', theme);
    } catch {
      // A page from disk may have no storage: the theme then lasts as long as the page.
    }
  },
};
const remembered = memory.get();
if (remembered === 'light' || remembered === 'dark') root.dataset.theme = remembered;

function toggleTheme() {
  const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  root.dataset.theme = (root.dataset.theme ?? system) === 'dark' ? 'light' : 'dark';
  memory.set(root.dataset.theme);
}

function filter(query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const entries = [...document.querySelectorAll('[data-filter]')];
  let found = 0;
  for (const entry of entries) {
    const text = entry.textContent.toLowerCase();
    entry.hidden = !words.every((word) => text.includes(word));
    if (!entry.hidden) found += 1;
  }
  for (const group of document.querySelectorAll('[data-group]')) {
    const isEmpty = group.querySelector('[data-filter]:not([hidden])') === null;
    group.hidden = words.length > 0 && isEmpty;
  }
  document.getElementById('found').textContent = words.length > 0 ? `${found} found` : '';
}

/** `/` goes to the filter, Escape empties and leaves it. */
function key(event, box) {
  const isTyping = event.target === box;
  if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    box.focus();
  } else if (event.key === 'Escape' && isTyping) {
    box.value = '';
    filter('');
    box.blur();
  }
}

async function copy(button) {
  const code = button.parentElement.querySelector('code');
  try {
    await navigator.clipboard.writeText(code.textContent);
    button.textContent = 'copied';
  } catch {
    getSelection().selectAllChildren(code);
    button.textContent = 'selected';
  }
  setTimeout(() => {
    button.textContent = 'copy';
  }, 1500);
}

document.addEventListener('DOMContentLoaded', () => {
  document.querySelector('.tools').hidden = false;
  document.getElementById('theme').addEventListener('click', toggleTheme);
  const box = document.getElementById('filter');
  box.addEventListener('input', () => filter(box.value));
  document.addEventListener('keydown', (event) => key(event, box));
  for (const button of document.querySelectorAll('button.copy')) {
    button.hidden = false;
    button.addEventListener('click', () => copy(button));
  }
});

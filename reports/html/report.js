// Adds what a page cannot do by itself: a theme of one's own, and a filter over rows. All news is there without it.
const root = document.documentElement;
const theme = document.getElementById('theme');
theme.hidden = false;
theme.addEventListener('click', () => {
  const dark = root.dataset.theme
    ? root.dataset.theme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
});
const filter = document.getElementById('filter');
filter.closest('.search').hidden = false;
filter.addEventListener('input', () => {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const row of document.querySelectorAll('tr.row')) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every((word) => text.includes(word));
  }
});

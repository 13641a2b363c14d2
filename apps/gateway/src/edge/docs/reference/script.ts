/** Finds calls in the overview, and copies samples. Without it the pages have all their content. */
export const DOCS_SCRIPT = `const find = document.getElementById('find');
if (find) {
  const rows = [...document.querySelectorAll('.calls li')];
  const found = document.getElementById('found');
  find.addEventListener('input', () => {
    const words = find.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const text = (row.id + ' ' + row.textContent).toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) count += 1;
    }
    for (const section of document.querySelectorAll('main section')) section.hidden = !section.querySelector('li:not([hidden])');
    found.textContent = words.length === 0 ? '' : count + ' of ' + rows.length;
  });
}
if (navigator.clipboard)
  for (const caption of document.querySelectorAll('figcaption')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Copy';
    button.setAttribute('aria-label', 'Copy ' + caption.textContent);
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(caption.nextElementSibling.textContent);
      button.textContent = 'Copied';
      setTimeout(() => (button.textContent = 'Copy'), 2000);
    });
    caption.append(button);
  }
// A link to a call in a folded part opens it.
const target = location.hash && document.getElementById(location.hash.slice(1));
const folded = target && target.closest('details');
if (folded) {
  folded.open = true;
  target.scrollIntoView();
}
`;

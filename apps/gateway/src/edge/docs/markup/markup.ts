import { escaped } from '../../html.js';

/** A sentence with `code`, **strong** and [links](/docs) of this site. */
export const inline = (text: string): string =>
  escaped(text)
    .replaceAll(/`([^`]+)`/g, '<code>$1</code>')
    .replaceAll(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replaceAll(/\[([^\]]+)\]\((\/[\w/.#-]+)\)/g, '<a href="$2">$1</a>');

/** Paragraphs and lists, divided by empty lines. */
export const prose = (text: string): string =>
  text
    .trim()
    .split(/\n{2,}/)
    .map(blockOf)
    .join('\n');

function blockOf(block: string): string {
  const [before = '', ...items] = `\n${block}`.split(/\n\s*- /);
  const paragraph = before.trim() === '' ? '' : `<p>${inline(before.trim())}</p>`;
  return paragraph + (items.length > 0 ? `<ul>${items.map((item) => `<li>${inline(item)}</li>`).join('')}</ul>` : '');
}

/** A sample, which a reader can focus and scroll by the keyboard. */
export const sample = (language: string, name: string, code: string): string =>
  `<figure><figcaption>${escaped(name)}</figcaption><pre tabindex="0"><code class="language-${language}">${escaped(code)}</code></pre></figure>`;

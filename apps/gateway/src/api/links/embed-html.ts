import { escaped } from '../../edge/index.js';
import { jsonInScript } from './html-page.js';
import type { Shown, Words } from './shown.js';

/** Places of the built page of the embedded player. */
const LANGUAGE = /<html lang="[a-z]{2}">/;
const TITLE = /<title>[^<]*<\/title>/;
const NAMES = /<p id="names">[^<]*<\/p>/;

/** The page of the player with a track, or with the sentence that there is none. */
export function embedWith(template: string, shown: Shown | undefined, client: string, words: Words): string {
  const page = template.replace(LANGUAGE, `<html lang="${words.language}">`);
  if (!shown) return page.replace(NAMES, () => `<p id="names">${escaped(words.text('notThere'))}</p>`);
  const data = `<script type="application/json" id="shown">${jsonInScript({ value: shown.read.value })}</script>`;
  const address = escaped(client + shown.path);
  const link = `<a href="${address}" target="_blank" rel="noopener">${escaped(shown.title)}</a> ${escaped(shown.description)}`;
  const head = `<title>${escaped(shown.title)} · Veza</title>\n<link rel="canonical" href="${address}">\n${data}`;
  return page.replace(TITLE, () => head).replace(NAMES, () => `<p id="names">${link}</p>`);
}

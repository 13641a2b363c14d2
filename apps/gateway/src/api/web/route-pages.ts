import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { escaped } from '../../edge/index.js';
import type { FirstForm, FirstViews, Viewing } from './first-views.js';
import { formsOf, type SentFile, type TaggedFile, tagged, toSend } from './web-files.js';

const PAGE = 'index.html';
/** Links of the built page to files of other views, such as the texts of the other language. */
const BUILT_LINKS = /[ \t]*<link rel="modulepreload"[^>]*>\n?/g;
const STYLESHEETS = /[ \t]*<link rel="stylesheet"[^>]*>\n?/g;
const END_OF_FRAME = /(<div id="root">[\s\S]*?)(\s*<\/div>)/;
const END_OF_HEAD = '</head>';
const END_OF_BODY = '</body>';
const LANGUAGE = /<html lang="[a-z]{2}">/;
/** Of a page, some 5 KB: the smallest form is a quarter of it. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/**
 * The page of the client for each address (decision 282): its language, and the files that the first view of the address
 * needs, so that they come in one wave. A page is made once; there are as many as pages of the client, viewers and languages.
 */
export class RoutePages {
  private readonly made = new Map<string, ReadonlyMap<string, TaggedFile>>();

  constructor(
    private readonly page: string,
    private readonly views: FirstViews,
  ) {}

  /** The page as text, for a thing to be put into it. */
  text(path: string, viewing: Viewing): string {
    const { language } = viewing;
    const { files = [], form } = this.views.find(path, viewing) ?? {};
    const bare = this.page.replace(BUILT_LINKS, '').replace(LANGUAGE, `<html lang="${language}">`);
    const links = files.filter((file) => !bare.includes(`/app/${file}"`)).map(linkOf);
    const page = afterFrame(bare.replace(END_OF_HEAD, () => `${links.join('')}${END_OF_HEAD}`));
    return form ? page.replace(END_OF_FRAME, (_, frame: string, end: string) => `${frame}${formOf(form)}${end}`) : page;
  }

  send(path: string, viewing: Viewing, acceptEncoding?: string): SentFile {
    const key = this.views.find(path, viewing)?.key ?? viewing.language;
    const forms = this.made.get(key) ?? this.make(key, path, viewing);
    const form = formsOf(PAGE, acceptEncoding).find((each) => forms.has(each.path)) ?? { path: PAGE };
    const file = forms.get(form.path) ?? tagged(Buffer.from(this.page));
    const { bytes, headers } = toSend(PAGE, file, form.encoding);
    return {
      bytes,
      headers: { ...headers, 'content-language': viewing.language, vary: 'Accept-Encoding, Accept-Language, Cookie' },
    };
  }

  private make(key: string, path: string, viewing: Viewing): ReadonlyMap<string, TaggedFile> {
    const bytes = Buffer.from(this.text(path, viewing));
    const forms = new Map([
      [PAGE, tagged(bytes)],
      [`${PAGE}.br`, tagged(brotliCompressSync(bytes, BROTLI))],
      [`${PAGE}.gz`, tagged(gzipSync(bytes, { level: 9 }))],
    ]);
    this.made.set(key, forms);
    return forms;
  }
}

/** The stylesheets come after the frame that stands until the first script has run: browsers draw what is before them. */
function afterFrame(page: string): string {
  const styles = page.match(STYLESHEETS) ?? [];
  return page.replace(STYLESHEETS, '').replace(END_OF_BODY, () => `${styles.map((link) => link.trim()).join('')}${END_OF_BODY}`);
}

/** As the client draws it, by the style of the built page (`apps/web/index.html`); it takes no input yet. */
function formOf({ title, fields, button }: FirstForm): string {
  const lines = fields.map((field) => `<p>${escaped(field)}<b></b></p>`);
  return `<main class="card"><h1>${escaped(title)}</h1>${lines.join('')}<p class="button">${escaped(button)}</p></main>`;
}

const linkOf = (file: string): string =>
  file.endsWith('.css')
    ? `<link rel="stylesheet" crossorigin href="/app/${file}">`
    : `<link rel="modulepreload" crossorigin href="/app/${file}">`;

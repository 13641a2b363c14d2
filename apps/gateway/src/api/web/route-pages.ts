import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { FirstViews, Viewing } from './first-views.js';
import { formsOf, type SentFile, type TaggedFile, tagged, toSend } from './web-files.js';

const PAGE = 'index.html';
/** Links of the built page to files of other views, such as the texts of the other language. */
const BUILT_LINKS = /[ \t]*<link rel="modulepreload"[^>]*>\n?/g;
const STYLESHEETS = /[ \t]*<link rel="stylesheet"[^>]*>\n?/g;
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
    const files = this.views.find(path, viewing)?.files ?? [];
    const bare = this.page.replace(BUILT_LINKS, '').replace(LANGUAGE, `<html lang="${language}">`);
    const links = files.filter((file) => !bare.includes(`/app/${file}"`)).map(linkOf);
    return bare.replace(END_OF_HEAD, () => `${links.join('')}${END_OF_HEAD}`);
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
    const bytes = Buffer.from(afterFrame(this.text(path, viewing)));
    const forms = new Map([
      [PAGE, tagged(bytes)],
      [`${PAGE}.br`, tagged(brotliCompressSync(bytes, BROTLI))],
      [`${PAGE}.gz`, tagged(gzipSync(bytes, { level: 9 }))],
    ]);
    this.made.set(key, forms);
    return forms;
  }
}

/**
 * The stylesheets come after the frame that stands until the first script has run: browsers draw what is before them. A page
 * with a thing keeps them in its head, because its text needs them.
 */
function afterFrame(page: string): string {
  const styles = page.match(STYLESHEETS) ?? [];
  return page.replace(STYLESHEETS, '').replace(END_OF_BODY, () => `${styles.map((link) => link.trim()).join('')}${END_OF_BODY}`);
}

const linkOf = (file: string): string =>
  file.endsWith('.css')
    ? `<link rel="stylesheet" crossorigin href="/app/${file}">`
    : `<link rel="modulepreload" crossorigin href="/app/${file}">`;

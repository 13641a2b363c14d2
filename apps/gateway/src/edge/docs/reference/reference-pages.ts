import { escaped } from '../../html.js';
import { GUIDES, guideContent } from '../guides/index.js';
import { type ApiDocument, type ApiOperation, slugOf } from './api-document.js';
import { layout } from './layout.js';
import { messageArticle, operationArticle } from './operation-article.js';
import { inline, prose } from '../markup/markup.js';

/** Every page of the reference by its path, made when it is first asked for. */
export function referencePages(api: ApiDocument): ReadonlyMap<string, () => string> {
  const pages = new Map<string, () => string>([['/docs', () => overview(api)]]);
  for (const { name, description } of api.tags) {
    const path = `/docs/reference/${slugOf(name)}`;
    pages.set(path, () => layout(api, { title: name, path, main: section(api, name, description) }));
  }
  for (const guide of GUIDES) {
    const path = `/docs/guides/${guide.slug}`;
    pages.set(path, () => layout(api, { title: guide.title, path, main: guideContent(guide, api.server) }));
  }
  return pages;
}

function overview(api: ApiDocument): string {
  const lists = api.tags.map(({ name }) => {
    const rows = operationsOf(api, name).map(rowOf).join('');
    return `<section><h2><a href="/docs/reference/${slugOf(name)}">${escaped(name)}</a></h2><ul class="calls">${rows}</ul></section>`;
  });
  const guides = GUIDES.map(
    ({ slug, title, summary }) => `<li><a href="/docs/guides/${slug}">${escaped(title)}</a>: ${inline(summary)}</li>`,
  );
  const main = `<h1>Veza API</h1>${prose(api.info.description)}
<h2>Guides</h2><ul>${guides.join('')}</ul>
<h2>All calls</h2><p class="search"><label>Find a call <input type="search" id="find" autocomplete="off"></label> <output id="found" for="find"></output></p>
${lists.join('\n')}`;
  return layout(api, { title: 'Overview', path: '/docs', main });
}

const rowOf = ({ operationId, method, summary, path, tags }: ApiOperation): string =>
  `<li id="${operationId}"><a href="/docs/reference/${slugOf(tags[0])}#${operationId}">${escaped(summary)}</a> <code>${method} ${escaped(path)}</code></li>`;

/** The recommended spelling of each call; the others are folded away. */
function section(api: ApiDocument, tag: string, description: string): string {
  const operations = operationsOf(api, tag);
  const recommended = operations.filter((each) => each['x-same-as'] === undefined);
  const others = operations.filter((each) => each['x-same-as'] !== undefined);
  const messages = tag === 'Webhooks' ? api.messages : [];
  return [
    `<h1>${escaped(tag)}</h1><p>${inline(description)}</p>`,
    ...recommended.map((each) => operationArticle(api, each)),
    ...(others.length > 0 ? [folded(api, others)] : []),
    ...(messages.length > 0 ? ['<h2>Events</h2>', ...messages.map((each) => messageArticle(api, each))] : []),
  ].join('\n');
}

const folded = (api: ApiDocument, others: readonly ApiOperation[]): string =>
  `<details class="others"><summary>Other spellings of calls, for clients that exist</summary>
<p>They stay. New programs use the call that each of them names.</p>
${others.map((each) => `<p><code>${each.operationId}</code> is <a href="/docs#${each['x-same-as']}"><code>${each['x-same-as']}</code></a></p>${operationArticle(api, each)}`).join('\n')}</details>`;

const operationsOf = ({ operations }: ApiDocument, tag: string) => operations.filter(({ tags: [first] }) => first === tag);

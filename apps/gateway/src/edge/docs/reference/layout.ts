import { escaped } from '../../html.js';
import { GUIDES } from '../guides/index.js';
import { type ApiDocument, slugOf } from './api-document.js';

/** The sections of the side navigation, by the tags of the contracts. A tag of none of them comes last. */
const GROUPS: readonly (readonly [name: string, tags: readonly string[]])[] = [
  ['Accounts', ['Authentication', 'Users', 'API tokens', 'Push', 'Webhooks']],
  ['Sounds and shop', ['Tracks', 'Products', 'Resources', 'Community', 'Notices']],
  ['Chat', ['Chat']],
  ['Booking', ['Cabinets', 'Patients', 'Appointments', 'Online booking', 'Notifications', 'Analytics']],
];

export interface ReferencePage {
  title: string;
  /** The path of the page, which the navigation marks. */
  path: string;
  main: string;
}

/** A page of the reference: navigation, content, and samples beside it. It works without its script. */
export function layout(api: ApiDocument, { title, path, main }: ReferencePage): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)} · Veza API</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/docs/style.css"><script src="/docs/script.js" defer></script></head>
<body><a class="skip" href="#main">Skip to the content</a>
<header><a href="/docs"><strong>Veza API</strong> ${escaped(api.info.version)}</a>
<details class="menu"><summary>Contents</summary>${navigation(api, path)}</details></header>
<nav class="side" aria-label="Contents">${navigation(api, path)}</nav>
<main id="main">${main}</main></body></html>`;
}

function navigation(api: ApiDocument, path: string): string {
  const link = (to: string, text: string) =>
    `<li><a href="${to}"${to === path ? ' aria-current="page"' : ''}>${escaped(text)}</a></li>`;
  const list = (name: string, items: readonly string[]) => `<h2>${escaped(name)}</h2><ul>${items.join('')}</ul>`;
  const section = (tag: string) => link(`/docs/reference/${slugOf(tag)}`, tag);
  const known = new Set(api.tags.map(({ name }) => name));
  const grouped = new Set(GROUPS.flatMap(([, tags]) => tags));
  const others = [...known].filter((tag) => !grouped.has(tag));
  return [
    list('Guides', [link('/docs', 'Overview'), ...GUIDES.map(({ slug, title }) => link(`/docs/guides/${slug}`, title))]),
    ...GROUPS.map(([name, tags]) => list(name, tags.filter((tag) => known.has(tag)).map(section))),
    list('More', [
      ...others.map(section),
      link('/docs/console', 'Console'),
      link('/openapi.json', 'OpenAPI'),
      link('/asyncapi.json', 'AsyncAPI'),
    ]),
  ].join('');
}

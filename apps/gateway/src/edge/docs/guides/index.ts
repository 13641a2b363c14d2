import { escaped } from '../../html.js';
import { inline, prose, sample } from '../markup/markup.js';
import { authentication } from './authentication.js';
import { errors } from './errors.js';
import type { Guide } from './guide.js';
import { paging } from './paging.js';
import { sockets } from './sockets.js';
import { uploads } from './uploads.js';
import { versions } from './versions.js';
import { webhooks } from './webhooks.js';

/** In the order of the navigation. */
export const GUIDES: readonly Guide[] = [authentication, errors, paging, uploads, webhooks, sockets, versions];

const NAMES = { ts: 'TypeScript', sh: 'Shell', json: 'JSON' } as const;

export function guideContent({ title, summary, parts }: Guide, server: string): string {
  const contents = parts.map((part) => {
    if (typeof part !== 'string') return sample(part.language, NAMES[part.language], part.code.replaceAll('{server}', server));
    return part.startsWith('## ') ? `<h2>${escaped(part.slice(3))}</h2>` : prose(part);
  });
  return `<h1>${escaped(title)}</h1><p>${inline(summary)}</p>${contents.join('\n')}`;
}

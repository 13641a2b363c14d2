import { createHash } from 'node:crypto';
import type { Language } from '@veza/platform';
import { escaped } from '../html.js';

const STYLE = `:root{color-scheme:light dark}
body{font:1.125rem/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem}
h1{font-size:1.6rem}
label,small{display:block}
input,button{font:inherit;padding:.6rem .8rem;box-sizing:border-box}
input{width:100%;margin:.25rem 0 .5rem}
button{margin-top:1rem}
[role=alert]{border-left:.25rem solid #d33;padding-left:.75rem}`;

/** No script, no request to another place, and forms of this origin only. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  'img-src data:',
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': POLICY,
  'cache-control': 'no-store', // its address carries a token
  'x-robots-tag': 'noindex',
};

/** A page with a heading; `content` is HTML. */
export const pageOf = (language: Language, title: string, content: string) => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · Veza</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${content}
</main>
</body>
</html>
`;

export const paragraph = (text: string) => `<p>${escaped(text)}</p>`;
export const alert = (text: string) => `<p role="alert" id="fault">${escaped(text)}</p>`;

/** A form that posts hidden fields, such as the token of the link. The address is relative: a proxy may serve the gateway below a path. */
export const form = (action: string, hidden: Readonly<Record<string, string>>, button: string, fields = '') =>
  `<form method="post" action="${action}">
${Object.entries(hidden)
  .map(([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`)
  .join('\n')}
${fields}<button>${escaped(button)}</button>
</form>`;

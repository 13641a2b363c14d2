import type { MailLanguage } from '@veza/contracts';
import { escaped } from '../../edge/index.js';

/** A paragraph, or a link with the words before it. */
export type Part = string | { label?: string; link: string };

export interface Letter {
  subject: string;
  text: string;
  html: string;
}

const LONGEST_SUBJECT = 200;

/**
 * A mail as text, and the same as HTML. Names come from strangers, so all of them are escaped; the HTML has no image, script or
 * style from another place, and a mail client that shows it tells no server that it was opened.
 */
export function letterOf(language: MailLanguage, subject: string, parts: readonly Part[]): Letter {
  const title = subject.replace(/\s+/g, ' ').slice(0, LONGEST_SUBJECT);
  return { subject: title, text: `${parts.map(textOf).join('\n\n')}\n`, html: pageOf(language, title, parts.map(htmlOf)) };
}

function textOf(part: Part): string {
  if (typeof part === 'string') return part;
  return part.label === undefined ? part.link : `${part.label} :\n${part.link}`;
}

const PARAGRAPH = 'margin:0 0 16px';

function htmlOf(part: Part): string {
  if (typeof part === 'string') return `<p style="${PARAGRAPH}">${escaped(part).replaceAll('\n', '<br>')}</p>`;
  const { label, link } = part;
  const words = label === undefined ? '' : `${escaped(label)}&nbsp;:<br>`;
  return `<p style="${PARAGRAPH}">${words}<a href="${escaped(link)}" style="word-break:break-all">${escaped(link)}</a></p>`;
}

const pageOf = (language: MailLanguage, title: string, paragraphs: readonly string[]) => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
</head>
<body style="margin:0;padding:24px 16px;font:16px/1.5 sans-serif">
<div style="max-width:560px;margin:0 auto">
${paragraphs.join('\n')}
</div>
</body>
</html>
`;

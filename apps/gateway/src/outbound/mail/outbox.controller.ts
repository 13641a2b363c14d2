import { Controller } from '@nestjs/common';
import { outboxRoutes, type RouteInput } from '@veza/contracts';
import { escaped, RouteResponse, Input, Raw, Route, type RawExchange } from '../../edge/index.js';
import type { Mail } from './mail.entity.js';
import { MailsRepository } from './mails.repository.js';

/** Unsent mails, for developers. Part of the app only without SMTP and outside production. */
@Controller()
export class OutboxController {
  constructor(private readonly mails: MailsRepository) {}

  @Route(outboxRoutes.outbox)
  async list(@Input() { query }: RouteInput<typeof outboxRoutes.outbox>, @Raw() { req }: RawExchange) {
    const mails = await this.mails.list(query.to);
    if (!req.headers.accept?.includes('text/html'))
      return mails.map(({ id, createdAt, html: _html, calendar: _calendar, ...mail }) => ({
        ...mail,
        id: String(id),
        at: createdAt.toISOString(),
      }));
    return new RouteResponse(pageOf(mails), {
      contentType: 'text/html; charset=utf-8',
      headers: {
        'content-security-policy':
          "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      },
    });
  }
}

const pageOf = (mails: readonly Mail[]) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Outbox</title>
<style>body{font:16px/1.5 system-ui;max-width:50rem;margin:2rem auto;padding:0 1rem}article{border-top:1px solid #ccc;padding:1rem 0}pre{white-space:pre-wrap}</style>
<h1>Outbox</h1><p>${mails.length === 0 ? 'No mail was written yet.' : 'Newest first. Nothing of this was sent.'}</p>
${mails.toReversed().map(articleOf).join('\n')}</html>`;

const articleOf = ({ to, subject, text, createdAt }: Mail) =>
  `<article><strong>${escaped(subject)}</strong><br>to ${escaped(to)}, ${createdAt.toISOString()}<pre>${linked(escaped(text))}</pre></article>`;

const linked = (html: string) => html.replace(/https?:\/\/[^\s<]+/g, (link) => `<a href="${link}">${link}</a>`);

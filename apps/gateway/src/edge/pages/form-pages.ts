import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ANONYMOUS, type DeclaredError } from '@veza/contracts';
import { AppLogger, CONFIG, type Language, toErrorBody } from '@veza/platform';
import { requestContext } from '@veza/transport';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../../config.js';
import { acceptForms } from '../bodies.js';
import { exchangeOf } from '../exchange.js';
import { RequestLimits } from '../request-limits.js';
import { alert, PAGE_HEADERS, pageOf, paragraph } from './page.js';

/** Where the forms of the pages are posted: beside the pages, and no call of the API. */
export const POSTED = '/mail-links';
const DEADLINE_MS = 10_000;
const LONGEST = 4_096;

const FAILED: Record<Language, string> = { en: 'This did not work', fr: "L'opération a échoué" };

/** A request for a page; a page in the language of its person sets `language`, also for the errors that follow. */
export interface PageVisit {
  readonly request: FastifyRequest;
  language: Language;
  /** A field of the query or of the form; empty without it. */
  readonly field: (name: string) => string;
}

export type PageWork = (visit: PageVisit) => Promise<string>;

export interface FormPage {
  readonly path: string;
  /** Opening a page changes nothing: mail servers and browsers open links in advance. */
  readonly open: PageWork;
  /** Runs when the form of the page is posted. */
  readonly submit: PageWork;
  /** What to do when the link is INVALID_TOKEN. */
  readonly again: Record<Language, string>;
}

/** A page that is shown with the status of an error, such as the same form with a hint. */
export class PageWithFault extends Error {
  constructor(
    readonly error: DeclaredError,
    readonly page: string,
  ) {
    super(error.message);
  }
}

/**
 * The pages behind the links of mails, for a platform without a front end (`APP_URL`). They are HTML without script and no
 * part of the API, so no route of the contracts describes them.
 */
@Injectable()
export class FormPages {
  private readonly limits: RequestLimits;

  constructor(
    @Inject(CONFIG) config: GatewayConfig,
    private readonly host: HttpAdapterHost,
    private readonly logger: AppLogger,
  ) {
    this.limits = new RequestLimits({ user: config.LIMIT_REQUESTS_USER, address: config.LIMIT_REQUESTS_ADDRESS });
  }

  serve(pages: readonly FormPage[]): void {
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    void fastify.register((scope, _options, done) => {
      acceptForms(scope, this.logger);
      for (const page of pages) {
        const { path, open, submit } = page;
        scope.get(path, (request, reply) => this.reply(page, request, reply, request.query, open));
        scope.post(POSTED + path, (request, reply) => this.reply(page, request, reply, request.body, submit));
      }
      done();
    });
  }

  private async reply(
    { again }: FormPage,
    request: FastifyRequest,
    reply: FastifyReply,
    given: unknown,
    work: PageWork,
  ): Promise<FastifyReply> {
    const exchange = exchangeOf(request);
    const { requestId } = exchange;
    const visit: PageVisit = { request, language: exchange.language, field: (name) => fieldOf(given, name) };
    reply.headers(PAGE_HEADERS);
    try {
      this.limits.take(exchange, ANONYMOUS);
      const context = { requestId, caller: ANONYMOUS, deadlineAt: performance.now() + DEADLINE_MS };
      const page = await requestContext.run(context, () => work(visit));
      return reply.headers({ ...exchange.limit }).send(page);
    } catch (thrown) {
      const error = thrown instanceof PageWithFault ? thrown.error : thrown;
      const { language } = visit;
      const { status, body, headers } = toErrorBody(error, { requestId, language, logger: this.logger });
      const way = body.code === 'INVALID_TOKEN' ? paragraph(again[language]) : '';
      const page = thrown instanceof PageWithFault ? thrown.page : pageOf(language, FAILED[language], alert(body.message) + way);
      return reply
        .code(status)
        .headers({ ...exchange.limit, ...headers })
        .send(page);
    }
  }
}

function fieldOf(fields: unknown, name: string): string {
  const value: unknown = typeof fields === 'object' && fields !== null ? Reflect.get(fields, name) : undefined;
  return typeof value === 'string' && value.length <= LONGEST ? value : '';
}

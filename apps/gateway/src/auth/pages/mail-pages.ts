import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ANONYMOUS, authRoutes, DeclaredError } from '@veza/contracts';
import { AppLogger, CONFIG, type Language, toErrorBody } from '@veza/platform';
import { requestContext } from '@veza/transport';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../../config.js';
import { acceptForms, exchangeOf, RequestLimits } from '../../edge/index.js';
import { UsersRepository } from '../../users/users.repository.js';
import { clientOf } from '../client.js';
import type { LinkPurpose } from '../mailed-secret.entity.js';
import { LINK_PATHS, MailedSecretsService } from '../mailed-secrets.service.js';
import { RecoveryService } from '../recovery.service.js';
import { alert, form, PAGE_HEADERS, pageOf, paragraph, passwordField } from './page.js';
import { PAGE_TEXTS } from './page-texts.js';

/** Where the forms of the pages are posted: beside the pages, and no call of the API. */
const POSTED = '/mail-links';
const DEADLINE_MS = 10_000;
const LONGEST = 500;

interface Fields {
  token: string;
  password: string;
}

interface Visit extends Fields {
  request: FastifyRequest;
  language: Language;
  /** The address that the account of the link signs in with. */
  login: string;
}

/**
 * The pages behind the links of mails, for a platform without a front end (`APP_URL`). They are HTML without script and no
 * part of the API, so no route of the contracts describes them. Opening a page changes nothing, because mail servers and
 * browsers open links in advance; its button posts the token.
 */
@Injectable()
export class MailPages implements OnModuleInit {
  private readonly limits: RequestLimits;

  constructor(
    @Inject(CONFIG) config: GatewayConfig,
    private readonly host: HttpAdapterHost,
    private readonly recovery: RecoveryService,
    private readonly secrets: MailedSecretsService,
    private readonly accounts: UsersRepository,
    private readonly logger: AppLogger,
  ) {
    this.limits = new RequestLimits({ user: config.LIMIT_REQUESTS_USER, address: config.LIMIT_REQUESTS_ADDRESS });
  }

  onModuleInit(): void {
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    void fastify.register((scope, _options, done) => {
      acceptForms(scope, this.logger);
      this.serve(scope, 'verify', (visit) => this.verify(visit));
      this.serve(scope, 'reset', (visit) => this.reset(visit));
      done();
    });
  }

  private serve(scope: FastifyInstance, purpose: LinkPurpose, submit: (visit: Visit) => Promise<string>): void {
    const open = (visit: Visit) => Promise.resolve(this.formOf(purpose, visit));
    scope.get(LINK_PATHS[purpose], (request, reply) => this.reply(purpose, request, reply, request.query, open));
    scope.post(POSTED + LINK_PATHS[purpose], (request, reply) => this.reply(purpose, request, reply, request.body, submit));
  }

  private async reply(
    purpose: LinkPurpose,
    request: FastifyRequest,
    reply: FastifyReply,
    given: unknown,
    work: (visit: Visit) => Promise<string>,
  ): Promise<FastifyReply> {
    const exchange = exchangeOf(request);
    const { requestId } = exchange;
    let { language } = exchange;
    reply.headers(PAGE_HEADERS);
    try {
      this.limits.take(exchange, ANONYMOUS);
      const context = { requestId, caller: ANONYMOUS, deadlineAt: performance.now() + DEADLINE_MS };
      const page = await requestContext.run(context, async () => {
        const fields = { token: fieldOf(given, 'token'), password: fieldOf(given, 'password') };
        const owner = await this.ownerOf(purpose, fields.token);
        language = owner.language ?? language;
        return work({ ...fields, request, language, login: owner.login });
      });
      return reply.headers({ ...exchange.limit }).send(page);
    } catch (error) {
      const { status, body, headers } = toErrorBody(error, { requestId, language, logger: this.logger });
      if (error instanceof WeakPassword) return reply.code(status).send(this.formOf('reset', error.visit, true));
      const { title, again } = PAGE_TEXTS[language].failed;
      const way = body.code === 'INVALID_TOKEN' ? paragraph(again) : '';
      return reply
        .code(status)
        .headers({ ...exchange.limit, ...headers })
        .send(pageOf(language, title, alert(body.message) + way));
    }
  }

  /** Language and address of the link's account; INVALID_TOKEN for a link that is unknown, used or expired. */
  private async ownerOf(purpose: LinkPurpose, token: string): Promise<{ language?: Language | undefined; login: string }> {
    const userId = token === '' ? undefined : await this.secrets.peekLink(purpose, token);
    const user = userId === undefined ? undefined : await this.accounts.byId(userId);
    if (!user || user.deletedAt) throw new DeclaredError('INVALID_TOKEN');
    return { language: user.preferences.language, login: user.email };
  }

  private async verify({ token, language }: Visit): Promise<string> {
    await this.recovery.verifyEmail(token);
    const { doneTitle, done } = PAGE_TEXTS[language].verify;
    return pageOf(language, doneTitle, paragraph(done));
  }

  private async reset(visit: Visit): Promise<string> {
    const { token, password, language, request } = visit;
    if (!authRoutes.resetPassword.body.safeParse({ token, password }).success) throw new WeakPassword(visit);
    await this.recovery.reset(token, password, 'password', clientOf(request)).catch((error: unknown) => {
      throw error instanceof DeclaredError && error.code === 'VALIDATION_FAILED' ? new WeakPassword(visit) : error;
    });
    const { doneTitle, done } = PAGE_TEXTS[language].reset;
    return pageOf(language, doneTitle, paragraph(done));
  }

  private formOf(purpose: LinkPurpose, { language, token, login }: Visit, isWeak = false): string {
    const { verify, reset } = PAGE_TEXTS[language];
    const { title, intro, button } = purpose === 'verify' ? verify : reset;
    const fields = purpose === 'reset' ? passwordField(login, reset.label, reset.hint, isWeak) : '';
    const action = `.${isWeak ? '' : POSTED}${LINK_PATHS[purpose]}`; // relative to the page, which a weak password leaves
    const fault = isWeak ? alert(reset.weak) : '';
    return pageOf(language, title, paragraph(intro) + fault + form(action, token, button, fields));
  }
}

/** The form is shown again, with the same link. */
class WeakPassword extends DeclaredError {
  constructor(readonly visit: Visit) {
    super('VALIDATION_FAILED');
  }
}

function fieldOf(fields: unknown, name: keyof Fields): string {
  const value: unknown = typeof fields === 'object' && fields !== null ? Reflect.get(fields, name) : undefined;
  return typeof value === 'string' && value.length <= LONGEST ? value : '';
}

import { Injectable, type OnModuleInit } from '@nestjs/common';
import { authRoutes, DeclaredError } from '@veza/contracts';
import type { Language } from '@veza/platform';
import {
  alert,
  form,
  type FormPage,
  FormPages,
  pageOf,
  PageWithFault,
  type PageVisit,
  paragraph,
  POSTED,
} from '../../edge/index.js';
import { UsersRepository } from '../../users/users.repository.js';
import { clientOf } from '../client.js';
import type { LinkPurpose } from '../mailed-secret.entity.js';
import { LINK_PATHS, MailedSecretsService } from '../mailed-secrets.service.js';
import { RecoveryService } from '../recovery.service.js';
import { PAGE_TEXTS } from './page-texts.js';
import { passwordField } from './password-field.js';

/** A link of an account: its token, and the address that the account signs in with. */
interface Link {
  language: Language;
  token: string;
  login: string;
}

/** The pages that confirm an address and set a password. */
@Injectable()
export class MailPages implements OnModuleInit {
  constructor(
    private readonly pages: FormPages,
    private readonly recovery: RecoveryService,
    private readonly secrets: MailedSecretsService,
    private readonly accounts: UsersRepository,
  ) {}

  onModuleInit(): void {
    this.pages.serve([
      this.page('verify', (link) => this.verify(link)),
      this.page('reset', (link, visit) => this.reset(link, visit)),
    ]);
  }

  private page(purpose: LinkPurpose, submit: (link: Link, visit: PageVisit) => Promise<string>): FormPage {
    return {
      path: LINK_PATHS[purpose],
      open: async (visit) => formOf(purpose, await this.linkOf(purpose, visit)),
      submit: async (visit) => submit(await this.linkOf(purpose, visit), visit),
      again: { en: PAGE_TEXTS.en.again, fr: PAGE_TEXTS.fr.again },
    };
  }

  /** The page is in the language of the link's account; INVALID_TOKEN for a link that is unknown, used or expired. */
  private async linkOf(purpose: LinkPurpose, visit: PageVisit): Promise<Link> {
    const token = visit.field('token');
    const userId = token === '' ? undefined : await this.secrets.peekLink(purpose, token);
    const user = userId === undefined ? undefined : await this.accounts.byId(userId);
    if (!user || user.deletedAt) throw new DeclaredError('INVALID_TOKEN');
    visit.language = user.preferences.language ?? visit.language;
    return { language: visit.language, token, login: user.email };
  }

  private async verify({ token, language }: Link): Promise<string> {
    await this.recovery.verifyEmail(token);
    const { doneTitle, done } = PAGE_TEXTS[language].verify;
    return pageOf(language, doneTitle, paragraph(done));
  }

  private async reset(link: Link, { request, field }: PageVisit): Promise<string> {
    const [{ token, language }, password] = [link, field('password')];
    if (!authRoutes.resetPassword.body.safeParse({ token, password }).success) throw weakPassword(link);
    await this.recovery.reset(token, password, 'password', clientOf(request)).catch((error: unknown) => {
      throw error instanceof DeclaredError && error.code === 'VALIDATION_FAILED' ? weakPassword(link) : error;
    });
    const { doneTitle, done } = PAGE_TEXTS[language].reset;
    return pageOf(language, doneTitle, paragraph(done));
  }
}

/** The form is shown again, with the same link. */
const weakPassword = (link: Link) => new PageWithFault(new DeclaredError('VALIDATION_FAILED'), formOf('reset', link, true));

function formOf(purpose: LinkPurpose, { language, token, login }: Link, isWeak = false): string {
  const { verify, reset } = PAGE_TEXTS[language];
  const { title, intro, button } = purpose === 'verify' ? verify : reset;
  const fields = purpose === 'reset' ? passwordField(login, reset.label, reset.hint, isWeak) : '';
  const action = `.${isWeak ? '' : POSTED}${LINK_PATHS[purpose]}`; // relative to the page, which a weak password leaves
  const fault = isWeak ? alert(reset.weak) : '';
  return pageOf(language, title, paragraph(intro) + fault + form(action, { token }, button, fields));
}

import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ANONYMOUS, authRoutes, DeclaredError } from '@veza/contracts';
import type { Language } from '@veza/platform';
import { clientOf } from '../../../identity/auth/client.js';
import type { LinkPurpose } from '../../../identity/auth/mailed-secret.entity.js';
import { LINK_PATHS } from '../../../identity/auth/mailed-secrets.service.js';
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
} from '../../../edge/index.js';
import { RecoveryService } from '../recovery.service.js';
import { PAGE_TEXTS } from './page-texts.js';
import { passwordField } from './password-field.js';

/** A link of an account: its token, the names of the account, and the address that got the mail. */
interface Link {
  language: Language;
  token: string;
  username: string;
  email: string;
  mailedTo: string;
}

/** The hidden field of the button that is not the first of its page. */
const DISOWN = { choice: 'disown' };

/** The pages that confirm an address, end a stranger's account, and set a password. */
@Injectable()
export class MailPages implements OnModuleInit {
  constructor(
    private readonly pages: FormPages,
    private readonly recovery: RecoveryService,
  ) {}

  onModuleInit(): void {
    this.pages.serve([
      this.page('verify', verifyForm, (link, visit) =>
        visit.field('choice') === DISOWN.choice ? this.disown(link) : this.verify(link, visit),
      ),
      this.page('reset', resetForm, (link, visit) => this.reset(link, visit)),
    ]);
  }

  private page(
    purpose: LinkPurpose,
    show: (link: Link) => string,
    submit: (link: Link, visit: PageVisit) => Promise<string>,
  ): FormPage {
    return {
      path: LINK_PATHS[purpose],
      open: async (visit) => show(await this.linkOf(purpose, visit)),
      submit: async (visit) => submit(await this.linkOf(purpose, visit), visit),
      again: { en: PAGE_TEXTS.en.again, fr: PAGE_TEXTS.fr.again },
    };
  }

  /** The page is in the language of the link's account; INVALID_TOKEN for a link that is unknown, used or expired. */
  private async linkOf(purpose: LinkPurpose, visit: PageVisit): Promise<Link> {
    const token = visit.field('token');
    if (token === '') throw new DeclaredError('INVALID_TOKEN');
    const { username, email, mailedTo, preferences } = await this.recovery.ownerOf(purpose, token);
    visit.language = preferences.language ?? visit.language;
    return { language: visit.language, token, username, email, mailedTo };
  }

  private async verify(link: Link, { request, field }: PageVisit): Promise<string> {
    const [{ token, language }, password] = [link, field('password')];
    if (password === '') throw wrongPassword(link);
    await this.recovery.verifyEmail(ANONYMOUS, { token, password }, clientOf(request)).catch((error: unknown) => {
      throw error instanceof DeclaredError && error.code === 'INVALID_CREDENTIALS' ? wrongPassword(link) : error;
    });
    const { doneTitle, done } = PAGE_TEXTS[language].verify;
    return pageOf(language, doneTitle, paragraph(done));
  }

  private async disown({ token, language }: Link): Promise<string> {
    await this.recovery.disown(token);
    const { doneTitle, done } = PAGE_TEXTS[language].disown;
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
const weakPassword = (link: Link) => new PageWithFault(new DeclaredError('VALIDATION_FAILED'), resetForm(link, true));
const wrongPassword = (link: Link) => new PageWithFault(new DeclaredError('INVALID_CREDENTIALS'), verifyForm(link, true));

function verifyForm({ language, token, username, email, mailedTo }: Link, isWrong = false): string {
  const { verify, disown } = PAGE_TEXTS[language];
  const { title, intro, label, hint, button, wrong } = verify;
  const action = actionOf('verify', isWrong);
  const field = passwordField({ login: email, label, hint, kind: 'current', isWrong });
  const confirm = form(action, { token }, button, field);
  const notMine = paragraph(disown.intro) + form(action, { token, ...DISOWN }, disown.button);
  return pageOf(language, title, paragraph(intro(username, mailedTo)) + (isWrong ? alert(wrong) : '') + confirm + notMine);
}

function resetForm({ language, token, email }: Link, isWeak = false): string {
  const { title, intro, label, hint, button, weak } = PAGE_TEXTS[language].reset;
  const field = passwordField({ login: email, label, hint, kind: 'new', isWrong: isWeak });
  const fault = isWeak ? alert(weak) : '';
  return pageOf(language, title, paragraph(intro) + fault + form(actionOf('reset', isWeak), { token }, button, field));
}

/** Relative to the page, which a refused password leaves. */
const actionOf = (purpose: LinkPurpose, isRefused: boolean) => `.${isRefused ? '' : POSTED}${LINK_PATHS[purpose]}`;

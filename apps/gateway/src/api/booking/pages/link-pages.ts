import { Injectable } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import type { Language } from '@veza/platform';
import type { FormPage, PageVisit } from '../../../edge/index.js';
import { VisitLimits } from '../visit-limits.js';
import { TEXTS } from './appointment-texts.js';

/** The token of a link, and the language of its mail. */
export interface Link {
  token: string;
  language: Language;
}

type LinkPage = (link: Link, visit: PageVisit) => Promise<string>;

const AGAIN = { en: TEXTS.en.again, fr: TEXTS.fr.again };

/** Pages behind the links of mails to patients. They count against the limits of visitors without an account. */
@Injectable()
export class LinkPages {
  constructor(private readonly limits: VisitLimits) {}

  page(path: string, open: LinkPage, submit: LinkPage): FormPage {
    return {
      path,
      open: async (visit) => {
        await this.limits.takeTry(visit.request);
        return open(linkOf(visit), visit);
      },
      submit: async (visit) => {
        await this.limits.takeBooking(visit.request);
        return submit(linkOf(visit), visit);
      },
      again: AGAIN,
    };
  }
}

/** The link of a mail names the language of the mail. */
function linkOf(visit: PageVisit): Link {
  const token = visit.field('token');
  const asked = visit.field('lang');
  if (asked === 'fr' || asked === 'en') visit.language = asked;
  if (token === '') throw new DeclaredError('INVALID_TOKEN');
  return { token, language: visit.language };
}

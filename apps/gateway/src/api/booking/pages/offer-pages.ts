import { Injectable, type OnModuleInit } from '@nestjs/common';
import { waitingList } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { form, FormPages, pageOf, type PageVisit, paragraph, POSTED } from '../../../edge/index.js';
import { LINK_PATHS } from '../../../outbound/mail/patient-letters.js';
import { spoken, summary, timeAndPlace } from './appointment-fields.js';
import { TEXTS } from './appointment-texts.js';
import { type Link, LinkPages } from './link-pages.js';

/** The page behind the link in a mail of the waiting list: to accept the offered time, to decline it, or to leave the list. */
@Injectable()
export class OfferPages implements OnModuleInit {
  constructor(
    private readonly pages: FormPages,
    private readonly rpc: RpcClient,
    private readonly links: LinkPages,
  ) {}

  onModuleInit(): void {
    this.pages.serve([
      this.links.page(
        LINK_PATHS.offer,
        (link) => this.open(link),
        (link, visit) => (visit.field('answer') === 'accept' ? this.accept(link) : this.decline(link, visit)),
      ),
    ]);
  }

  private async open({ token, language }: Link): Promise<string> {
    const texts = TEXTS[language].offer;
    const offer = await this.rpc.call(waitingList.show, { token });
    const action = `..${POSTED}${LINK_PATHS.offer}`;
    const button = (answer: 'accept' | 'decline' | 'leave') => form(action, { token, lang: language, answer }, texts[answer]);
    const words = timeAndPlace(offer, language) + paragraph(texts.until(spoken(offer.until, offer.timezone, language)));
    return pageOf(language, texts.title, words + button('accept') + button('decline') + button('leave'));
  }

  private async accept({ token, language }: Link): Promise<string> {
    const appointment = await this.rpc.call(waitingList.accept, { token });
    return pageOf(language, TEXTS[language].offer.acceptTitle, summary(appointment, language));
  }

  private async decline({ token, language }: Link, { field }: PageVisit): Promise<string> {
    const texts = TEXTS[language].offer;
    const leave = field('answer') === 'leave';
    await this.rpc.call(waitingList.decline, { token, leave });
    return pageOf(language, texts.declineTitle, paragraph(leave ? texts.left : texts.stays));
  }
}

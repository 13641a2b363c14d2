import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DeclaredError, OwnMove, type PatientAppointment, patientLinks, type ProposedTime } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { alert, form, FormPages, pageOf, type PageVisit, PageWithFault, paragraph, POSTED } from '../../../edge/index.js';
import { LINK_PATHS } from '../../../outbound/mail/patient-letters.js';
import { summary, timeFields } from './appointment-fields.js';
import { TEXTS } from './appointment-texts.js';
import { type Link, LinkPages } from './link-pages.js';

type Times = readonly (Pick<ProposedTime, 'startTime'> & Partial<ProposedTime>)[];

/** The pages behind the links in mails about appointments: to move one, to cancel it, and to choose reminders. */
@Injectable()
export class AppointmentPages implements OnModuleInit {
  constructor(
    private readonly pages: FormPages,
    private readonly rpc: RpcClient,
    private readonly links: LinkPages,
  ) {}

  onModuleInit(): void {
    this.pages.serve([
      this.links.page(
        LINK_PATHS.move,
        (link) => this.openMove(link),
        (link, visit) => this.move(link, visit),
      ),
      this.links.page(
        LINK_PATHS.cancel,
        (link) => this.openCancel(link),
        (link) => this.cancel(link),
      ),
      this.links.page(
        LINK_PATHS.remind,
        (link) => Promise.resolve(remindersPage(link, 'title')),
        (link, visit) => this.remind(link, visit.field('wanted') === 'yes'),
      ),
    ]);
  }

  private async openMove(link: Link): Promise<string> {
    const { token } = link;
    const [appointment, { isNeeded, times }] = await Promise.all([
      this.rpc.call(patientLinks.show, { token }),
      this.rpc.call(patientLinks.proposal, { token }),
    ]);
    // Another practitioner is possible only when the appointment needs another time.
    const offered = times.filter(({ practitionerId }) => isNeeded || practitionerId === appointment.practitionerId);
    return movePage(link, appointment, offered, { note: isNeeded ? TEXTS[link.language].move.needed : undefined });
  }

  private async move(link: Link, { field }: PageVisit): Promise<string> {
    const { token, language } = link;
    const [startTime, practitionerId] = (field('other') || field('choice')).split(' ');
    const wanted = OwnMove.safeParse({ startTime, ...(practitionerId !== undefined && { practitionerId }) });
    try {
      if (!wanted.success) throw new DeclaredError('SLOT_TAKEN');
      const moved = await this.rpc.call(patientLinks.move, { token, ...wanted.data });
      return pageOf(language, TEXTS[language].move.doneTitle, summary(moved, language));
    } catch (error) {
      if (!(error instanceof DeclaredError) || error.code !== 'SLOT_TAKEN') throw error;
      const appointment = await this.rpc.call(patientLinks.show, { token });
      const times = (error.details ?? []).map(({ message }) => ({ startTime: message }));
      throw new PageWithFault(error, movePage(link, appointment, times, { fault: TEXTS[language].move.taken }));
    }
  }

  private async openCancel({ token, language }: Link): Promise<string> {
    const { title, button } = TEXTS[language].cancel;
    const appointment = await this.rpc.call(patientLinks.show, { token });
    const action = `..${POSTED}${LINK_PATHS.cancel}`;
    return pageOf(language, title, summary(appointment, language) + form(action, { token, lang: language }, button));
  }

  private async cancel({ token, language }: Link): Promise<string> {
    const { doneTitle, done } = TEXTS[language].cancel;
    const cancelled = await this.rpc.call(patientLinks.cancel, { token });
    return pageOf(language, doneTitle, summary(cancelled, language) + paragraph(done));
  }

  private async remind(link: Link, wanted: boolean): Promise<string> {
    await this.rpc.call(patientLinks.remind, { token: link.token, wanted });
    return remindersPage(link, wanted ? 'onTitle' : 'offTitle');
  }
}

function movePage(
  { token, language }: Link,
  appointment: PatientAppointment,
  times: Times,
  { note, fault }: { note?: string | undefined; fault?: string },
): string {
  const { title, button } = TEXTS[language].move;
  // Relative to the page: `/appointments/move`, or `/mail-links/appointments/move` after a fault.
  const action = fault === undefined ? `..${POSTED}${LINK_PATHS.move}` : `..${LINK_PATHS.move}`;
  const words = summary(appointment, language) + (note ? paragraph(note) : '') + (fault ? alert(fault) : '');
  const fields = timeFields(times, appointment, language);
  return pageOf(language, title, words + form(action, { token, lang: language }, button, fields));
}

function remindersPage({ token, language }: Link, state: 'title' | 'offTitle' | 'onTitle'): string {
  const texts = TEXTS[language].reminders;
  const wanted = state === 'offTitle' ? 'yes' : 'no';
  const action = state === 'title' ? `..${POSTED}${LINK_PATHS.remind}` : `..${LINK_PATHS.remind}`;
  const button = wanted === 'yes' ? texts.on : texts.off;
  return pageOf(language, texts[state], paragraph(texts.intro) + form(action, { token, lang: language, wanted }, button));
}

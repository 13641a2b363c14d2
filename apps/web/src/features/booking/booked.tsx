import type { PatientAppointment } from '@veza/sdk';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { useSignedIn } from '../../session/session-context.js';
import { LinkButton } from '../../ui/link-button.js';
import { Note } from '../../ui/note.js';
import { Page } from '../../ui/page.js';
import { Summary } from './summary.js';

/** The end of a booking. */
export function Booked({ appointment }: { appointment: PatientAppointment }) {
  const t = useTranslations('booking');
  const isSignedIn = useSignedIn();
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => end.current?.focus(), []);
  const { type, treatment, startTime, duration, cabinet, practitioner } = appointment;
  return (
    <Page title={t('booked.title')} width="narrow">
      <div ref={end} tabIndex={-1}>
        <Note>{t('booked.text')}</Note>
      </div>
      <Summary
        what={treatment ?? t(`types.${type}`)}
        at={startTime}
        minutes={duration}
        zone={cabinet.timezone}
        practitioner={practitioner}
        cabinet={cabinet.name}
      />
      <div>
        {isSignedIn ? (
          <LinkButton to="/appointments" kind="primary">
            {t('booked.appointments')}
          </LinkButton>
        ) : (
          <LinkButton to="/book/$cabinet" params={{ cabinet: cabinet.id }}>
            {t('booked.another')}
          </LinkButton>
        )}
      </div>
    </Page>
  );
}

import { Link } from '@tanstack/react-router';
import type { PatientAppointment } from '@veza/sdk';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { ZonedTime } from '../../calendar/zoned-time.js';
import { Actions } from '../../ui/actions.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { LinkButton } from '../../ui/link-button.js';
import styles from './appointments.page.module.css';
import { CancelAppointment } from './cancel-appointment.js';
import { isChangeable } from './use-own-appointments.js';

const KINDS = { pending: 'warning', confirmed: 'good', cancelled: 'danger', completed: undefined, no_show: 'danger' } as const;

/** One own appointment, with what its patient may do. */
export function AppointmentEntry({ appointment, isPast = false }: { appointment: PatientAppointment; isPast?: boolean }) {
  const t = useTranslations('booking');
  const { id, type, treatment, status, startTime, duration, practitioner, patient, cabinet } = appointment;
  const kind = KINDS[status];
  return (
    <li className={styles.entry}>
      <div className={styles.head}>
        <h2 className={styles.when}>
          <ZonedTime at={startTime} zone={cabinet.timezone} />
        </h2>
        <Badge {...(kind && { kind })}>{t(`statuses.${status}`)}</Badge>
      </div>
      <div>
        <p>
          {treatment ?? t(`types.${type}`)} · {t('minutes', { count: duration })} · {t('for', { patient })}
        </p>
        <p className={styles.soft}>
          {t('with', { practitioner })} ·{' '}
          <Link to="/book/$cabinet" params={{ cabinet: cabinet.id }}>
            {cabinet.name}
          </Link>
        </p>
      </div>
      {!isPast && <Changes key={id} appointment={appointment} />}
    </li>
  );
}

function Changes({ appointment }: { appointment: PatientAppointment }) {
  const t = useTranslations('booking.own');
  const format = useFormatter();
  const [isCancelling, setIsCancelling] = useState(false);
  const { id, status, changeableUntil, cabinet } = appointment;
  if (status === 'cancelled') return null;
  const until = format.dateTime(new Date(changeableUntil), {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: cabinet.timezone,
  });
  if (!isChangeable(appointment)) return <p className={styles.soft}>{t('tooLate', { until })}</p>;
  return (
    <>
      <p className={styles.soft}>{t('changeable', { until })}</p>
      <Actions>
        <LinkButton to="/appointments/$appointmentId/move" params={{ appointmentId: id }}>
          {t('move')}
        </LinkButton>
        <Button kind="quiet" onClick={() => setIsCancelling(true)}>
          {t('cancel')}
        </Button>
      </Actions>
      {isCancelling && <CancelAppointment appointment={appointment} onClose={() => setIsCancelling(false)} />}
    </>
  );
}

import type { CabinetPage } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { isOtherClock, OWN_ZONE, placeOf } from '../../calendar/dates.js';
import styles from './cabinet.page.module.css';

/** What the cabinet writes about itself, and its rule for changes. */
export function CabinetFacts({ cabinet }: { cabinet: CabinetPage }) {
  const t = useTranslations('booking.cabinet');
  const { description, address, phone, timezone, changeWindow } = cabinet;
  const [now] = useState(() => new Date());
  return (
    <>
      {description !== '' && <p className={styles.description}>{description}</p>}
      <address className={styles.facts}>
        {address && <p>{address}</p>}
        {phone && (
          <p>
            <a href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>{phone}</a>
          </p>
        )}
        <p>{t('changes', { hours: changeWindow })}</p>
        {isOtherClock(OWN_ZONE, timezone, now) && <p>{t('zones', { own: placeOf(OWN_ZONE), there: placeOf(timezone) })}</p>}
      </address>
    </>
  );
}

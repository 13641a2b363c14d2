import type { Practitioner } from '@veza/sdk';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { dateIn, noonOf } from '../../calendar/dates.js';
import { isDate } from '../../calendar/is-date.js';
import { Button } from '../../ui/button.js';
import { Form } from '../../ui/form.js';
import { DeleteIcon, PlusIcon } from '../../ui/icons.js';
import { Note } from '../../ui/note.js';
import { Section } from '../../ui/section.js';
import { TextField } from '../../ui/text-field.js';
import { useFieldFaults } from '../../ui/use-field-faults.js';
import styles from './hours.module.css';
import { SpanFields } from './span-fields.js';
import { usePractitionerUpdate } from './use-practitioner-update.js';

type Dates = Practitioner['exceptions'];

const MOST = 400;

/** Dates whose hours replace those of their weekday. Past ones are left out when they are saved. */
export function OtherHoursForm({ practitioner, zone }: { practitioner: Practitioner; zone: string }) {
  const t = useTranslations('practice.hours');
  const format = useFormatter();
  const today = dateIn(zone);
  const [dates, setDates] = useState<Dates>(() => practitioner.exceptions.filter(({ date }) => date >= today));
  const [added, setAdded] = useState('');
  const save = usePractitionerUpdate(practitioner);
  const fault = useFieldFaults(save.error);
  const change = (next: Dates) => {
    save.reset();
    setDates([...next].sort((a, b) => a.date.localeCompare(b.date)));
  };
  const canAdd = isDate(added) && added >= today && dates.length < MOST && !dates.some(({ date }) => date === added);
  return (
    <Section title={t('dates')} hint={t('datesHint')}>
      <Form error={save.error} onSubmit={() => save.mutate({ exceptions: dates })}>
        {save.isSuccess && <Note>{t('saved')}</Note>}
        {dates.length === 0 && <p className={styles.soft}>{t('noDates')}</p>}
        <div className={styles.days}>
          {dates.map(({ date, hours }, at) => {
            const name = format.dateTime(noonOf(date), { dateStyle: 'full', timeZone: 'UTC' });
            return (
              <div key={date} className={styles.day}>
                <SpanFields
                  label={name}
                  spans={hours}
                  fault={(index) => fault(`exceptions.${at}.hours.${index}`)}
                  onChange={(changed) => change(dates.map((each) => (each.date === date ? { date, hours: changed } : each)))}
                />
                <Button
                  kind="quiet"
                  aria-label={t('removeDate', { date: name })}
                  onClick={() => change(dates.filter((each) => each.date !== date))}
                >
                  <DeleteIcon />
                  {t('dropDate')}
                </Button>
              </div>
            );
          })}
        </div>
        <div className={styles.actions}>
          <TextField
            label={t('newDate')}
            type="date"
            min={today}
            value={added}
            onChange={({ target }) => setAdded(target.value)}
          />
          <Button
            disabled={!canAdd}
            onClick={() => {
              change([...dates, { date: added, hours: [] }]);
              setAdded('');
            }}
          >
            <PlusIcon />
            {t('addDate')}
          </Button>
        </div>
        <div>
          <Button kind="primary" type="submit" busy={save.isPending}>
            {t('saveDates')}
          </Button>
        </div>
      </Form>
    </Section>
  );
}

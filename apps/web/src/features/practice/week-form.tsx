import type { Practitioner } from '@veza/sdk';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { noonOf, placeOf } from '../../calendar/dates.js';
import { Button } from '../../ui/button.js';
import { Form } from '../../ui/form.js';
import { Note } from '../../ui/note.js';
import { Section } from '../../ui/section.js';
import { useFieldFaults } from '../../ui/use-field-faults.js';
import styles from './hours.module.css';
import { SpanFields } from './span-fields.js';
import { usePractitionerUpdate } from './use-practitioner-update.js';

const DAYS = [1, 2, 3, 4, 5, 6, 7];
const A_MONDAY = '2024-01-01';

/** The working hours of every week, by day. */
export function WeekForm({ practitioner, zone }: { practitioner: Practitioner; zone: string }) {
  const t = useTranslations('practice.hours');
  const format = useFormatter();
  const [spans, setSpans] = useState(practitioner.workingHours);
  const save = usePractitionerUpdate(practitioner);
  const fault = useFieldFaults(save.error);
  const nameOf = (day: number) =>
    format.dateTime(new Date(noonOf(A_MONDAY).getTime() + (day - 1) * 86_400_000), { weekday: 'long', timeZone: 'UTC' });
  return (
    <Section title={t('week')} hint={t('weekHint', { place: placeOf(zone) })}>
      <Form error={save.error} onSubmit={() => save.mutate({ workingHours: spans })}>
        {save.isSuccess && <Note>{t('saved')}</Note>}
        <div className={styles.days}>
          {DAYS.map((day) => {
            const own = spans.filter((span) => span.day === day);
            return (
              <SpanFields
                key={day}
                label={nameOf(day)}
                spans={own}
                fault={(index) => fault(`workingHours.${own[index] ? spans.indexOf(own[index]) : -1}`)}
                onChange={(changed) => {
                  save.reset();
                  setSpans([...spans.filter((span) => span.day !== day), ...changed.map((span) => ({ ...span, day }))]);
                }}
              />
            );
          })}
        </div>
        <div>
          <Button kind="primary" type="submit" busy={save.isPending}>
            {t('saveWeek')}
          </Button>
        </div>
      </Form>
    </Section>
  );
}

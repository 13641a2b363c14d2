import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { PublicHolidays, UpdatePublicHolidaysBody } from '@veza/sdk';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { noonOf } from '../../calendar/dates.js';
import { useVeza } from '../../session/session-context.js';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { CheckField } from '../../ui/check-field.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Form, textOf } from '../../ui/form.js';
import { Note } from '../../ui/note.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';
import { TextField } from '../../ui/text-field.js';
import { useFieldFaults } from '../../ui/use-field-faults.js';
import styles from './dialogs.module.css';
import { CALENDAR } from './use-practice.js';
import { holidaysKey, useHolidays } from './use-holidays.js';

/** The public holidays of the country, on each of which the cabinet is closed or works. */
export function HolidaysForm({ cabinetId }: { cabinetId: string }) {
  const t = useTranslations('practice.holidays');
  const [year, setYear] = useState<number>();
  const { data, error, refetch } = useHolidays(cabinetId, year);
  const shown = year ?? yearOf(data);
  return (
    <Section title={t('title')} hint={t('hint')}>
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton label={t('title')} lines={4} />}
      {data && <RegionForm key={data.region} cabinetId={cabinetId} region={data.region} />}
      {data?.region && shown !== undefined && (
        <>
          <Days key={`${data.region} ${shown}`} cabinetId={cabinetId} holidays={data} year={shown} />
          <Actions>
            <Button kind="quiet" onClick={() => setYear(shown - 1)}>
              {shown - 1}
            </Button>
            <Button kind="quiet" onClick={() => setYear(shown + 1)}>
              {shown + 1}
            </Button>
          </Actions>
        </>
      )}
    </Section>
  );
}

const yearOf = (holidays: PublicHolidays | undefined): number | undefined => {
  const first = holidays?.items[0]?.date;
  return first === undefined ? undefined : Number(first.slice(0, 4));
};

function useUpdate(cabinetId: string) {
  const veza = useVeza();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: UpdatePublicHolidaysBody) => veza.updatePublicHolidays({ path: { id: cabinetId }, body }),
    onSuccess: () => Promise.all([holidaysKey(cabinetId), CALENDAR].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
}

function RegionForm({ cabinetId, region }: { cabinetId: string; region: string | null }) {
  const t = useTranslations('practice.holidays');
  const save = useUpdate(cabinetId);
  const fault = useFieldFaults(save.error);
  return (
    <Form
      error={save.error}
      onSubmit={(form) => {
        const text = textOf(form, 'region').trim();
        save.mutate({ region: text === '' ? null : text });
      }}
    >
      <TextField
        label={t('region')}
        hint={t('regionHint')}
        name="region"
        maxLength={30}
        autoComplete="off"
        defaultValue={region ?? ''}
        fault={fault('region')}
      />
      <div>
        <Button type="submit" busy={save.isPending}>
          {t('saveRegion')}
        </Button>
      </div>
    </Form>
  );
}

/** What is ticked is closed. The choice is by holiday, so it holds in every year. */
function Days({ cabinetId, holidays, year }: { cabinetId: string; holidays: PublicHolidays; year: number }) {
  const t = useTranslations('practice.holidays');
  const format = useFormatter();
  const save = useUpdate(cabinetId);
  const present = useHolidays(cabinetId, undefined);
  return (
    <Form
      error={save.error}
      onSubmit={(form) => {
        const here = holidays.items.map(({ key }) => key);
        // Holidays that are not in every year keep their choice.
        const kept = (present.data?.items ?? [])
          .filter(({ key, closed }) => !closed && !here.includes(key))
          .map(({ key }) => key);
        save.mutate({ open: [...new Set([...kept, ...here.filter((key) => !form.has(key))])] });
      }}
    >
      {save.isSuccess && <Note>{t('saved')}</Note>}
      <fieldset className={styles.choices}>
        <legend>{t('closed', { year: String(year) })}</legend>
        {holidays.items.map(({ date, name, key, closed }) => (
          <CheckField
            key={`${date} ${key}`}
            name={key}
            label={`${format.dateTime(noonOf(date), { weekday: 'short', day: 'numeric', month: 'long', timeZone: 'UTC' })} · ${name}`}
            defaultChecked={closed}
          />
        ))}
      </fieldset>
      <div>
        <Button kind="primary" type="submit" busy={save.isPending}>
          {t('saveDays')}
        </Button>
      </div>
    </Form>
  );
}

import { useMutation } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { CabinetPage, JoinWaitingListBody } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { addDays, dateIn } from '../../calendar/dates.js';
import { useVeza } from '../../session/session-context.js';
import { BackLink } from '../../ui/back-link.js';
import { ErrorNote } from '../../ui/error-note.js';
import { textOf } from '../../ui/form.js';
import { Note } from '../../ui/note.js';
import { Page } from '../../ui/page.js';
import { Section } from '../../ui/section.js';
import { SelectField } from '../../ui/select-field.js';
import { Skeleton } from '../../ui/skeleton.js';
import { TextField } from '../../ui/text-field.js';
import { useFieldFaults } from '../../ui/use-field-faults.js';
import { PatientForm } from './patient-form.js';
import styles from './patient-form.module.css';
import { Proof } from './proof.js';
import type { Wanted } from './search.js';
import { isType, TYPES } from './types.js';
import { useCabinet } from './use-cabinet.js';

const route = getRouteApi('/shared/book/$cabinet/wait');
const TREATMENT = 'treatment ';
/** The API takes as many days. */
const LONGEST_DAYS = 92;

/** Onto the waiting list of a cabinet: who waits, for what, and between which dates. */
export function WaitPage() {
  const t = useTranslations('booking');
  const { cabinet: name } = route.useParams();
  const { data: cabinet, error, refetch } = useCabinet(name);
  const [visit, setVisit] = useState<string>();
  return (
    <Page
      title={t('wait.title')}
      width="narrow"
      back={
        <BackLink to="/book/$cabinet" params={{ cabinet: name }}>
          {cabinet?.name ?? t('confirm.back')}
        </BackLink>
      }
    >
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {!cabinet && !error && <Skeleton label={t('loading')} />}
      {cabinet && visit === undefined && (
        <Section title={t('proof.title')} hint={t('wait.hint')}>
          <Proof cabinet={name} onVisit={setVisit} />
        </Section>
      )}
      {cabinet && visit !== undefined && <Wish cabinet={cabinet} name={name} visit={visit} />}
    </Page>
  );
}

function Wish({ cabinet, name, visit }: { cabinet: CabinetPage; name: string; visit: string }) {
  const t = useTranslations('booking');
  const veza = useVeza();
  const { type = 'consultation', treatment, practitioner = 'any' }: Wanted = route.useSearch();
  const { treatments = [] } = cabinet;
  const wanted = treatments.find(({ id }) => id === treatment);
  const today = dateIn(cabinet.timezone);
  const join = useMutation({
    mutationFn: (body: JoinWaitingListBody) => veza.joinWaitingList({ path: { cabinet: name }, body }),
  });
  const fault = useFieldFaults(join.error);
  if (join.isSuccess)
    return (
      <Note>
        <p>{t('wait.done')}</p>
      </Note>
    );
  return (
    <Section title={t('wait.wish')} hint={t('wait.hint')}>
      {join.error && <ErrorNote error={join.error} />}
      <PatientForm
        cabinetId={cabinet.id}
        busy={join.isPending}
        submit={t('wait.submit')}
        onSubmit={(patient, form) => {
          const chosen = textOf(form, 'type');
          const of = treatments.find(({ id }) => TREATMENT + id === chosen);
          join.mutate({
            visit,
            patient,
            type: isType(chosen) ? chosen : (of?.type ?? type),
            ...(of && { treatmentId: of.id }),
            practitionerId: textOf(form, 'practitioner'),
            dateFrom: textOf(form, 'dateFrom'),
            dateTo: textOf(form, 'dateTo'),
          });
        }}
      >
        <div className={styles.pair}>
          <SelectField
            label={t('type')}
            name="type"
            defaultValue={wanted ? TREATMENT + wanted.id : type}
            options={[
              ...treatments.map(({ id, name: label }) => ({ value: TREATMENT + id, label })),
              ...TYPES.map((value) => ({ value: String(value), label: t(`types.${value}`) })),
            ]}
          />
          <SelectField
            label={t('practitioner')}
            name="practitioner"
            defaultValue={practitioner}
            options={[
              { value: 'any', label: t('wait.anybody') },
              ...cabinet.practitioners.map(({ id, firstName, lastName }) => ({ value: id, label: `${firstName} ${lastName}` })),
            ]}
          />
        </div>
        <div className={styles.pair}>
          <TextField
            label={t('wait.from')}
            name="dateFrom"
            type="date"
            required
            min={today}
            defaultValue={today}
            fault={fault('dateFrom')}
          />
          <TextField
            label={t('wait.to')}
            name="dateTo"
            type="date"
            required
            min={today}
            max={addDays(today, LONGEST_DAYS)}
            defaultValue={addDays(today, 14)}
            fault={fault('dateTo')}
          />
        </div>
      </PatientForm>
    </Section>
  );
}

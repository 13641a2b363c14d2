import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { CabinetPage as Cabinet } from '@veza/sdk';
import { useFormatter, useTranslations } from 'use-intl';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { CalendarIcon } from '../../ui/icons.js';
import { LinkButton } from '../../ui/link-button.js';
import { Page } from '../../ui/page.js';
import { Section } from '../../ui/section.js';
import { SelectField } from '../../ui/select-field.js';
import { Skeleton } from '../../ui/skeleton.js';
import type { Wanted } from './search.js';
import { CabinetFacts } from './cabinet-facts.js';
import styles from './cabinet.page.module.css';
import { FreeTimes } from './free-times.js';
import { isType, TYPES } from './types.js';
import { useCabinet } from './use-cabinet.js';

const route = getRouteApi('/shared/book/$cabinet');
const ANY = 'any';
/** Practitioners whose free times are read at once, for a patient who takes any of them. */
const MOST_TOGETHER = 8;

/** The public page of a cabinet: who works there, and when they are free. */
export function CabinetPage() {
  const t = useTranslations('booking');
  const { cabinet: name } = route.useParams();
  const { data: cabinet, error, refetch } = useCabinet(name);
  return (
    <Page title={cabinet?.name ?? t('cabinet.title')}>
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {!cabinet && !error && <Skeleton label={t('loading')} lines={5} />}
      {cabinet && <CabinetFacts cabinet={cabinet} />}
      {cabinet && <Choose cabinet={cabinet} />}
    </Page>
  );
}

function Choose({ cabinet }: { cabinet: Cabinet }) {
  const t = useTranslations('booking');
  const navigate = useNavigate({ from: '/book/$cabinet' });
  const { cabinet: name } = route.useParams();
  const format = useFormatter();
  const search: Wanted = route.useSearch();
  const { type = 'consultation', from } = search;
  const treatments = cabinet.treatments ?? [];
  const treatment = treatments.find(({ id }) => id === search.treatment);
  const offered = treatment?.practitionerIds ?? [];
  const practitioners = cabinet.practitioners.filter(({ id }) => offered.length === 0 || offered.includes(id));
  const practitioner = practitioners.find(({ id }) => id === search.practitioner) ?? practitioners[0];
  const isAnyOffered = practitioners.length > 1 && practitioners.length <= MOST_TOGETHER;
  const isAny = isAnyOffered && search.practitioner === ANY;
  const ofTreatment = treatment && { treatmentId: treatment.id };
  if (!practitioner)
    return (
      <EmptyState icon={<CalendarIcon />} title={t('cabinet.nobody')}>
        <p>{t('cabinet.nobodyHint')}</p>
      </EmptyState>
    );
  const withWhom = isAny ? ANY : practitioner.id;
  const cost = ({ amount, currency }: { amount: string; currency: string }) =>
    format.number(Number(amount), { style: 'currency', currency });
  const want = (change: { [Name in keyof Wanted]: Wanted[Name] | undefined }) =>
    void navigate({ search: (before: Wanted) => ({ ...before, ...change }), replace: true, resetScroll: false });
  return (
    <Section title={t('cabinet.choose')}>
      <div className={styles.wishes}>
        <SelectField
          label={t('type')}
          value={treatment?.id ?? type}
          options={[
            ...treatments.map(({ id, name, price }) => ({ value: id, label: price ? `${name} · ${cost(price)}` : name })),
            ...TYPES.map((value) => ({ value: String(value), label: t(`types.${value}`) })),
          ]}
          onChange={({ target: { value } }) => {
            if (isType(value)) want({ type: value, treatment: undefined });
            else want({ type: treatments.find(({ id }) => id === value)?.type, treatment: value });
          }}
        />
        <SelectField
          label={t('practitioner')}
          value={withWhom}
          options={[
            ...(isAnyOffered ? [{ value: ANY, label: t('wait.anybody') }] : []),
            ...practitioners.map(({ id, firstName, lastName }) => ({ value: id, label: `${firstName} ${lastName}` })),
          ]}
          onChange={({ target: { value } }) => want({ practitioner: value })}
        />
      </div>
      {treatment && treatment.description !== '' && <p>{treatment.description}</p>}
      <FreeTimes
        wanted={{
          ...{ cabinet: name, practitionerId: practitioner.id, type, ...ofTreatment },
          duration: treatment?.duration ?? Math.min(30, cabinet.longest),
        }}
        together={isAny ? practitioners.map(({ id }) => id) : undefined}
        zone={cabinet.timezone}
        from={from}
        onNothing={
          <LinkButton
            to="/book/$cabinet/wait"
            params={{ cabinet: name }}
            search={{ practitioner: withWhom, type, ...(treatment && { treatment: treatment.id }) }}
          >
            {t('wait.join')}
          </LinkButton>
        }
        onWeek={(date) => want({ from: date })}
        onChoose={({ startTime, duration, practitionerId }) =>
          void navigate({
            to: '/book/$cabinet/confirm',
            params: { cabinet: name },
            search: {
              ...{ practitioner: practitionerId, type, at: startTime, minutes: duration },
              ...(treatment && { treatment: treatment.id }),
            },
          })
        }
      />
    </Section>
  );
}

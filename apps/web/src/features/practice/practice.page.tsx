import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { Cabinet } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { addDays, dateIn, mondayOf, placeOf } from '../../calendar/dates.js';
import { WeekSwitch } from '../../calendar/week-switch.js';
import { useMe } from '../../session/use-me.js';
import { Button } from '../../ui/button.js';
import { Choice } from '../../ui/choice.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { CalendarIcon, PeopleIcon } from '../../ui/icons.js';
import { LinkButton } from '../../ui/link-button.js';
import { Page } from '../../ui/page.js';
import { SelectField } from '../../ui/select-field.js';
import { Skeleton } from '../../ui/skeleton.js';
import { CalendarView } from './calendar-view.js';
import styles from './practice.page.module.css';
import { type CalendarSearch, type View, VIEWS } from './search.js';
import { useCabinets, usePractitioners } from './use-practice.js';

const route = getRouteApi('/signed-in/practice');

/** The calendar of the people who work in a cabinet. */
export function PracticePage() {
  const t = useTranslations('practice');
  const search: CalendarSearch = route.useSearch();
  const cabinets = useCabinets();
  const cabinet = cabinets.data?.find(({ id }) => id === search.cabinet) ?? cabinets.data?.[0];
  return (
    <Page
      title={t('title')}
      aside={
        cabinet && (
          <LinkButton to="/practice/patients" search={{ cabinet: cabinet.id }}>
            <PeopleIcon />
            {t('patients.title')}
          </LinkButton>
        )
      }
    >
      {cabinets.isPending && <Skeleton label={t('loading')} lines={6} />}
      {cabinets.error && <ErrorNote error={cabinets.error} retry={() => void cabinets.refetch()} />}
      {cabinets.data?.length === 0 && (
        <EmptyState icon={<CalendarIcon />} title={t('none')}>
          <p>{t('noneHint')}</p>
        </EmptyState>
      )}
      {cabinet && <Calendar key={cabinet.id} cabinet={cabinet} cabinets={cabinets.data ?? []} search={search} />}
    </Page>
  );
}

function Calendar({ cabinet, cabinets, search }: { cabinet: Cabinet; cabinets: Cabinet[]; search: CalendarSearch }) {
  const t = useTranslations('practice');
  const calendar = useTranslations('calendar');
  const navigate = useNavigate({ from: '/practice' });
  const { data: me } = useMe();
  const { data: practitioners, error, refetch } = usePractitioners(cabinet.id);
  const own = practitioners?.find(({ userId }) => userId === String(me?.id));
  const practitioner = practitioners?.find(({ id }) => id === search.practitioner) ?? own ?? practitioners?.[0];
  const view: View = search.view ?? (matchMedia('(width < 48rem)').matches ? 'day' : 'week');
  const today = dateIn(cabinet.timezone);
  const date = search.date ?? today;
  const first = view === 'week' ? mondayOf(date) : date;
  const last = view === 'week' ? addDays(first, 6) : date;
  const want = (change: CalendarSearch) => void navigate({ search: { ...search, ...change }, replace: true, resetScroll: false });
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />;
  if (!practitioners || !me) return <Skeleton label={t('loading')} lines={6} />;
  if (!practitioner) return <EmptyState icon={<CalendarIcon />} title={t('nobody')} />;
  return (
    <>
      <div className={styles.bar}>
        {cabinets.length > 1 && (
          <SelectField
            label={t('cabinet')}
            value={cabinet.id}
            options={cabinets.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={({ target }) => void navigate({ search: { cabinet: target.value }, replace: true })}
          />
        )}
        <SelectField
          label={t('practitioner')}
          value={practitioner.id}
          options={practitioners.map(({ id, firstName, lastName }) => ({ value: id, label: `${firstName} ${lastName}` }))}
          onChange={({ target }) => want({ practitioner: target.value })}
        />
        <Choice<View>
          label={t('view')}
          value={view}
          options={VIEWS.map((value) => ({ value, label: t(`views.${value}`) }))}
          onChange={(value) => want({ view: value })}
        />
      </div>
      <div className={styles.dates}>
        <WeekSwitch first={first} last={last} step={view === 'week' ? 7 : 1} onChange={(next) => want({ date: next })} />
        <Button kind="quiet" onClick={() => want({ date: today })}>
          {calendar('today')}
        </Button>
      </div>
      <p className={styles.zone}>{t('zone', { cabinet: cabinet.name, place: placeOf(cabinet.timezone) })}</p>
      <CalendarView
        zone={cabinet.timezone}
        range={{ cabinetId: cabinet.id, practitionerId: practitioner.id, dateFrom: first, dateTo: last }}
      />
    </>
  );
}

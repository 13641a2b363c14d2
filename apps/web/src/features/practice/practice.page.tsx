import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { Cabinet } from '@veza/sdk';
import { useNow, useTranslations } from 'use-intl';
import { addDays, dateIn, isOtherClock, mondayOf, OWN_ZONE, placeOf } from '../../calendar/dates.js';
import { WeekSwitch } from '../../calendar/week-switch.js';
import { Button } from '../../ui/button.js';
import { Choice } from '../../ui/choice.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { CalendarIcon } from '../../ui/icons.js';
import { Skeleton } from '../../ui/skeleton.js';
import { CalendarView } from './calendar-view.js';
import { FacilityField } from './facility-field.js';
import { PracticeFrame } from './practice-frame.js';
import styles from './practice.page.module.css';
import { PractitionerField } from './practitioner-field.js';
import { type CalendarSearch, type View, VIEWS } from './search.js';
import { useFacilities } from './use-facilities.js';
import { useTeam } from './use-team.js';

const route = getRouteApi('/shared/signed-in/practice');
const ALL = 'all';
/** Columns of one day. A larger cabinet chooses a practitioner to see the others. */
const MOST_COLUMNS = 20;

/** The calendar of the people who work in a cabinet. */
export function PracticePage() {
  const t = useTranslations('practice');
  const search: CalendarSearch = route.useSearch();
  return (
    <PracticeFrame title={t('title')} chosen={search.cabinet}>
      {(cabinet) => <Calendar cabinet={cabinet} search={search} />}
    </PracticeFrame>
  );
}

function Calendar({ cabinet, search }: { cabinet: Cabinet; search: CalendarSearch }) {
  const t = useTranslations('practice');
  const calendar = useTranslations('calendar');
  const navigate = useNavigate({ from: '/practice' });
  const now = useNow();
  const { team, practitioner, error, refetch } = useTeam(cabinet.id, search.practitioner);
  const { data: facilities = [] } = useFacilities(cabinet.id);
  const facility = facilities.find(({ id }) => id === search.facility);
  const view: View = search.view ?? (matchMedia('(width < 48rem)').matches ? 'day' : 'week');
  const today = dateIn(cabinet.timezone);
  const date = search.date ?? today;
  const first = view === 'week' ? mondayOf(date) : date;
  const last = view === 'week' ? addDays(first, 6) : date;
  const want = (change: CalendarSearch) => void navigate({ search: { ...search, ...change }, replace: true, resetScroll: false });
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />;
  if (!team) return <Skeleton label={t('loading')} lines={6} />;
  if (!practitioner) return <EmptyState icon={<CalendarIcon />} title={t('nobody')} />;
  const isAll = view === 'day' && team.length > 1 && practitioner.id !== search.practitioner;
  const shown = isAll ? team.slice(0, MOST_COLUMNS) : [practitioner];
  return (
    <>
      <div className={styles.bar}>
        <WeekSwitch first={first} last={last} step={view === 'week' ? 7 : 1} onChange={(next) => want({ date: next })} />
        <Button kind="quiet" onClick={() => want({ date: today })}>
          {calendar('today')}
        </Button>
        <Choice<View>
          label={t('view')}
          value={view}
          options={VIEWS.map((value) => ({ value, label: t(`views.${value}`) }))}
          onChange={(value) => want({ view: value })}
        />
        <PractitionerField
          team={team}
          value={isAll ? ALL : practitioner.id}
          {...(view === 'day' && team.length > 1 && { first: { value: ALL, label: t('allPractitioners') } })}
          onChange={(id) => want({ practitioner: id })}
        />
        {facilities.length > 0 && (
          <FacilityField facilities={facilities} value={facility?.id} onChange={(id) => want({ facility: id })} />
        )}
        <Button onClick={() => print()}>{t('print')}</Button>
      </div>
      {isOtherClock(cabinet.timezone, OWN_ZONE, now) && (
        <p className={styles.zone}>{t('zone', { cabinet: cabinet.name, place: placeOf(cabinet.timezone) })}</p>
      )}
      {isAll && team.length > MOST_COLUMNS && <p className={styles.zone}>{t('first', { count: MOST_COLUMNS })}</p>}
      {facility && <p className={styles.zone}>{t('facilities.only', { name: facility.name })}</p>}
      <CalendarView cabinet={cabinet} facilityId={facility?.id} shown={shown} team={team} dateFrom={first} dateTo={last} />
    </>
  );
}

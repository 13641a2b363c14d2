import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { Cabinet } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { addDays, dateIn, mondayOf, placeOf } from '../../calendar/dates.js';
import { WeekSwitch } from '../../calendar/week-switch.js';
import { Button } from '../../ui/button.js';
import { Choice } from '../../ui/choice.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { CalendarIcon } from '../../ui/icons.js';
import { Skeleton } from '../../ui/skeleton.js';
import { CalendarView } from './calendar-view.js';
import { PracticeFrame } from './practice-frame.js';
import styles from './practice.page.module.css';
import { PractitionerField } from './practitioner-field.js';
import { type CalendarSearch, type View, VIEWS } from './search.js';
import { useTeam } from './use-team.js';

const route = getRouteApi('/shared/signed-in/practice');

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
  const { team, practitioner, error, refetch } = useTeam(cabinet.id, search.practitioner);
  const view: View = search.view ?? (matchMedia('(width < 48rem)').matches ? 'day' : 'week');
  const today = dateIn(cabinet.timezone);
  const date = search.date ?? today;
  const first = view === 'week' ? mondayOf(date) : date;
  const last = view === 'week' ? addDays(first, 6) : date;
  const want = (change: CalendarSearch) => void navigate({ search: { ...search, ...change }, replace: true, resetScroll: false });
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />;
  if (!team) return <Skeleton label={t('loading')} lines={6} />;
  if (!practitioner) return <EmptyState icon={<CalendarIcon />} title={t('nobody')} />;
  return (
    <>
      <div className={styles.bar}>
        <PractitionerField team={team} value={practitioner.id} onChange={(id) => want({ practitioner: id })} />
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

import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { Appointment, Cabinet } from '@veza/sdk';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { addDays, dateIn, noonOf } from '../../calendar/dates.js';
import { WeekSwitch } from '../../calendar/week-switch.js';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { CalendarIcon } from '../../ui/icons.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';
import { TextField } from '../../ui/text-field.js';
import { useSettled } from '../../ui/use-settled.js';
import styles from './free.page.module.css';
import { ANY, NewAppointmentDialog } from './new-appointment-dialog.js';
import { PracticeFrame } from './practice-frame.js';
import { PractitionerField } from './practitioner-field.js';
import type { CalendarSearch } from './search.js';
import { TypeField } from './type-field.js';
import { CALENDAR, inCabinet, usePractitioners } from './use-practice.js';

const route = getRouteApi('/shared/signed-in/practice/free');
const DAYS = 7;

/** The next free times of one practitioner or of anybody, for a patient who calls. */
export function FreePage() {
  const t = useTranslations('practice.free');
  const search: CalendarSearch = route.useSearch();
  return (
    <PracticeFrame title={t('title')} chosen={search.cabinet}>
      {(cabinet) => <Free cabinet={cabinet} search={search} />}
    </PracticeFrame>
  );
}

function Free({ cabinet, search }: { cabinet: Cabinet; search: CalendarSearch }) {
  const t = useTranslations('practice');
  const veza = useVeza();
  const navigate = useNavigate({ from: '/practice/free' });
  const { data: team = [] } = usePractitioners(cabinet.id);
  const [type, setType] = useState<Appointment['type']>('consultation');
  const [minutes, setMinutes] = useState('');
  const [chosen, setChosen] = useState<string>();
  const today = dateIn(cabinet.timezone);
  const dateFrom = search.date !== undefined && search.date > today ? search.date : today;
  const dateTo = addDays(dateFrom, DAYS - 1);
  const practitionerId = team.find(({ id }) => id === search.practitioner)?.id ?? ANY;
  const typed = Number(useSettled(minutes));
  const duration = Number.isInteger(typed) && typed >= 5 && typed <= 720 ? typed : undefined;
  const want = (change: CalendarSearch) => void navigate({ search: { ...search, ...change }, replace: true, resetScroll: false });
  const query = { dateFrom, dateTo, type, ...(duration !== undefined && { duration }) };
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [...CALENDAR, 'free', cabinet.id, query],
    queryFn: async ({ signal }) => (await veza.listFreeTimes({ query, headers: inCabinet(cabinet.id), signal })).data,
    staleTime: 0, // colleagues and patients book
  });
  const times =
    practitionerId === ANY
      ? data?.startTimes
      : data?.practitioners.find((each) => each.practitionerId === practitionerId)?.startTimes;
  return (
    <>
      <div className={styles.wishes}>
        <PractitionerField
          team={team}
          value={practitionerId}
          first={{ value: ANY, label: t('waiting.anybody') }}
          onChange={(practitioner) => want({ practitioner })}
        />
        <TypeField onChange={setType} />
        <TextField
          label={t('series.duration')}
          hint={t('free.durationHint')}
          type="number"
          min={5}
          max={720}
          value={minutes}
          onChange={({ target }) => setMinutes(target.value)}
        />
      </div>
      <WeekSwitch first={dateFrom} last={dateTo} earliest={today} onChange={(date) => want({ date })} />
      {isPending && <Skeleton label={t('free.loading')} lines={5} />}
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {times?.length === 0 && <EmptyState icon={<CalendarIcon />} title={t('free.none')} />}
      {byDate(times ?? []).map(([date, ofDate]) => (
        <Day key={date} date={date} times={ofDate} onChoose={setChosen} />
      ))}
      {chosen !== undefined && (
        <NewAppointmentDialog
          wanted={{
            cabinetId: cabinet.id,
            practitionerId,
            date: chosen.slice(0, 10),
            time: chosen.slice(11, 16),
            type,
            duration,
          }}
          zone={cabinet.timezone}
          onClose={() => setChosen(undefined)}
        />
      )}
    </>
  );
}

function Day({ date, times, onChoose }: { date: string; times: readonly string[]; onChoose(time: string): void }) {
  const format = useFormatter();
  const name = format.dateTime(noonOf(date), { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
  return (
    <Section title={name}>
      <ul className={styles.times}>
        {times.map((time) => (
          <li key={time}>
            <Button onClick={() => onChoose(time)}>
              <span className="visually-hidden">{name}, </span>
              {time.slice(11, 16)}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The API writes times on the clock of the cabinet, with their offset. */
function byDate(times: readonly string[]): [string, string[]][] {
  const days = new Map<string, string[]>();
  for (const time of times) days.set(time.slice(0, 10), [...(days.get(time.slice(0, 10)) ?? []), time]);
  return [...days];
}

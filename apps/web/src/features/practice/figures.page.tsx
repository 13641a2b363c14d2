import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { AnalyticsOverview, Cabinet } from '@veza/sdk';
import { useFormatter, useTranslations } from 'use-intl';
import { addDays, dateIn, noonOf } from '../../calendar/dates.js';
import { isDate } from '../../calendar/is-date.js';
import { useVeza } from '../../session/session-context.js';
import { Choice } from '../../ui/choice.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';
import { TextField } from '../../ui/text-field.js';
import { BarChart } from './bar-chart.js';
import { FigureTable } from './figure-table.js';
import styles from './figures.page.module.css';
import { KeyFigures } from './key-figures.js';
import { PracticeFrame } from './practice-frame.js';
import { PractitionerField } from './practitioner-field.js';
import { type FiguresSearch, type Interval, INTERVALS } from './search.js';
import { TYPES } from './type-field.js';
import { inCabinet, usePractitioners } from './use-practice.js';

const route = getRouteApi('/shared/signed-in/practice/figures');
const ALL = 'all';
const ORIGINS = ['staff', 'patient', 'public', 'waiting_list'] as const;
const STYLES = {
  day: { dateStyle: 'medium' },
  week: { dateStyle: 'medium' },
  month: { month: 'short', year: 'numeric' },
} as const;

/** What was booked, kept, missed and cancelled: as numbers, as plots and as tables. */
export function FiguresPage() {
  const t = useTranslations('practice.figures');
  const search: FiguresSearch = route.useSearch();
  return (
    <PracticeFrame title={t('title')} chosen={search.cabinet}>
      {(cabinet) => <Figures cabinet={cabinet} search={search} />}
    </PracticeFrame>
  );
}

function Figures({ cabinet, search }: { cabinet: Cabinet; search: FiguresSearch }) {
  const t = useTranslations('practice');
  const veza = useVeza();
  const navigate = useNavigate({ from: '/practice/figures' });
  const { data: team = [] } = usePractitioners(cabinet.id);
  const today = dateIn(cabinet.timezone);
  const { from = addDays(today, -90), to = addDays(today, 30), interval = 'week' } = search;
  const practitionerId = team.find(({ id }) => id === search.practitioner)?.id;
  const want = (change: FiguresSearch) => void navigate({ search: { ...search, ...change }, replace: true, resetScroll: false });
  const query = { dateFrom: from, dateTo: to, interval, ...(practitionerId !== undefined && { practitionerId }) };
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['figures', cabinet.id, query],
    queryFn: async ({ signal }) => (await veza.getAnalyticsOverview({ query, headers: inCabinet(cabinet.id), signal })).data,
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <div className={styles.wishes}>
        <TextField
          label={t('figures.from')}
          type="date"
          defaultValue={from}
          onChange={({ target: { value } }) => isDate(value) && want({ from: value })}
        />
        <TextField
          label={t('figures.to')}
          type="date"
          defaultValue={to}
          onChange={({ target: { value } }) => isDate(value) && want({ to: value })}
        />
        <PractitionerField
          team={team}
          value={practitionerId ?? ALL}
          first={{ value: ALL, label: t('allPractitioners') }}
          onChange={(practitioner) => want({ practitioner })}
        />
        <Choice<Interval>
          label={t('figures.interval')}
          value={interval}
          options={INTERVALS.map((value) => ({ value, label: t(`figures.intervals.${value}`) }))}
          onChange={(value) => want({ interval: value })}
        />
      </div>
      {isPending && <Skeleton label={t('loading')} lines={6} />}
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {data && <Overview overview={data} />}
    </>
  );
}

function Overview({ overview }: { overview: AnalyticsOverview }) {
  const t = useTranslations('practice.figures');
  const booking = useTranslations('booking');
  const format = useFormatter();
  const name = (date: string) => format.dateTime(noonOf(date), { ...STYLES[overview.interval], timeZone: 'UTC' });
  const { byType, byOrigin, byPractitioner, series } = overview;
  return (
    <>
      <Section title={t('total')}>
        <KeyFigures figures={overview} />
      </Section>
      <Section title={t('series')}>
        <BarChart
          label={t('series')}
          layers={[t('kept'), t('missed'), t('cancelled')]}
          bars={series.map(({ date, total, byStatus }) => ({
            name: name(date),
            values: [total - byStatus.cancelled - byStatus.no_show, byStatus.no_show, byStatus.cancelled],
          }))}
        />
      </Section>
      <Section title={t('byPractitioner')}>
        <FigureTable
          label={t('byPractitioner')}
          rows={byPractitioner.map(({ practitionerId, firstName, lastName, total, fillRate }) => ({
            key: practitionerId,
            name: `${firstName} ${lastName}`,
            count: total,
            share: fillRate,
          }))}
          shareName={t('fillRate')}
        />
      </Section>
      <Section title={t('byType')}>
        <FigureTable label={t('byType')} rows={rowsOf(TYPES, byType, (type) => booking(`types.${type}`))} />
      </Section>
      <Section title={t('byOrigin')}>
        <FigureTable label={t('byOrigin')} rows={rowsOf(ORIGINS, byOrigin, (origin) => t(`origins.${origin}`))} />
      </Section>
    </>
  );
}

function rowsOf<Name extends string>(names: readonly Name[], counts: Record<Name, number>, nameOf: (name: Name) => string) {
  const total = names.reduce((sum, name) => sum + counts[name], 0);
  return names.map((name) => ({
    key: name,
    name: nameOf(name),
    count: counts[name],
    share: total === 0 ? null : counts[name] / total,
  }));
}

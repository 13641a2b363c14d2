import { useQuery } from '@tanstack/react-query';
import type { Track, TrackPlays as Plays } from '@veza/sdk';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Choice } from '../../ui/choice.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';
import styles from './track-plays.module.css';

const RANGES = ['30', '90', '366'] as const;
type Range = (typeof RANGES)[number];

/** How often a track was heard on each day, for its owner: as a drawing, and as a table with the same numbers. */
export function TrackPlays({ track: { id } }: { track: Track }) {
  const t = useTranslations('tracks.playsByDay');
  const veza = useVeza();
  const [range, setRange] = useState<Range>('30');
  const { data, error, refetch } = useQuery({
    queryKey: ['track', id, 'plays', range],
    queryFn: async ({ signal }) => (await veza.getTrackPlays({ path: { id }, query: { days: Number(range) }, signal })).data,
  });
  return (
    <Section title={t('title')} hint={t('hint')}>
      <Choice<Range>
        label={t('range')}
        value={range}
        options={RANGES.map((days) => ({ value: days, label: t('days', { count: Number(days) }) }))}
        onChange={setRange}
      />
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton label={t('loading')} />}
      {data && <PlaysOf plays={data} />}
    </Section>
  );
}

function PlaysOf({ plays: { days, total } }: { plays: Plays }) {
  const t = useTranslations('tracks.playsByDay');
  const format = useFormatter();
  const dateOf = (day: string) => format.dateTime(new Date(`${day}T00:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' });
  const heard = days.filter(({ plays }) => plays > 0).toReversed();
  if (total === 0) return <p>{t('none')}</p>;
  const most = Math.max(...days.map(({ plays }) => plays));
  const [first, last] = [days[0], days.at(-1)];
  return (
    <>
      <p>{t('sum', { total, most })}</p>
      <svg viewBox={`0 0 ${days.length} 100`} preserveAspectRatio="none" className={styles.plot} aria-hidden>
        <path d={days.map(({ plays }, at) => (plays === 0 ? '' : `M${at + 0.5} 100V${100 - (plays / most) * 98}`)).join('')} />
      </svg>
      <p className={styles.ends} aria-hidden>
        <span>{first && dateOf(first.day)}</span>
        <span>{last && dateOf(last.day)}</span>
      </p>
      <details>
        <summary>{t('table')}</summary>
        <div className={styles.rows} tabIndex={0} role="group" aria-label={t('table')}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('day')}</th>
                <th scope="col">{t('plays')}</th>
              </tr>
            </thead>
            <tbody>
              {heard.map(({ day, plays }) => (
                <tr key={day}>
                  <th scope="row">{dateOf(day)}</th>
                  <td>{format.number(plays)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}

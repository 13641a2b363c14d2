import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { Cabinet } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { CalendarIcon } from '../../ui/icons.js';
import { Skeleton } from '../../ui/skeleton.js';
import { ImportsSection } from './imports-section.js';
import { OtherHoursForm } from './other-hours-form.js';
import { PracticeFrame } from './practice-frame.js';
import { PractitionerField } from './practitioner-field.js';
import { PractitionerForm } from './practitioner-form.js';
import type { HoursSearch } from './search.js';
import { useTeam } from './use-team.js';
import { WeekForm } from './week-form.js';

const route = getRouteApi('/shared/signed-in/practice/hours');

/** When a practitioner works: every week, on single dates, and the rules for bookings. */
export function HoursPage() {
  const t = useTranslations('practice.hours');
  const { cabinet: chosen, practitioner }: HoursSearch = route.useSearch();
  return (
    <PracticeFrame title={t('title')} chosen={chosen}>
      {(cabinet) => <Hours cabinet={cabinet} chosen={practitioner} />}
    </PracticeFrame>
  );
}

function Hours({ cabinet, chosen }: { cabinet: Cabinet; chosen: string | undefined }) {
  const t = useTranslations('practice');
  const navigate = useNavigate({ from: '/practice/hours' });
  const { team, practitioner, error, refetch } = useTeam(cabinet.id, chosen);
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />;
  if (!team) return <Skeleton label={t('loading')} lines={6} />;
  if (!practitioner) return <EmptyState icon={<CalendarIcon />} title={t('nobody')} />;
  return (
    <>
      <PractitionerField
        team={team}
        value={practitioner.id}
        onChange={(id) => void navigate({ search: { cabinet: cabinet.id, practitioner: id }, replace: true })}
      />
      <WeekForm key={`${practitioner.id} week`} practitioner={practitioner} zone={cabinet.timezone} />
      <OtherHoursForm key={`${practitioner.id} dates`} practitioner={practitioner} zone={cabinet.timezone} />
      <PractitionerForm key={`${practitioner.id} rules`} practitioner={practitioner} />
      <ImportsSection key={`${practitioner.id} imports`} practitioner={practitioner} />
    </>
  );
}

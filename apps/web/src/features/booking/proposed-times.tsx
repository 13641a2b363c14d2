import { useQuery } from '@tanstack/react-query';
import type { PatientAppointment } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { ZonedTime } from '../../calendar/zoned-time.js';
import { useVeza } from '../../session/session-context.js';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Note } from '../../ui/note.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';
import type { NewTime } from './confirm-move.js';

interface ProposedTimesProps {
  appointment: PatientAppointment;
  onChoose(time: NewTime): void;
}

/** What the cabinet proposes: the next free times, also of others where the practitioner is away. */
export function ProposedTimes({ appointment, onChoose }: ProposedTimesProps) {
  const t = useTranslations('booking');
  const veza = useVeza();
  const { id, cabinet, practitionerId } = appointment;
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['proposal', id],
    queryFn: async ({ signal }) => (await veza.getOwnProposal({ path: { id }, signal })).data,
    staleTime: 0, // other people book
  });
  const times = data?.times.filter((time) => data.isNeeded || time.practitionerId === practitionerId) ?? [];
  if (data && times.length === 0) return null;
  return (
    <Section title={t('move.proposed')}>
      {data?.isNeeded && <Note>{t('move.needed')}</Note>}
      {isPending && <Skeleton label={t('loading')} lines={2} />}
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      <Actions>
        {times.map((time) => (
          <Button
            key={`${time.startTime} ${time.practitionerId}`}
            onClick={() =>
              onChoose({
                startTime: time.startTime,
                ...(time.practitionerId !== practitionerId && { practitionerId: time.practitionerId }),
              })
            }
          >
            <span>
              <ZonedTime at={time.startTime} zone={cabinet.timezone} />
              {time.practitionerId !== practitionerId && `, ${time.practitioner}`}
            </span>
          </Button>
        ))}
      </Actions>
    </Section>
  );
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Appointment, Cabinet, Proposal } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { TakenNote } from '../../calendar/taken-note.js';
import { ZonedTime } from '../../calendar/zoned-time.js';
import { useVeza } from '../../session/session-context.js';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Item } from '../../ui/item-list.js';
import { LoadedList } from '../../ui/loaded-list.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';
import { PatientLink } from './patient-link.js';
import { PracticeFrame } from './practice-frame.js';
import type { CabinetSearch } from './search.js';
import { telephoneOf } from './telephone.js';
import { CALENDAR, inCabinet } from './use-practice.js';

const route = getRouteApi('/shared/signed-in/practice/displaced');

/** Appointments whose practitioner is away then or has left, each with free times in its place. */
export function DisplacedPage() {
  const t = useTranslations('practice.displaced');
  const { cabinet: chosen }: CabinetSearch = route.useSearch();
  return (
    <PracticeFrame title={t('title')} chosen={chosen} width="narrow">
      {(cabinet) => <Displaced cabinet={cabinet} />}
    </PracticeFrame>
  );
}

function Displaced({ cabinet: { id, timezone } }: { cabinet: Cabinet }) {
  const t = useTranslations('practice.displaced');
  const veza = useVeza();
  const query = useQuery({
    queryKey: [...CALENDAR, 'displaced', id],
    queryFn: async ({ signal }) => (await veza.listDisplacedAppointments({ headers: inCabinet(id), signal })).data.items,
  });
  return (
    <Section title={t('list')} hint={t('hint')}>
      <LoadedList label={t('list')} query={query} items={query.data} none={{ title: t('none'), hint: t('noneHint') }}>
        {(appointment) => <Entry key={appointment.id} appointment={appointment} zone={timezone} />}
      </LoadedList>
    </Section>
  );
}

function Entry({ appointment, zone }: { appointment: Appointment; zone: string }) {
  const t = useTranslations('practice.displaced');
  const booking = useTranslations('booking');
  const [isOpen, setOpen] = useState(false);
  const { patient, practitioner, startTime, type } = appointment;
  return (
    <Item
      title={<PatientLink appointment={appointment} />}
      actions={
        <Button kind="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t('times')}
        </Button>
      }
    >
      <p>
        <ZonedTime at={startTime} zone={zone} /> · {appointment.treatment?.name ?? booking(`types.${type}`)}
        {practitioner && ` · ${booking('with', { practitioner: `${practitioner.firstName} ${practitioner.lastName}` })}`}
      </p>
      {patient?.phone !== undefined && <a href={telephoneOf(patient.phone)}>{patient.phone}</a>}
      {isOpen && <Times appointment={appointment} zone={zone} />}
    </Item>
  );
}

type ProposedTime = Proposal['times'][number];

/** Free times of the moment: nothing is reserved until one of them is chosen. */
function Times({ appointment: { id, cabinetId, practitionerId }, zone }: { appointment: Appointment; zone: string }) {
  const t = useTranslations('practice.displaced');
  const booking = useTranslations('booking');
  const veza = useVeza();
  const queries = useQueryClient();
  const headers = inCabinet(cabinetId);
  const { data, error, refetch } = useQuery({
    queryKey: [...CALENDAR, 'proposal', id],
    queryFn: async ({ signal }) => (await veza.getProposal({ path: { id }, headers, signal })).data.times,
    staleTime: 0,
  });
  const move = useMutation({
    mutationFn: (time: Pick<ProposedTime, 'startTime' | 'practitionerId'>) =>
      veza.updateAppointment({ path: { id }, body: time, headers }),
    onSuccess: () => queries.invalidateQueries({ queryKey: CALENDAR }),
  });
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton label={t('times')} lines={2} />;
  if (data.length === 0) return <p>{t('noTimes')}</p>;
  return (
    <>
      {move.error && (
        <TakenNote
          error={move.error}
          zone={zone}
          onChoose={(startTime) => move.mutate({ startTime, practitionerId: move.variables?.practitionerId ?? practitionerId })}
        />
      )}
      <Actions>
        {data.map((time) => (
          <Button
            key={`${time.startTime} ${time.practitionerId}`}
            busy={move.isPending && move.variables?.startTime === time.startTime}
            onClick={() => move.mutate({ startTime: time.startTime, practitionerId: time.practitionerId })}
          >
            <span>
              <ZonedTime at={time.startTime} zone={zone} />
              {time.practitionerId !== practitionerId && `, ${booking('with', { practitioner: time.practitioner })}`}
            </span>
          </Button>
        ))}
      </Actions>
    </>
  );
}

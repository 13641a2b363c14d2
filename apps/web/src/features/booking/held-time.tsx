import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type BookVisitTimeBody, type CabinetPage, type PatientAppointment, VezaError } from '@veza/sdk';
import { useFormatter, useTranslations } from 'use-intl';
import { TakenNote } from '../../calendar/taken-note.js';
import { useVeza } from '../../session/session-context.js';
import { Skeleton } from '../../ui/skeleton.js';
import type { Chosen } from './search.js';
import { PatientForm } from './patient-form.js';
import { answersIn, QuestionAnswers } from './question-answers.js';
import { APPOINTMENTS } from './use-own-appointments.js';

interface HeldTimeProps {
  cabinet: CabinetPage;
  /** The cabinet as the address names it. */
  name: string;
  visit: string;
  onBooked(appointment: PatientAppointment): void;
}

const route = getRouteApi('/shared/book/$cabinet/confirm');

/** Holds the time for five minutes while the patient is entered, and then books it. */
export function HeldTime({ cabinet, name, visit, onBooked }: HeldTimeProps) {
  const t = useTranslations('booking.patient');
  const format = useFormatter();
  const veza = useVeza();
  const queries = useQueryClient();
  const navigate = useNavigate({ from: '/book/$cabinet/confirm' });
  const {
    practitioner: practitionerId,
    type,
    treatment: treatmentId,
    at: startTime,
    minutes: duration,
  }: Chosen = route.useSearch();
  const time = { practitionerId, startTime, duration, type, visit, ...(treatmentId !== undefined && { treatmentId }) };
  const questions = cabinet.treatments?.find(({ id }) => id === treatmentId)?.questions ?? [];
  const hold = useQuery({
    queryKey: ['hold', name, time],
    queryFn: async () => (await veza.holdVisitTime({ path: { cabinet: name }, body: time })).data,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
  const book = useMutation({
    mutationFn: async (given: Pick<BookVisitTimeBody, 'patient' | 'answers'>) =>
      (await veza.bookVisitTime({ path: { cabinet: name }, body: { ...time, ...given } })).data,
    onSuccess: (appointment) => {
      void queries.invalidateQueries({ queryKey: APPOINTMENTS });
      onBooked(appointment);
    },
  });
  const error = book.error ?? hold.error;
  const isOver = error instanceof VezaError && error.code === 'SLOT_TAKEN';
  const instead = (other: string) => {
    book.reset();
    void navigate({ search: (before: Chosen) => ({ ...before, at: other }), replace: true });
  };
  return (
    <>
      {error && <TakenNote error={error} zone={cabinet.timezone} onChoose={instead} />}
      {hold.isPending && <Skeleton label={t('holding')} lines={1} />}
      {hold.data && !isOver && (
        <p role="status">
          {t('held', { until: format.dateTime(new Date(hold.data.expiresAt), { hour: 'numeric', minute: '2-digit' }) })}
        </p>
      )}
      {!isOver && (
        <PatientForm
          cabinetId={cabinet.id}
          busy={book.isPending}
          submit={t('book')}
          onSubmit={(patient, form) => book.mutate({ patient, answers: answersIn(form, questions) })}
        >
          <QuestionAnswers questions={questions} />
        </PatientForm>
      )}
    </>
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Appointment, type AppointmentSeries, type CreateAppointmentBody, type Patient, VezaError } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Form, textOf } from '../../ui/form.js';
import { SelectField } from '../../ui/select-field.js';
import { TextField } from '../../ui/text-field.js';
import { useFieldFaults } from '../../ui/use-field-faults.js';
import styles from './dialogs.module.css';
import { PatientDialog } from './patient-dialog.js';
import { PatientPicker } from './patient-picker.js';
import { type Repetition, REPETITIONS, ruleOf } from './repetition.js';
import { SeriesResult } from './series-result.js';
import { teamNames } from './team-names.js';
import { treatmentIn, TypeField, typeIn } from './type-field.js';
import { CALENDAR, inCabinet, usePractitioners } from './use-practice.js';
import { useTreatments } from './use-treatments.js';

/** The practitioner who is free then with the fewest appointments of that date. */
export const ANY = 'any';

/** What the form begins with. */
export interface WantedAppointment {
  cabinetId: string;
  practitionerId: string;
  date: string;
  time?: string | undefined;
  type?: Appointment['type'] | undefined;
  duration?: number | undefined;
}

interface Booking {
  appointment: CreateAppointmentBody;
  rule: string | undefined;
}

interface NewAppointmentDialogProps {
  wanted: WantedAppointment;
  zone: string;
  onClose(): void;
}

/** An appointment for a patient, once or repeatedly. */
export function NewAppointmentDialog({ wanted, zone, onClose }: NewAppointmentDialogProps) {
  const t = useTranslations('practice');
  const veza = useVeza();
  const queries = useQueryClient();
  const { cabinetId } = wanted;
  const { data: team = [] } = usePractitioners(cabinetId);
  const { data: treatments = [] } = useTreatments(cabinetId);
  const [duration, setDuration] = useState(String(wanted.duration ?? 30));
  const [patient, setPatient] = useState<Patient>();
  const [isNew, setIsNew] = useState(false);
  const [practitionerId, setPractitionerId] = useState(wanted.practitionerId);
  const [repetition, setRepetition] = useState<Repetition>('once');
  const book = useMutation({
    mutationFn: async ({ appointment: body, rule }: Booking): Promise<AppointmentSeries | undefined> => {
      const headers = inCabinet(cabinetId);
      if (rule !== undefined) return (await veza.createAppointmentSeries({ body: { ...body, rule }, headers })).data;
      await veza.createAppointment({ body, headers });
      return undefined;
    },
    onSuccess: async (series) => {
      await queries.invalidateQueries({ queryKey: CALENDAR });
      if (!series) onClose();
    },
  });
  const fault = useFieldFaults(book.error);
  const sent = book.variables;
  const isTwice = book.error instanceof VezaError && book.error.code === 'PATIENT_BOOKED';
  if (book.data)
    return (
      <Dialog title={t('series.done')} onClose={onClose}>
        <SeriesResult series={book.data} zone={zone} />
        <Button onClick={onClose}>{t('series.close')}</Button>
      </Dialog>
    );
  if (isNew) return <PatientDialog cabinetId={cabinetId} onClose={() => setIsNew(false)} onSaved={setPatient} />;
  return (
    <Dialog title={t('series.new')} onClose={onClose}>
      <Form
        error={book.error}
        onward={
          isTwice &&
          sent && (
            <Button
              kind="danger"
              busy={book.isPending}
              onClick={() => book.mutate({ ...sent, appointment: { ...sent.appointment, force: true } })}
            >
              {t('series.force')}
            </Button>
          )
        }
        onSubmit={(form) => {
          if (!patient) return;
          const treatmentId = treatmentIn(form);
          const appointment = {
            ...{ patientId: patient.id, practitionerId, type: typeIn(form) },
            startTime: `${textOf(form, 'date')}T${textOf(form, 'time')}:00`,
            ...(duration !== '' && { duration: Number(duration) }),
            ...(treatmentId !== undefined && { treatmentId }),
          };
          book.mutate({ appointment, rule: ruleOf(repetition, Number(textOf(form, 'count'))) });
        }}
      >
        <PatientPicker cabinetId={cabinetId} label={t('patients.search')} chosen={patient} onChoose={setPatient} />
        <div>
          <Button kind="quiet" onClick={() => setIsNew(true)}>
            {t('patients.new')}
          </Button>
        </div>
        <div className={styles.pair}>
          <SelectField
            label={t('practitioner')}
            value={practitionerId}
            options={[
              ...[...teamNames(team)].map(([value, label]) => ({ value, label })),
              { value: ANY, label: t('waiting.anybody') },
            ]}
            onChange={({ target }) => setPractitionerId(target.value)}
          />
          <TypeField
            initial={wanted.type}
            treatments={treatments.filter(({ isArchived }) => !isArchived)}
            onChange={(_type, treatment) => treatment && setDuration(String(treatment.duration))}
          />
          <TextField
            label={t('series.duration')}
            name="duration"
            type="number"
            min={5}
            max={720}
            value={duration}
            onChange={({ target }) => setDuration(target.value)}
            fault={fault('duration')}
          />
          <TextField label={t('appointment.date')} name="date" type="date" required defaultValue={wanted.date} />
          <TextField
            label={t('appointment.time')}
            name="time"
            type="time"
            required
            defaultValue={wanted.time ?? '09:00'}
            fault={fault('startTime')}
          />
          <SelectField
            label={t('series.repeat')}
            value={repetition}
            options={REPETITIONS.map((value) => ({ value, label: t(`series.repetitions.${value}`) }))}
            onChange={({ target: { value } }) => setRepetition(REPETITIONS.find((each) => each === value) ?? 'once')}
          />
          {repetition !== 'once' && (
            <TextField label={t('series.count')} name="count" type="number" required min={2} max={52} defaultValue={4} />
          )}
        </div>
        <Button kind="primary" type="submit" busy={book.isPending}>
          {t('series.submit')}
        </Button>
      </Form>
    </Dialog>
  );
}

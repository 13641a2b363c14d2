import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AppointmentSeries, CreateAppointmentBody, Patient } from '@veza/sdk';
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
import { TypeField, typeIn } from './type-field.js';
import { CALENDAR, inCabinet, type Range } from './use-practice.js';

interface Booking {
  appointment: CreateAppointmentBody;
  rule: string | undefined;
}

/** An appointment for a patient, once or repeatedly. */
export function NewAppointmentDialog({ range, zone, onClose }: { range: Range; zone: string; onClose(): void }) {
  const t = useTranslations('practice');
  const veza = useVeza();
  const queries = useQueryClient();
  const [patient, setPatient] = useState<Patient>();
  const [isNew, setIsNew] = useState(false);
  const [repetition, setRepetition] = useState<Repetition>('once');
  const book = useMutation({
    mutationFn: async ({ appointment: body, rule }: Booking): Promise<AppointmentSeries | undefined> => {
      const headers = inCabinet(range.cabinetId);
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
  if (book.data)
    return (
      <Dialog title={t('series.done')} onClose={onClose}>
        <SeriesResult series={book.data} zone={zone} />
        <Button onClick={onClose}>{t('series.close')}</Button>
      </Dialog>
    );
  if (isNew) return <PatientDialog cabinetId={range.cabinetId} onClose={() => setIsNew(false)} onSaved={setPatient} />;
  return (
    <Dialog title={t('series.new')} onClose={onClose}>
      <Form
        error={book.error}
        onSubmit={(form) => {
          if (!patient) return;
          const duration = textOf(form, 'duration');
          const appointment = {
            ...{ patientId: patient.id, practitionerId: range.practitionerId, type: typeIn(form) },
            startTime: `${textOf(form, 'date')}T${textOf(form, 'time')}:00`,
            ...(duration !== '' && { duration: Number(duration) }),
          };
          book.mutate({ appointment, rule: ruleOf(repetition, Number(textOf(form, 'count'))) });
        }}
      >
        <PatientPicker cabinetId={range.cabinetId} label={t('patients.search')} chosen={patient} onChoose={setPatient} />
        <div>
          <Button kind="quiet" onClick={() => setIsNew(true)}>
            {t('patients.new')}
          </Button>
        </div>
        <div className={styles.pair}>
          <TypeField />
          <TextField
            label={t('series.duration')}
            name="duration"
            type="number"
            min={5}
            max={720}
            defaultValue={30}
            fault={fault('duration')}
          />
          <TextField label={t('appointment.date')} name="date" type="date" required defaultValue={range.dateFrom} />
          <TextField
            label={t('appointment.time')}
            name="time"
            type="time"
            required
            defaultValue="09:00"
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

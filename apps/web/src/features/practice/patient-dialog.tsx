import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Patient, type UpdatePatientBody, VezaError } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { CheckField } from '../../ui/check-field.js';
import { Dialog } from '../../ui/dialog.js';
import { Form, textOf } from '../../ui/form.js';
import { TextField } from '../../ui/text-field.js';
import { useFieldFaults } from '../../ui/use-field-faults.js';
import styles from './dialogs.module.css';
import { LikelyDuplicates } from './likely-duplicates.js';
import { PATIENTS, patientKey } from './use-patients.js';
import { inCabinet } from './use-practice.js';

interface PatientDialogProps {
  cabinetId: string;
  /** The patient to change; a new one by default. */
  patient?: Patient;
  onClose(): void;
  onSaved?(patient: Patient): void;
}

const FIELDS = [
  { name: 'firstName', required: true, maxLength: 100 },
  { name: 'lastName', required: true, maxLength: 100 },
  { name: 'phone', type: 'tel', pattern: '\\+?[\\d \\(\\).\\-]{4,30}' },
  { name: 'dateOfBirth', type: 'date', min: '1880-01-02' },
  { name: 'email', type: 'email', maxLength: 254 },
] as const;

type Typed = Required<UpdatePatientBody> & { force?: boolean };

/** A new patient, or the facts of one: `null` empties a field that was filled. */
export function PatientDialog({ cabinetId, patient, onClose, onSaved }: PatientDialogProps) {
  const t = useTranslations('practice.patients');
  const veza = useVeza();
  const queries = useQueryClient();
  const headers = inCabinet(cabinetId);
  const save = useMutation({
    mutationFn: async ({ firstName, lastName, force, smsConsent, ...others }: Typed) => {
      const consent = { smsConsent };
      const names = { firstName, lastName };
      if (patient)
        return (await veza.updatePatient({ path: { id: patient.id }, body: { ...names, ...others, ...consent }, headers })).data;
      const known = Object.entries(others).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
      const body = { ...names, ...Object.fromEntries(known), ...(force && { force }) };
      const made = (await veza.createPatient({ body, headers })).data;
      return smsConsent ? (await veza.updatePatient({ path: { id: made.id }, body: consent, headers })).data : made;
    },
    onSuccess: async (saved) => {
      queries.setQueryData(patientKey(saved.id), saved);
      await queries.invalidateQueries({ queryKey: PATIENTS });
      onSaved?.(saved);
      onClose();
    },
  });
  const fault = useFieldFaults(save.error);
  const sent = save.variables;
  const duplicate = save.error instanceof VezaError && save.error.code === 'DUPLICATE' ? save.error : undefined;
  const field = ({ name, ...rest }: (typeof FIELDS)[number]) => (
    <TextField
      key={name}
      {...rest}
      label={t(name)}
      name={name}
      autoComplete="off"
      defaultValue={patient?.[name]}
      fault={fault(name)}
    />
  );
  return (
    <Dialog title={patient ? t('change') : t('new')} onClose={onClose}>
      <Form
        error={save.error}
        onward={
          duplicate &&
          sent && (
            <LikelyDuplicates
              error={duplicate}
              cabinetId={cabinetId}
              onForce={() => save.mutate({ ...sent, force: true })}
              {...(onSaved && {
                onChoose: (known) => {
                  onSaved(known);
                  onClose();
                },
              })}
            />
          )
        }
        onSubmit={(form) => {
          const text = (name: string) => textOf(form, name).trim();
          save.mutate({
            firstName: text('firstName'),
            lastName: text('lastName'),
            phone: text('phone') || null,
            dateOfBirth: text('dateOfBirth') || null,
            email: text('email') || null,
            smsConsent: form.has('smsConsent'),
          });
        }}
      >
        <div className={styles.pair}>{FIELDS.slice(0, -1).map(field)}</div>
        {FIELDS.slice(-1).map(field)}
        <CheckField
          label={t('smsConsent')}
          hint={t('smsConsentHint')}
          name="smsConsent"
          defaultChecked={patient?.smsConsentAt !== undefined}
        />
        <Button kind="primary" type="submit" busy={save.isPending}>
          {t('save')}
        </Button>
      </Form>
    </Dialog>
  );
}

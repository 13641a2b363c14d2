import { useQuery } from '@tanstack/react-query';
import type { BookVisitTimeBody } from '@veza/sdk';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useSignedIn, useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { Choice } from '../../ui/choice.js';
import { Form, textOf } from '../../ui/form.js';
import { TextField } from '../../ui/text-field.js';
import styles from './patient-form.module.css';

type Patient = BookVisitTimeBody['patient'];
const RELATIONS = ['self', 'child'] as const;
type Relation = (typeof RELATIONS)[number];

/** The patient of a booking. A known patient of the cabinet is filled in. */
export function PatientForm({
  cabinetId,
  busy,
  submit,
  children,
  onSubmit,
}: {
  cabinetId: string;
  busy: boolean;
  submit: string;
  /** Further fields, before those of the patient. */
  children?: ReactNode;
  onSubmit(patient: Patient, form: FormData): void;
}) {
  const t = useTranslations('booking.patient');
  const veza = useVeza();
  const [relation, setRelation] = useState<Relation>('self');
  const own = useQuery({
    queryKey: ['own-patients'],
    queryFn: async ({ signal }) => (await veza.listOwnPatients({ signal })).data.items,
    enabled: useSignedIn(),
  });
  const known = own.data?.find((each) => each.cabinetId === cabinetId && (each.relation === 'self') === (relation === 'self'));
  return (
    <Form
      onSubmit={(form) => {
        const phone = textOf(form, 'phone').trim();
        const dateOfBirth = textOf(form, 'dateOfBirth');
        const patient: Patient = {
          relation,
          firstName: textOf(form, 'firstName').trim(),
          lastName: textOf(form, 'lastName').trim(),
          ...(phone !== '' && { phone }),
          ...(dateOfBirth !== '' && { dateOfBirth }),
        };
        onSubmit(patient, form);
      }}
    >
      {children}
      <Choice<Relation>
        label={t('for')}
        value={relation}
        options={RELATIONS.map((value) => ({ value, label: t(`relations.${value}`) }))}
        onChange={(value) => setRelation(value)}
      />
      <div key={known?.id ?? relation} className={styles.pair}>
        <TextField
          label={t('firstName')}
          name="firstName"
          required
          maxLength={100}
          defaultValue={known?.firstName}
          autoComplete={relation === 'self' ? 'given-name' : 'off'}
        />
        <TextField
          label={t('lastName')}
          name="lastName"
          required
          maxLength={100}
          defaultValue={known?.lastName}
          autoComplete={relation === 'self' ? 'family-name' : 'off'}
        />
      </div>
      <div className={styles.pair}>
        <TextField
          label={t('phone')}
          hint={t('optional')}
          name="phone"
          type="tel"
          pattern="\+?[\d ().\-]{4,30}"
          autoComplete="tel"
        />
        <TextField
          label={t('dateOfBirth')}
          hint={t('optional')}
          name="dateOfBirth"
          type="date"
          min="1880-01-02"
          autoComplete={relation === 'self' ? 'bday' : 'off'}
        />
      </div>
      <Button kind="primary" type="submit" busy={busy}>
        {submit}
      </Button>
    </Form>
  );
}

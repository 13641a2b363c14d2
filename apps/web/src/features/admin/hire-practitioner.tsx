import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { HirePractitionerBody } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Form, textOf } from '../../ui/form.js';
import { SelectField } from '../../ui/select-field.js';
import { TextField } from '../../ui/text-field.js';
import { practitionersQuery } from './cabinets.js';

const ROLES = ['practitioner', 'manager', 'admin'] as const;
/** Monday to Friday; the person changes the hours later. */
const WORKING_DAYS = [1, 2, 3, 4, 5];

const bodyOf = (form: FormData): HirePractitionerBody => {
  const role = textOf(form, 'role');
  const [start, end] = [textOf(form, 'start'), textOf(form, 'end')];
  return {
    email: textOf(form, 'email').trim(),
    firstName: textOf(form, 'firstName').trim(),
    lastName: textOf(form, 'lastName').trim(),
    role: ROLES.find((known) => known === role) ?? 'practitioner',
    workingHours: WORKING_DAYS.map((day) => ({ day, start, end })),
  };
};

/** Adds the person with a confirmed address to a cabinet. */
export function HirePractitioner({ cabinetId, onClose }: { cabinetId: string; onClose(): void }) {
  const t = useTranslations('admin.practitioners');
  const veza = useVeza();
  const queries = useQueryClient();
  const hire = useMutation({
    mutationFn: (body: HirePractitionerBody) => veza.hirePractitioner({ path: { id: cabinetId }, body }),
    onSuccess: async () => {
      await queries.invalidateQueries(practitionersQuery(veza, cabinetId));
      onClose();
    },
  });
  return (
    <Dialog title={t('hire')} onClose={onClose}>
      <Form error={hire.error} onSubmit={(form) => hire.mutate(bodyOf(form))}>
        <TextField label={t('email')} hint={t('emailHint')} name="email" type="email" autoComplete="off" required autoFocus />
        <TextField label={t('firstName')} name="firstName" maxLength={100} autoComplete="off" required />
        <TextField label={t('lastName')} name="lastName" maxLength={100} autoComplete="off" required />
        <SelectField label={t('role')} name="role" options={ROLES.map((value) => ({ value, label: t(`roles.${value}`) }))} />
        <TextField label={t('start')} hint={t('hoursHint')} name="start" type="time" defaultValue="09:00" required />
        <TextField label={t('end')} name="end" type="time" defaultValue="17:00" required />
        <Button kind="primary" type="submit" busy={hire.isPending}>
          {t('submit')}
        </Button>
      </Form>
    </Dialog>
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CreateTreatmentBody, Treatment } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { CheckField } from '../../ui/check-field.js';
import { Dialog } from '../../ui/dialog.js';
import { Form, textOf } from '../../ui/form.js';
import { TextAreaField } from '../../ui/text-area-field.js';
import { TextField } from '../../ui/text-field.js';
import { useFieldFaults } from '../../ui/use-field-faults.js';
import styles from './dialogs.module.css';
import { NeedField, needIn } from './need-field.js';
import { QuestionFields, type QuestionDraft, questionsOf } from './question-fields.js';
import { teamNames } from './team-names.js';
import { TypeField, typeIn } from './type-field.js';
import { useFacilities } from './use-facilities.js';
import { usePractitioners } from './use-practice.js';
import { treatmentsKey } from './use-treatments.js';

interface TreatmentDialogProps {
  cabinetId: string;
  treatment: Treatment | undefined;
  onClose(): void;
}

/** A treatment with everything that a booking of it follows. */
export function TreatmentDialog({ cabinetId, treatment, onClose }: TreatmentDialogProps) {
  const t = useTranslations('practice.treatments');
  const veza = useVeza();
  const queries = useQueryClient();
  const { data: team = [] } = usePractitioners(cabinetId);
  const { data: facilities } = useFacilities(cabinetId);
  const [questions, setQuestions] = useState<QuestionDraft[]>(() =>
    (treatment?.questions ?? []).map((each) => ({ ...each, key: each.id })),
  );
  const save = useMutation({
    mutationFn: async (body: CreateTreatmentBody) => {
      if (treatment) await veza.updateTreatment({ path: { id: cabinetId, treatmentId: treatment.id }, body });
      else await veza.createTreatment({ path: { id: cabinetId }, body });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: treatmentsKey(cabinetId) });
      onClose();
    },
  });
  const fault = useFieldFaults(save.error);
  const bodyOf = (form: FormData): CreateTreatmentBody => {
    const [amount, buffer] = [textOf(form, 'amount').trim().replace(',', '.'), textOf(form, 'buffer')];
    return {
      name: textOf(form, 'name').trim(),
      description: textOf(form, 'description').trim(),
      type: typeIn(form),
      duration: Number(textOf(form, 'duration')),
      buffer: buffer === '' ? null : Number(buffer),
      price: amount === '' ? null : { amount, currency: textOf(form, 'currency').trim().toUpperCase() },
      practitionerIds: team.map(({ id }) => id).filter((id) => form.has(`offers ${id}`)),
      questions: questionsOf(questions),
      ...(facilities && { needs: needIn(form) }),
      isPublic: form.has('isPublic'),
    };
  };
  return (
    <Dialog title={treatment?.name ?? t('add')} onClose={onClose}>
      <Form error={save.error} onSubmit={(form) => save.mutate(bodyOf(form))}>
        <TextField label={t('name')} name="name" required maxLength={100} defaultValue={treatment?.name} fault={fault('name')} />
        <TextAreaField label={t('description')} name="description" maxLength={1_000} defaultValue={treatment?.description} />
        <div className={styles.pair}>
          <TypeField initial={treatment?.type} />
          <TextField
            label={t('duration')}
            name="duration"
            type="number"
            required
            min={5}
            max={720}
            defaultValue={treatment?.duration ?? 30}
            fault={fault('duration')}
          />
          <TextField
            label={t('buffer')}
            hint={t('bufferHint')}
            name="buffer"
            type="number"
            min={0}
            max={240}
            defaultValue={treatment?.buffer ?? ''}
          />
          <TextField
            label={t('price')}
            name="amount"
            inputMode="decimal"
            maxLength={12}
            defaultValue={treatment?.price?.amount}
            fault={fault('price')}
          />
          <TextField label={t('currency')} name="currency" maxLength={3} defaultValue={treatment?.price?.currency ?? 'EUR'} />
          {facilities && <NeedField facilities={facilities} need={treatment?.needs} fault={fault('needs')} />}
        </div>
        <fieldset className={styles.choices}>
          <legend>{t('offeredBy')}</legend>
          <p className={styles.soft}>{t('offeredByHint')}</p>
          {[...teamNames(team)].map(([id, label]) => (
            <CheckField
              key={id}
              label={label}
              name={`offers ${id}`}
              defaultChecked={treatment?.practitionerIds.includes(id) ?? false}
            />
          ))}
        </fieldset>
        <QuestionFields questions={questions} fault={fault('questions')} onChange={setQuestions} />
        <CheckField label={t('isPublic')} name="isPublic" defaultChecked={treatment?.isPublic ?? true} />
        <Button kind="primary" type="submit" busy={save.isPending}>
          {t('save')}
        </Button>
      </Form>
    </Dialog>
  );
}

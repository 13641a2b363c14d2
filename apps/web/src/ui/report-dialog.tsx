import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from './button.js';
import { Dialog } from './dialog.js';
import { Form, textOf } from './form.js';
import { Note } from './note.js';
import { SelectField } from './select-field.js';
import { TextAreaField } from './text-area-field.js';
import styles from './form.module.css';

const REASONS = ['spam', 'abuse', 'violence', 'illegal', 'other'] as const;

interface ReportDialogProps {
  title: string;
  /** What the moderators receive with it. */
  hint: string;
  done: string;
  children?: ReactNode;
  onReport(reason: string, details: string): Promise<unknown>;
  onClose(): void;
}

/** The reason of a report to the moderators of the platform, and thanks for it. */
export function ReportDialog({ title, hint, done, children, onReport, onClose }: ReportDialogProps) {
  const t = useTranslations('rooms.report');
  const report = useMutation({
    mutationFn: (fields: FormData) => onReport(textOf(fields, 'reason'), textOf(fields, 'details').trim()),
  });
  return (
    <Dialog title={title} onClose={onClose}>
      {report.isSuccess ? (
        <div className={styles.form}>
          <Note>{done}</Note>
          <Button kind="primary" onClick={onClose}>
            {t('close')}
          </Button>
        </div>
      ) : (
        <Form error={report.error} onSubmit={(fields) => report.mutate(fields)}>
          {children}
          <SelectField
            label={t('reason')}
            name="reason"
            options={REASONS.map((value) => ({ value, label: t(`reasons.${value}`) }))}
          />
          <TextAreaField label={t('details')} hint={hint} name="details" maxLength={2_000} />
          <Button kind="primary" type="submit" busy={report.isPending}>
            {t('submit')}
          </Button>
        </Form>
      )}
    </Dialog>
  );
}

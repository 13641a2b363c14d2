import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { SelectField } from '../../ui/select-field.js';
import { TextField } from '../../ui/text-field.js';
import { ACTIONS } from './audit-filter.js';
import styles from './audit-filters.module.css';
import type { FilterFields, useAuditFilters } from './use-audit-filters.js';

/** Actor, action and time. The list follows them. */
export function AuditFilters({ filter }: { filter: ReturnType<typeof useAuditFilters> }) {
  const t = useTranslations('admin.audit');
  const { fields, change, clear, error, isUnknown } = filter;
  const field = (name: keyof FilterFields) => ({
    label: t(name),
    value: fields[name],
    onChange: ({ target }: { target: { value: string } }) => change({ ...fields, [name]: target.value }),
  });
  return (
    <div className={styles.filter}>
      {error && <ErrorNote error={error} />}
      <div className={styles.fields}>
        <TextField
          {...field('moderator')}
          fault={isUnknown ? t('unknown') : undefined}
          placeholder={t('moderatorHint')}
          maxLength={100}
          autoComplete="off"
        />
        <SelectField
          {...field('action')}
          options={[{ value: '', label: t('any') }, ...ACTIONS.map((value) => ({ value, label: t(`actions.${value}`) }))]}
        />
        <TextField {...field('from')} type="date" />
        <TextField {...field('to')} type="date" />
      </div>
      <div>
        <Button onClick={clear}>{t('clear')}</Button>
      </div>
    </div>
  );
}

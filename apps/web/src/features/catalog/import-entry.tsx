import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ProductImport } from '@veza/sdk';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { UploadProgress } from '../../ui/upload-progress.js';
import styles from './import-entry.module.css';
import { IMPORTS, isRunning } from './use-imports.js';

const KINDS = { pending: undefined, running: 'warning', done: 'good', failed: 'danger', cancelled: undefined } as const;

/** One import: how far it is, what it did, and the faults of its rows. */
export function ImportEntry({ found }: { found: ProductImport }) {
  const t = useTranslations('catalog.imports');
  const format = useFormatter();
  const veza = useVeza();
  const queries = useQueryClient();
  const { id, filename, dry_run, status, error, rows_total, rows_done, created, updated, unchanged, failed } = found;
  const cancel = useMutation({
    mutationFn: () => veza.cancelProductImport({ path: { id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: IMPORTS }),
  });
  const kind = KINDS[status];
  return (
    <li className={styles.entry}>
      <div className={styles.head}>
        <p className={styles.name}>{filename}</p>
        <Badge {...(kind && { kind })}>{t(`statuses.${status}`)}</Badge>
        {dry_run && <Badge>{t('checked')}</Badge>}
      </div>
      <p className={styles.soft}>{format.dateTime(new Date(found.created_at), { dateStyle: 'medium', timeStyle: 'short' })}</p>
      {isRunning(found) ? (
        <>
          <UploadProgress
            label={t('rows', { done: rows_done, total: rows_total ?? 0 })}
            share={rows_total === null || rows_total === 0 ? 0 : rows_done / rows_total}
          />
          {cancel.error && <ErrorNote error={cancel.error} />}
          <div>
            <Button busy={cancel.isPending} onClick={() => cancel.mutate()}>
              {t('cancel')}
            </Button>
          </div>
        </>
      ) : (
        <p>{t(dry_run ? 'wouldDo' : 'did', { created, updated, unchanged, failed })}</p>
      )}
      {error !== null && <p className={styles.fault}>{error}</p>}
      {found.faults.length > 0 && <Faults found={found} />}
    </li>
  );
}

/** Of which the API names the first ones. */
const MOST_NAMED = 100;

function Faults({ found: { faults } }: { found: ProductImport }) {
  const t = useTranslations('catalog.imports');
  return (
    <div className={styles.scroller} tabIndex={0} role="region" aria-label={t('faults')}>
      <table className={styles.faults}>
        <caption className={styles.caption}>
          {faults.length >= MOST_NAMED ? t('firstFaults', { count: faults.length }) : t('faults')}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('row')}</th>
            <th scope="col">{t('field')}</th>
            <th scope="col">{t('fault')}</th>
          </tr>
        </thead>
        <tbody>
          {faults.map(({ row, field, column, message }) => (
            <tr key={`${row} ${field}`}>
              <td>{row}</td>
              <td>{column ?? (field === 'row' ? '' : field)}</td>
              <td>{message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

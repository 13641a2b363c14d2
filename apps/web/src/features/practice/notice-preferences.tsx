import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { UpdateNotificationPreferencesBody } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { CheckField } from '../../ui/check-field.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';
import styles from './dialogs.module.css';
import { inCabinet } from './use-practice.js';

/** The kinds that exist. Notifications about patients are reserved in the API, and nothing makes any yet. */
const KINDS = ['appointment', 'reminder', 'system'] as const;

/** Which notices the person gets in this cabinet. Each box is stored when it is ticked. */
export function NoticePreferences({ cabinetId }: { cabinetId: string }) {
  const t = useTranslations('practice.notices');
  const veza = useVeza();
  const queries = useQueryClient();
  const headers = inCabinet(cabinetId);
  const queryKey = ['cabinet-notice-preferences', cabinetId];
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn: async ({ signal }) => (await veza.getNotificationPreferences({ headers, signal })).data,
  });
  const save = useMutation({
    mutationFn: async (body: UpdateNotificationPreferencesBody) =>
      (await veza.updateNotificationPreferences({ body, headers })).data,
    onSuccess: (saved) => queries.setQueryData(queryKey, saved),
  });
  return (
    <Section title={t('preferences')} hint={t('preferencesHint')}>
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {save.error && <ErrorNote error={save.error} />}
      {!data && !error && <Skeleton label={t('preferences')} />}
      {data && (
        <fieldset className={styles.choices}>
          <legend className="visually-hidden">{t('preferences')}</legend>
          {KINDS.map((kind) => (
            <CheckField
              key={kind}
              label={t(`kinds.${kind}`)}
              checked={save.isPending ? (save.variables?.[kind] ?? data[kind]) : data[kind]}
              onChange={({ target }) => save.mutate({ [kind]: target.checked })}
            />
          ))}
        </fieldset>
      )}
    </Section>
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { TranscodingPage } from '@veza/sdk';
import { useState } from 'react';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Item } from '../../ui/item-list.js';
import { TRANSCODINGS } from './transcodings.js';
import { UserLink } from './user-link.js';

const BADGES = { waiting: undefined, running: 'good', failed: 'danger' } as const;

/** One transcoding. A failed one is started again, another one is cancelled. */
export function TranscodingItem({ transcoding }: { transcoding: TranscodingPage['transcodings'][number] }) {
  const { track_id: id, user_id: user, state, age_seconds: age, progress, attempt, error } = transcoding;
  const t = useTranslations('admin.transcodings');
  const format = useFormatter();
  const now = useNow();
  const veza = useVeza();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const reload = () => queries.invalidateQueries({ queryKey: TRANSCODINGS });
  const retry = useMutation({ mutationFn: () => veza.retryTranscoding({ path: { id } }), onSettled: reload });
  const cancel = async (): Promise<void> => {
    await veza.cancelTranscoding({ path: { id } });
    await reload();
  };
  return (
    <Item
      title={
        <Link to="/tracks/$trackId" params={{ trackId: String(id) }}>
          {t('track', { id })}
        </Link>
      }
      aside={<Badge kind={BADGES[state]}>{t(`states.${state}`)}</Badge>}
      actions={
        state === 'failed' ? (
          <Button busy={retry.isPending} onClick={() => retry.mutate()} aria-label={t('retryOf', { id })}>
            {t('retry')}
          </Button>
        ) : (
          <Button kind="quiet" onClick={() => setAsking(true)} aria-label={t('cancelOf', { id })}>
            {t('cancel')}
          </Button>
        )
      }
    >
      <UserLink id={user} /> · {format.relativeTime(new Date(now.getTime() - age * 1_000), now)}
      {state === 'running' && ` · ${format.number(progress / 100, { style: 'percent' })}`}
      {attempt > 1 && ` · ${t('attempt', { attempt })}`}
      {error !== null && ` · ${t(`errors.${error}`)}`}
      {retry.error && <ErrorNote error={retry.error} />}
      {isAsking && (
        <ConfirmDialog title={t('cancelOf', { id })} action={t('cancel')} onConfirm={cancel} onClose={() => setAsking(false)}>
          {t('cancelText')}
        </ConfirmDialog>
      )}
    </Item>
  );
}

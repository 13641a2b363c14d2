import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Track } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import styles from './track-owner.module.css';
import { reloadTracks } from './use-tracks.js';

/** The sound that is to replace the present one: how far it is, or why it failed, and the way back. */
export function ReplacementState({ id, replacement }: { id: number; replacement: NonNullable<Track['replacement']> }) {
  const t = useTranslations('tracks.sound');
  const veza = useVeza();
  const queries = useQueryClient();
  const drop = useMutation({
    mutationFn: async () => {
      await veza.dropTrackReplacement({ path: { id } });
      await reloadTracks(queries, id);
    },
  });
  const { filename, status, progress, error_message } = replacement;
  const hasFailed = status === 'failed';
  return (
    <div className={styles.failed}>
      <p role={hasFailed ? 'alert' : undefined} className={hasFailed ? styles.fault : undefined}>
        {hasFailed ? (error_message ?? t('failed', { filename })) : t('converting', { filename, share: progress / 100 })}
      </p>
      {drop.error && <ErrorNote error={drop.error} />}
      <Button busy={drop.isPending} onClick={() => drop.mutate()}>
        {t('drop')}
      </Button>
    </div>
  );
}

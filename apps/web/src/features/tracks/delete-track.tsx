import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Track } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { usePlayer } from '../../player/player-context.js';
import { useVeza } from '../../session/session-context.js';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorNote } from '../../ui/error-note.js';
import { reloadTracks } from './use-tracks.js';

/** A deleted track does not come back, so the person is asked. */
export function DeleteTrack({ track, onClose }: { track: Track; onClose(): void }) {
  const t = useTranslations('tracks.delete');
  const veza = useVeza();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const player = usePlayer();
  const remove = useMutation({
    mutationFn: async () => {
      await veza.deleteTrack({ path: { id: track.id } });
      player.forget(track.id);
      await navigate({ to: '/tracks', search: { whose: 'mine' } });
      queries.removeQueries({ queryKey: ['track', track.id] });
      await reloadTracks(queries);
    },
  });
  return (
    <Dialog title={t('title', { title: track.title })} onClose={onClose}>
      <p>{t('text')}</p>
      {remove.error && <ErrorNote error={remove.error} />}
      <Actions>
        <Button kind="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
          {t('submit')}
        </Button>
        <Button onClick={onClose}>{t('keep')}</Button>
      </Actions>
    </Dialog>
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Track } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { hasOwn, OwnCover } from '../../player/own-cover.js';
import type { Versioned } from '../../editing/use-editing.js';
import { useMe } from '../../session/use-me.js';
import { useVeza } from '../../session/session-context.js';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { CheckField } from '../../ui/check-field.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Note } from '../../ui/note.js';
import { Section } from '../../ui/section.js';
import { useChosen } from '../../ui/use-chosen.js';
import { DeleteTrack } from './delete-track.js';
import { EditTrack } from './edit-track.js';
import { ReplaceSound } from './replace-sound.js';
import { ReplacementState } from './replacement-state.js';
import styles from './track-owner.module.css';
import { SecretLink } from './secret-link.js';
import { reloadTracks } from './use-tracks.js';

/** What the owner of a track does with it. */
export function TrackOwner({ read }: { read: Versioned<Track> }) {
  const t = useTranslations('tracks.owner');
  const tSecret = useTranslations('tracks.secret');
  const veza = useVeza();
  const queries = useQueryClient();
  const track = read.value;
  const { id } = track;
  const isUploader = useMe().data?.id === track.uploader_id;
  const [open, setOpen] = useState<'edit' | 'delete' | 'cover' | 'sound' | 'link'>();
  const share = useMutation({
    scope: { id: `share-${id}` }, // one after the other: the last choice stays
    mutationFn: async (body: { is_public: boolean } | { downloadable: boolean }) => {
      await veza.updateTrack({ path: { id }, body });
      await reloadTracks(queries, id);
    },
  });
  const retry = useMutation({
    mutationFn: async () => {
      await veza.retryTrack({ path: { id } });
      await reloadTracks(queries, id);
    },
  });
  const [isPublic, setPublic] = useChosen(track.is_public, (is_public) => share.mutateAsync({ is_public }));
  const [isDownloadable, setDownloadable] = useChosen(track.downloadable, (downloadable) => share.mutateAsync({ downloadable }));
  return (
    <Section title={t('title')} hint={t('hint')}>
      {track.status === 'failed' && (
        <div className={styles.failed}>
          <p role="alert" className={styles.fault}>
            {track.error_message ?? t('failed')}
          </p>
          {retry.error && <ErrorNote error={retry.error} />}
          <Button busy={retry.isPending} onClick={() => retry.mutate()}>
            {t('retry')}
          </Button>
        </div>
      )}
      {track.replacement && <ReplacementState id={id} replacement={track.replacement} />}
      <CheckField
        label={t('public')}
        hint={t(isPublic ? 'publicHint' : 'privateHint')}
        checked={isPublic}
        onChange={(event) => setPublic(event.target.checked)}
      />
      <CheckField
        label={t('downloadable')}
        hint={t('downloadableHint')}
        checked={isDownloadable}
        onChange={(event) => setDownloadable(event.target.checked)}
      />
      {share.error && <ErrorNote error={share.error} />}
      {share.isSuccess && <Note>{t('saved')}</Note>}
      <Actions>
        <Button onClick={() => setOpen('edit')}>{t('edit')}</Button>
        {(isUploader || hasOwn(track)) && <Button onClick={() => setOpen('cover')}>{t('cover')}</Button>}
        {isUploader && track.status === 'ready' && <Button onClick={() => setOpen('sound')}>{t('sound')}</Button>}
        {isUploader && !isPublic && <Button onClick={() => setOpen('link')}>{tSecret('open')}</Button>}
        <Button kind="danger" onClick={() => setOpen('delete')}>
          {t('delete')}
        </Button>
      </Actions>
      {open === 'edit' && <EditTrack read={read} onClose={() => setOpen(undefined)} />}
      {open === 'cover' && (
        <OwnCover
          title={t('coverTitle')}
          path={`/api/v1/tracks/${id}/cover`}
          hasOwn={hasOwn(track)}
          mayUpload={isUploader}
          remove={() => veza.dropTrackCover({ path: { id } })}
          onDone={() => reloadTracks(queries, id)}
          onClose={() => setOpen(undefined)}
        />
      )}
      {open === 'sound' && <ReplaceSound track={track} onClose={() => setOpen(undefined)} />}
      {open === 'link' && <SecretLink track={track} onClose={() => setOpen(undefined)} />}
      {open === 'delete' && <DeleteTrack track={track} onClose={() => setOpen(undefined)} />}
    </Section>
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Playlist } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { reloadPlaylists } from '../../playlists/use-playlists.js';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { CopyButton } from '../../ui/copy-button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorNote } from '../../ui/error-note.js';
import { EditIcon, ShareIcon } from '../../ui/icons.js';
import { TextField } from '../../ui/text-field.js';
import { type PlaylistFacts, PlaylistForm } from './playlist-form.js';
import styles from './playlist.page.module.css';

/** What only the owner does with a playlist. */
export function PlaylistOwner({ playlist }: { playlist: Playlist }) {
  const t = useTranslations('playlists');
  const veza = useVeza();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<'edit' | 'share' | 'delete'>();
  const close = () => setDialog(undefined);
  const path = { id: playlist.id };
  const edit = useMutation({
    mutationFn: async (body: PlaylistFacts) => {
      await veza.updatePlaylist({ path, body });
      await reloadPlaylists(queries);
      close();
    },
  });
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setDialog('edit')}>
        <EditIcon />
        {t('edit')}
      </Button>
      <Button aria-haspopup="dialog" onClick={() => setDialog('share')}>
        <ShareIcon />
        {t('share')}
      </Button>
      <Button kind="danger" aria-haspopup="dialog" onClick={() => setDialog('delete')}>
        {t('delete')}
      </Button>
      {dialog === 'edit' && (
        <Dialog title={t('edit')} onClose={close}>
          <PlaylistForm playlist={playlist} submit={t('save')} run={edit} />
        </Dialog>
      )}
      {dialog === 'share' && <SharePlaylist playlist={playlist} onClose={close} />}
      {dialog === 'delete' && (
        <ConfirmDialog
          title={t('deleteTitle', { title: playlist.title })}
          action={t('delete')}
          onConfirm={async () => {
            await veza.deletePlaylist({ path });
            await queries.invalidateQueries({ queryKey: ['playlists'] });
            await navigate({ to: '/playlists' });
          }}
          onClose={close}
        >
          {t('deleteText')}
        </ConfirmDialog>
      )}
    </>
  );
}

/** The address of a public playlist, or a new link, which is shown once. */
function SharePlaylist({ playlist, onClose }: { playlist: Playlist; onClose(): void }) {
  const t = useTranslations('playlists');
  const veza = useVeza();
  const queries = useQueryClient();
  const address = `${location.origin}/app/playlists/${playlist.id}`;
  const make = useMutation({
    mutationFn: async () => {
      const { data } = await veza.sharePlaylist({ path: { id: playlist.id } });
      await reloadPlaylists(queries);
      return `${address}#${data.code}`;
    },
  });
  const link = make.data ?? (playlist.visibility === 'public' ? address : undefined);
  return (
    <Dialog title={t('share')} onClose={onClose}>
      <div className={styles.dialog}>
        {make.error && <ErrorNote error={make.error} />}
        {link === undefined ? (
          <>
            <p>{t('shareHint')}</p>
            <Button kind="primary" busy={make.isPending} onClick={() => make.mutate()}>
              {t('makeLink')}
            </Button>
          </>
        ) : (
          <>
            <TextField label={t('share')} value={link} readOnly />
            <CopyButton text={link}>{t('copyLink')}</CopyButton>
          </>
        )}
      </div>
    </Dialog>
  );
}

import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { OpenAlbum } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { reloadAlbums } from '../../albums/use-albums.js';
import type { Versioned } from '../../editing/use-editing.js';
import { OwnCover } from '../../player/own-cover.js';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { AddTracks } from './add-tracks.js';
import { EditAlbum } from './edit-album.js';
import type { useAlbumOrder } from './use-album-order.js';

interface AlbumOwnerProps {
  read: Versioned<OpenAlbum>;
  isOwn: boolean;
  order: ReturnType<typeof useAlbumOrder>;
}

/** What the owner does with an album, and what an administrator may. */
export function AlbumOwner({ read, isOwn, order }: AlbumOwnerProps) {
  const t = useTranslations('albums');
  const veza = useVeza();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<'edit' | 'cover' | 'add' | 'delete'>();
  const close = () => setDialog(undefined);
  const { album, tracks } = read.value;
  const path = { id: album.id };
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setDialog('edit')}>
        {t('edit')}
      </Button>
      {(isOwn || album.has_own_cover) && (
        <Button aria-haspopup="dialog" onClick={() => setDialog('cover')}>
          {t('cover')}
        </Button>
      )}
      {isOwn && (
        <Button aria-haspopup="dialog" onClick={() => setDialog('add')}>
          {t('add')}
        </Button>
      )}
      <Button kind="danger" aria-haspopup="dialog" onClick={() => setDialog('delete')}>
        {t('delete')}
      </Button>
      {dialog === 'edit' && <EditAlbum read={read} onClose={close} />}
      {dialog === 'add' && <AddTracks tracks={tracks} order={order} onClose={close} />}
      {dialog === 'cover' && (
        <OwnCover
          title={t('coverTitle')}
          path={`/api/v1/albums/${album.id}/cover`}
          hasOwn={album.has_own_cover}
          mayUpload={isOwn}
          remove={() => veza.dropAlbumCover({ path })}
          onDone={() => reloadAlbums(queries)}
          onClose={close}
        />
      )}
      {dialog === 'delete' && (
        <ConfirmDialog
          title={t('deleteTitle', { title: album.title })}
          action={t('delete')}
          onConfirm={async () => {
            await veza.deleteAlbum({ path });
            await queries.invalidateQueries({ queryKey: ['albums'] });
            await navigate({ to: '/tracks' });
          }}
          onClose={close}
        >
          {t('deleteText')}
        </ConfirmDialog>
      )}
    </>
  );
}

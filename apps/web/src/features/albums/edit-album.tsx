import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type OpenAlbum, VezaError } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { AlbumFields, albumFactsOf } from '../../albums/album-fields.js';
import { reloadAlbums } from '../../albums/use-albums.js';
import type { Versioned } from '../../editing/use-editing.js';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Form } from '../../ui/form.js';
import { Note } from '../../ui/note.js';

/** The facts of an album. One that was changed meanwhile is read again first. */
export function EditAlbum({ read, onClose }: { read: Versioned<OpenAlbum>; onClose(): void }) {
  const t = useTranslations('albums');
  const veza = useVeza();
  const queries = useQueryClient();
  const { album } = read.value;
  const save = useMutation({
    mutationFn: (body: ReturnType<typeof albumFactsOf>) =>
      veza.updateAlbum({ path: { id: album.id }, body, ...(read.etag !== undefined && { ifMatch: read.etag }) }),
    onSuccess: async () => {
      await reloadAlbums(queries);
      onClose();
    },
    onError: () => reloadAlbums(queries),
  });
  const isChanged = save.error instanceof VezaError && save.error.code === 'PRECONDITION_FAILED';
  return (
    <Dialog title={t('edit')} onClose={onClose}>
      {isChanged && <Note>{t('changed')}</Note>}
      <Form key={album.updated_at} error={isChanged ? null : save.error} onSubmit={(fields) => save.mutate(albumFactsOf(fields))}>
        <AlbumFields album={album} />
        <Button kind="primary" type="submit" busy={save.isPending}>
          {t('save')}
        </Button>
      </Form>
    </Dialog>
  );
}

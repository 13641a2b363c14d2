import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Track } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Form, textOf } from '../../ui/form.js';
import { TextField } from '../../ui/text-field.js';
import { useFaultText } from '../../ui/use-fault-text.js';
import { reloadTracks } from './use-tracks.js';

interface EditTrackProps {
  track: Track;
  onClose(): void;
}

/** Title and the other words of a track. Without a version: each counted play is a new one, and would refuse the change. */
export function EditTrack({ track, onClose }: EditTrackProps) {
  const t = useTranslations('tracks.edit');
  const veza = useVeza();
  const queries = useQueryClient();
  const faultText = useFaultText();
  const save = useMutation({
    mutationFn: async (form: FormData) => {
      const words = (name: string) => textOf(form, name).trim();
      const tags = words('tags')
        .split(',')
        .map((tag) => tag.trim())
        .filter((tag) => tag !== '');
      const body = { title: words('title'), artist: words('artist'), album: words('album'), genre: words('genre'), tags };
      await veza.updateTrack({ path: { id: track.id }, body });
      await reloadTracks(queries, track.id);
      onClose();
    },
  });
  const { fields } = faultText(save.error);
  return (
    <Dialog title={t('title')} onClose={onClose}>
      <Form error={save.error} onSubmit={(form) => save.mutate(form)}>
        <TextField label={t('name')} name="title" defaultValue={track.title} required maxLength={200} fault={fields.title} />
        <TextField label={t('artist')} name="artist" defaultValue={track.artist} required maxLength={200} fault={fields.artist} />
        <TextField label={t('album')} name="album" defaultValue={track.album} maxLength={200} fault={fields.album} />
        <TextField label={t('genre')} name="genre" defaultValue={track.genre} maxLength={60} fault={fields.genre} />
        <TextField label={t('tags')} name="tags" defaultValue={track.tags.join(', ')} hint={t('tagsHint')} fault={fields.tags} />
        <Button kind="primary" type="submit" busy={save.isPending}>
          {t('submit')}
        </Button>
      </Form>
    </Dialog>
  );
}

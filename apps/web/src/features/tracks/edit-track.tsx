import type { Track } from '@veza/sdk';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { Conflict } from '../../editing/conflict.js';
import { useEditing, type Versioned } from '../../editing/use-editing.js';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Form } from '../../ui/form.js';
import { SelectField } from '../../ui/select-field.js';
import { TextField } from '../../ui/text-field.js';
import { useFaultText } from '../../ui/use-fault-text.js';
import { useLicenseOptions } from './licenses.js';
import { TRACK_FIELDS, trackBody, trackDraft, type TrackField } from './track-draft.js';
import { readTrack } from './use-tracks.js';

interface EditTrackProps {
  read: Versioned<Track>;
  onClose(): void;
}

/** Title and the other words of a track. Its plays are no change of it, so they do not disturb. */
export function EditTrack({ read, onClose }: EditTrackProps) {
  const t = useTranslations('tracks.edit');
  const veza = useVeza();
  const { id } = read.value;
  const { draft, set, save, isSaved, found, resolve } = useEditing<Track>({
    initial: read,
    draftOf: trackDraft,
    read: () => readTrack(veza, id),
    send: async (wanted, fields, etag) => {
      await veza.updateTrack({ path: { id }, body: trackBody(wanted, fields), ...(etag !== undefined && { ifMatch: etag }) });
      return readTrack(veza, id);
    },
    keys: [['track', id], ['tracks']],
  });
  useEffect(() => {
    if (isSaved) onClose();
  }, [isSaved, onClose]);
  const licenses = useLicenseOptions();
  const faults = useFaultText()(save.error).fields;
  const field = (name: TrackField) => ({
    label: t(name),
    name,
    value: draft[name] ?? '',
    onChange: ({ target }: { target: { value: string } }) => set(name, target.value),
    fault: faults[name],
  });
  const nameOf = (name: string) => {
    const known = TRACK_FIELDS.find((each) => each === name);
    return known ? t(known) : name;
  };
  return (
    <Dialog title={t('heading')} onClose={onClose}>
      {found ? (
        <Conflict found={found} nameOf={nameOf} busy={save.isPending} onResolve={resolve} />
      ) : (
        <Form error={save.error} onSubmit={() => save.mutate(draft)}>
          <TextField {...field('title')} required maxLength={200} />
          <TextField {...field('artist')} required maxLength={200} />
          <TextField {...field('album')} maxLength={200} />
          <TextField {...field('genre')} maxLength={60} />
          <TextField {...field('tags')} hint={t('tagsHint')} />
          <SelectField {...field('license')} options={licenses} />
          <Button kind="primary" type="submit" busy={save.isPending}>
            {t('submit')}
          </Button>
        </Form>
      )}
    </Dialog>
  );
}

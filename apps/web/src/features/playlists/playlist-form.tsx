import type { Playlist } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button.js';
import { Form, textOf } from '../../ui/form.js';
import { SelectField } from '../../ui/select-field.js';
import { TextAreaField } from '../../ui/text-area-field.js';
import { TextField } from '../../ui/text-field.js';

export interface PlaylistFacts {
  title: string;
  description: string;
  /** Absent: as it is, with its link. */
  visibility?: 'private' | 'public';
}

interface PlaylistFormProps {
  playlist?: Playlist;
  submit: string;
  /** The result of `useMutation`. */
  run: { error: unknown; isPending: boolean; mutate(facts: PlaylistFacts): void };
}

/** Title, words and visibility of a playlist. */
export function PlaylistForm({ playlist, submit, run }: PlaylistFormProps) {
  const t = useTranslations('playlists');
  const offered = playlist?.visibility === 'link' ? (['link', 'private', 'public'] as const) : (['private', 'public'] as const);
  return (
    <Form
      error={run.error}
      onSubmit={(fields) => {
        const visibility = textOf(fields, 'visibility');
        run.mutate({
          title: textOf(fields, 'title'),
          description: textOf(fields, 'description'),
          ...((visibility === 'private' || visibility === 'public') && { visibility }),
        });
      }}
    >
      <TextField
        label={t('name')}
        name="title"
        required
        maxLength={100}
        autoComplete="off"
        autoFocus
        defaultValue={playlist?.title}
      />
      <TextAreaField label={t('words')} name="description" maxLength={2_000} defaultValue={playlist?.description} />
      <SelectField
        label={t('visibility')}
        name="visibility"
        defaultValue={playlist?.visibility ?? 'private'}
        options={offered.map((value) => ({ value, label: t(`visible.${value}`) }))}
      />
      <Button kind="primary" type="submit" busy={run.isPending}>
        {submit}
      </Button>
    </Form>
  );
}

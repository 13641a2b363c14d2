import type { Album } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { textOf } from '../ui/form.js';
import { CheckField } from '../ui/check-field.js';
import { SelectField } from '../ui/select-field.js';
import { TextAreaField } from '../ui/text-area-field.js';
import { TextField } from '../ui/text-field.js';

const KINDS = ['album', 'ep', 'single'] as const;

/** The fields that every album has, for a form. */
export function AlbumFields({ album }: { album?: Album }) {
  const t = useTranslations('albums');
  return (
    <>
      <TextField label={t('name')} name="title" required maxLength={200} autoComplete="off" defaultValue={album?.title} />
      <SelectField
        label={t('kind')}
        name="kind"
        defaultValue={album?.kind ?? 'album'}
        options={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
      />
      <TextField label={t('release')} name="release_date" type="date" defaultValue={album?.release_date} />
      <TextAreaField label={t('words')} name="description" maxLength={2_000} defaultValue={album?.description} />
      <CheckField
        label={t('public')}
        hint={album ? undefined : t('publicHint')}
        name="is_public"
        defaultChecked={album?.is_public ?? false}
      />
    </>
  );
}

/** What these fields hold. An empty day is none. */
export function albumFactsOf(fields: FormData) {
  const kind = textOf(fields, 'kind');
  return {
    title: textOf(fields, 'title'),
    description: textOf(fields, 'description'),
    kind: KINDS.find((each) => each === kind) ?? 'album',
    release_date: textOf(fields, 'release_date') || null,
    is_public: fields.has('is_public'),
  };
}

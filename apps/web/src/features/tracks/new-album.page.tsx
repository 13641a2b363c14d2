import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Veza } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { AlbumFields, albumFactsOf } from '../../albums/album-fields.js';
import { reloadAlbums } from '../../albums/use-albums.js';
import { uploadForm } from '../../session/upload-form.js';
import { useVeza } from '../../session/session-context.js';
import { BackLink } from '../../ui/back-link.js';
import { Button } from '../../ui/button.js';
import { Form, textOf } from '../../ui/form.js';
import { Page } from '../../ui/page.js';
import { SelectField } from '../../ui/select-field.js';
import { TextField } from '../../ui/text-field.js';
import { AlbumFiller } from './album-filler.js';
import { licenseOf, useLicenseOptions } from './licenses.js';
import { SOUND_FILES } from './sound-files.js';
import { useUploads } from './uploads-context.js';

const MOST_FILES = 50;

/** One form for a whole album. The sounds go on their way in the background, and each takes its place when it has arrived. */
export function NewAlbumPage() {
  const t = useTranslations('albums');
  const tracks = useTranslations('tracks.upload');
  const veza = useVeza();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const uploads = useUploads();
  const licenses = useLicenseOptions();
  const [sounds, setSounds] = useState<readonly File[]>([]);
  const create = useMutation({
    mutationFn: async (fields: FormData) => {
      const body = albumFactsOf(fields);
      const { data: album } = await veza.createAlbum({ body, idempotencyKey: crypto.randomUUID() });
      const filler = new AlbumFiller(veza, album.id, () => reloadAlbums(queries));
      const common = {
        isPublic: body.is_public,
        album: body.title.trim(),
        artist: textOf(fields, 'artist').trim(),
        license: licenseOf(textOf(fields, 'license')) ?? 'all-rights-reserved',
      };
      uploads.add(sounds, common, (track, at) => filler.put(track.id, at));
      await giveCover(veza, album.id, fields.get('picture')).catch(() => undefined); // its page offers it again
      await reloadAlbums(queries);
      await navigate({ to: '/albums/$albumId', params: { albumId: String(album.id) } });
    },
  });
  const isTooMany = sounds.length > MOST_FILES;
  return (
    <Page title={t('new')} width="narrow" back={<BackLink to="/tracks">{t('back')}</BackLink>}>
      <p>{t('newHint')}</p>
      <Form error={create.error} onSubmit={(fields) => !isTooMany && create.mutate(fields)}>
        <TextField
          label={t('sounds')}
          hint={t('soundsHint')}
          fault={isTooMany ? t('tooMany') : undefined}
          type="file"
          multiple
          required
          accept={SOUND_FILES}
          onChange={({ target }) => setSounds(inOrder([...(target.files ?? [])]))}
        />
        {sounds.length > 0 && !isTooMany && (
          <ol aria-label={t('chosen', { count: sounds.length })}>
            {sounds.map(({ name }, at) => (
              <li key={`${at} ${name}`}>
                {at + 1}. {name}
              </li>
            ))}
          </ol>
        )}
        <AlbumFields />
        <TextField label={t('artist')} hint={t('artistHint')} name="artist" maxLength={200} autoComplete="off" />
        <SelectField label={tracks('license')} name="license" defaultValue="all-rights-reserved" options={licenses} />
        <TextField
          label={t('picture')}
          hint={t('pictureHint')}
          name="picture"
          type="file"
          accept="image/jpeg,image/png,image/webp"
        />
        <Button kind="primary" type="submit" busy={create.isPending}>
          {t('create')}
        </Button>
      </Form>
    </Page>
  );
}

/** By name, and `2` before `10`. */
const inOrder = (files: readonly File[]): readonly File[] =>
  files.toSorted((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));

async function giveCover(veza: Veza, id: number, picture: FormDataEntryValue | null): Promise<void> {
  if (!(picture instanceof File) || picture.size === 0) return;
  const form = new FormData();
  form.append('picture', picture);
  await uploadForm(veza, { method: 'PUT', path: `/api/v1/albums/${id}/cover`, form, onProgress: () => undefined });
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { OpenPlaylist } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { reloadPlaylists } from '../../playlists/use-playlists.js';
import { useVeza } from '../../session/session-context.js';
import { useMe } from '../../session/use-me.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Form, textOf } from '../../ui/form.js';
import { Item, ItemList } from '../../ui/item-list.js';
import { PersonLink } from '../../ui/person-link.js';
import { Section } from '../../ui/section.js';
import { TextField } from '../../ui/text-field.js';

/** Who edits a playlist: the owner adds and removes people, and an editor leaves. */
export function PlaylistEditors({ playlist, isOwn }: { playlist: OpenPlaylist['playlist']; isOwn: boolean }) {
  const t = useTranslations('playlists');
  const veza = useVeza();
  const queries = useQueryClient();
  const { data: me } = useMe();
  const { id, editors } = playlist;
  const add = useMutation({
    mutationFn: async (name: string) => {
      await veza.addPlaylistEditor({ path: { id, name } });
      await reloadPlaylists(queries);
    },
  });
  return (
    <Section title={t('editors')} hint={t('editorsHint')}>
      {editors.length === 0 && isOwn && <p>{t('noEditors')}</p>}
      {editors.length > 0 && (
        <ItemList label={t('editors')}>
          {editors.map(({ username: name }) => (
            <Item
              key={name}
              title={<PersonLink name={name} />}
              actions={(isOwn || name === me?.username) && <RemoveEditor id={id} name={name} isOwn={isOwn} />}
            />
          ))}
        </ItemList>
      )}
      {isOwn && (
        <Form
          key={add.isSuccess ? add.submittedAt : 'new'}
          error={add.error}
          onSubmit={(fields) => add.mutate(textOf(fields, 'name').trim())}
        >
          <TextField label={t('editorName')} name="name" required maxLength={200} autoComplete="off" autoCapitalize="none" />
          <Button type="submit" busy={add.isPending}>
            {t('addEditor')}
          </Button>
        </Form>
      )}
    </Section>
  );
}

function RemoveEditor({ id, name, isOwn }: { id: number; name: string; isOwn: boolean }) {
  const t = useTranslations('playlists');
  const veza = useVeza();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: async () => {
      await veza.removePlaylistEditor({ path: { id, name } });
      if (!isOwn) await navigate({ to: '/playlists' });
      await reloadPlaylists(queries);
    },
  });
  return (
    <>
      <Button
        busy={remove.isPending}
        aria-label={isOwn ? t('removeEditor', { name }) : undefined}
        onClick={() => remove.mutate()}
      >
        {isOwn ? t('remove', { title: name }) : t('leave')}
      </Button>
      {remove.error && <ErrorNote error={remove.error} />}
    </>
  );
}

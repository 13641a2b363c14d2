import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { reloadPlaylists, useOwnPlaylists } from '../../playlists/use-playlists.js';
import { useVeza } from '../../session/session-context.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Item } from '../../ui/item-list.js';
import { LoadMore } from '../../ui/load-more.js';
import { LoadedList } from '../../ui/loaded-list.js';
import { Page } from '../../ui/page.js';
import { type PlaylistFacts, PlaylistForm } from './playlist-form.js';

/** The own playlists, and those of others that this person edits. */
export function PlaylistsPage() {
  const t = useTranslations('playlists');
  const pages = useOwnPlaylists();
  const [isNew, setNew] = useState(false);
  const add = <Button onClick={() => setNew(true)}>{t('new')}</Button>;
  return (
    <Page title={t('title')} width="narrow" aside={add}>
      <LoadedList
        label={t('title')}
        query={pages}
        items={pages.data?.pages.flatMap(({ playlists }) => playlists)}
        none={{ title: t('none'), hint: t('noneHint') }}
      >
        {({ id, title, visibility, owner, track_count }) => (
          <Item
            key={id}
            title={
              <Link to="/playlists/$playlistId" params={{ playlistId: String(id) }}>
                {title}
              </Link>
            }
            aside={<Badge>{t(`visible.${visibility}`)}</Badge>}
          >
            <p>
              {t('of', { name: owner.username })} · {t('count', { count: track_count })}
            </p>
          </Item>
        )}
      </LoadedList>
      <LoadMore pages={pages} />
      {isNew && <NewPlaylist onClose={() => setNew(false)} />}
    </Page>
  );
}

function NewPlaylist({ onClose }: { onClose(): void }) {
  const t = useTranslations('playlists');
  const veza = useVeza();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const create = useMutation({
    mutationFn: async (body: PlaylistFacts) => {
      const { data } = await veza.createPlaylist({ body, idempotencyKey: crypto.randomUUID() });
      await reloadPlaylists(queries);
      onClose();
      await navigate({ to: '/playlists/$playlistId', params: { playlistId: String(data.id) } });
    },
  });
  return (
    <Dialog title={t('new')} onClose={onClose}>
      <PlaylistForm submit={t('create')} run={create} />
    </Dialog>
  );
}

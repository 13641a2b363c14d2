import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { OwnPlaylistPage, Track } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useSignedIn, useVeza } from '../session/session-context.js';
import { Button, IconButton } from '../ui/button.js';
import { CheckField } from '../ui/check-field.js';
import { Dialog } from '../ui/dialog.js';
import { ErrorNote } from '../ui/error-note.js';
import { Form, textOf } from '../ui/form.js';
import { PlusIcon } from '../ui/icons.js';
import { LoadMore } from '../ui/load-more.js';
import { Skeleton } from '../ui/skeleton.js';
import { TextField } from '../ui/text-field.js';
import styles from './add-to-playlist.module.css';
import { reloadPlaylists, useOwnPlaylists } from './use-playlists.js';

/** For the page of a track. Nothing for a stranger. */
export function AddToPlaylistButton({ track }: { track: Track }) {
  const t = useTranslations('playlists');
  const isSignedIn = useSignedIn();
  const [isOpen, setOpen] = useState(false);
  if (!isSignedIn) return null;
  return (
    <div>
      <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <PlusIcon />
        {t('add')}
      </Button>
      {isOpen && <AddToPlaylist track={track} onClose={() => setOpen(false)} />}
    </div>
  );
}

/** For a line of a list. */
export function AddToPlaylistIcon({ track, className }: { track: Track; className?: string | undefined }) {
  const t = useTranslations('playlists');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton
        label={t('addTrack', { title: track.title })}
        aria-haspopup="dialog"
        className={className}
        onClick={() => setOpen(true)}
      >
        <PlusIcon />
      </IconButton>
      {isOpen && <AddToPlaylist track={track} onClose={() => setOpen(false)} />}
    </>
  );
}

/** The playlists of this person with the track ticked where it is, and a new one. */
function AddToPlaylist({ track, onClose }: { track: Track; onClose(): void }) {
  const t = useTranslations('playlists');
  const veza = useVeza();
  const queries = useQueryClient();
  const pages = useOwnPlaylists(track.id);
  const create = useMutation({
    mutationFn: async (title: string) => {
      const { data } = await veza.createPlaylist({ body: { title }, idempotencyKey: crypto.randomUUID() });
      await veza.addToPlaylist({ path: { id: data.id, trackId: track.id } });
      await reloadPlaylists(queries);
    },
  });
  return (
    <Dialog title={t('addTitle', { title: track.title })} onClose={onClose}>
      <div className={styles.dialog}>
        {pages.isPending && <Skeleton label={t('loading')} lines={3} />}
        {pages.error && <ErrorNote error={pages.error} retry={() => void pages.refetch()} />}
        <div className={styles.list}>
          {pages.data?.pages
            .flatMap(({ playlists }) => playlists)
            .map((playlist) => (
              <Entry key={playlist.id} track={track} playlist={playlist} />
            ))}
        </div>
        <LoadMore pages={pages} />
        <Form
          error={create.error}
          onSubmit={(fields) => create.mutate(textOf(fields, 'title'))}
          key={create.isSuccess ? create.submittedAt : 'new'}
        >
          <TextField label={t('new')} name="title" required maxLength={100} autoComplete="off" />
          <Button type="submit" busy={create.isPending}>
            {t('createAndAdd')}
          </Button>
        </Form>
      </div>
    </Dialog>
  );
}

function Entry({ track, playlist }: { track: Track; playlist: OwnPlaylistPage['playlists'][number] }) {
  const veza = useVeza();
  const queries = useQueryClient();
  const path = { id: playlist.id, trackId: track.id };
  const change = useMutation({
    mutationFn: (isIn: boolean) => (isIn ? veza.addToPlaylist({ path }) : veza.removeFromPlaylist({ path })),
    onSettled: () => reloadPlaylists(queries),
  });
  return (
    <>
      <CheckField
        label={playlist.title}
        checked={change.isPending ? change.variables : playlist.has_track}
        onChange={(event) => change.mutate(event.target.checked)}
      />
      {change.error && <ErrorNote error={change.error} />}
    </>
  );
}

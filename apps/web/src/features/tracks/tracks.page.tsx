import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Actions } from '../../ui/actions.js';
import { Choice } from '../../ui/choice.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { NoteIcon, SearchIcon } from '../../ui/icons.js';
import { LinkButton } from '../../ui/link-button.js';
import { LoadMore } from '../../ui/load-more.js';
import { Page } from '../../ui/page.js';
import { Skeleton } from '../../ui/skeleton.js';
import { TextField } from '../../ui/text-field.js';
import { useSettled } from '../../ui/use-settled.js';
import { TrackList } from './track-list.js';
import type { TracksSearch } from './tracks-search.js';
import styles from './tracks.page.module.css';
import { UploadBox } from './upload-box.js';
import { useTracks } from './use-tracks.js';

const route = getRouteApi('/shared/signed-in/tracks');

/** Tracks of everyone or the own ones, found as one types. */
export function TracksPage() {
  const t = useTranslations('tracks');
  const playlists = useTranslations('playlists');
  const albums = useTranslations('albums');
  const search = route.useSearch();
  const navigate = useNavigate();
  const [words, setWords] = useState(search.words ?? '');
  const settled = useSettled(words.trim());
  const show = useEffectEvent((wanted: TracksSearch) =>
    navigate({ to: '/tracks', search: { ...search, ...wanted }, replace: true }),
  );
  useEffect(() => {
    void show({ words: settled === '' ? undefined : settled });
  }, [settled]);
  const pages = useTracks(search);
  const tracks = pages.data?.pages.flatMap((page) => page.tracks) ?? [];
  const aside = (
    <Actions>
      <LinkButton to="/albums/new">{albums('new')}</LinkButton>
      <LinkButton to="/playlists">{playlists('title')}</LinkButton>
    </Actions>
  );
  return (
    <Page title={t('title')} aside={aside}>
      <UploadBox />
      <div className={styles.filters}>
        <TextField
          label={t('search')}
          type="search"
          value={words}
          maxLength={200}
          className={styles.search}
          onChange={(event) => setWords(event.target.value)}
        />
        <Choice
          label={t('whose')}
          value={search.whose ?? 'all'}
          options={[
            { value: 'all', label: t('all') },
            { value: 'mine', label: t('mine') },
          ]}
          onChange={(value) =>
            void navigate({ to: '/tracks', search: { ...search, whose: value === 'mine' ? value : undefined }, replace: true })
          }
        />
      </div>
      {pages.isPending && <Skeleton label={t('loading')} lines={6} />}
      {pages.error && !pages.isFetchNextPageError && <ErrorNote error={pages.error} retry={() => void pages.refetch()} />}
      <p role="status" className="visually-hidden">
        {pages.data && t('found', { count: pages.data.pages[0]?.total ?? 0 })}
      </p>
      {pages.data && tracks.length === 0 && <NoTracks isSearch={search.words !== undefined} />}
      {tracks.length > 0 && <TrackList tracks={tracks} />}
      <LoadMore pages={pages} />
    </Page>
  );
}

function NoTracks({ isSearch }: { isSearch: boolean }) {
  const t = useTranslations('tracks.empty');
  return isSearch ? (
    <EmptyState icon={<SearchIcon />} title={t('nothing')}>
      <p>{t('nothingHint')}</p>
    </EmptyState>
  ) : (
    <EmptyState icon={<NoteIcon />} title={t('title')}>
      <p>{t('text')}</p>
    </EmptyState>
  );
}

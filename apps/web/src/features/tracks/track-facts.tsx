import { useMutation } from '@tanstack/react-query';
import type { Track } from '@veza/sdk';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { PersonLink } from '../../ui/person-link.js';
import styles from './track-facts.module.css';

function LicenseLink({ track: { license, license_url } }: { track: Track }) {
  const t = useTranslations('tracks.licenses');
  if (license_url === undefined) return t(license);
  return (
    <a href={license_url} rel="license noreferrer" target="_blank">
      {t(license)}
    </a>
  );
}

/** What is known of a track, and the way to its file. */
export function TrackFacts({ track, mayDownload }: { track: Track; mayDownload: boolean }) {
  const t = useTranslations('tracks.facts');
  const format = useFormatter();
  const veza = useVeza();
  const download = useMutation({
    mutationFn: async () => location.assign((await veza.downloadTrack({ path: { id: track.id } })).data.url),
  });
  const { album, genre, year, play_count, uploader_username, created_at, tags } = track;
  const facts: [string, ReactNode][] = [
    [t('uploader'), <PersonLink key="uploader" name={uploader_username} />],
    [t('plays'), format.number(play_count)],
    [t('date'), format.dateTime(new Date(created_at), { dateStyle: 'medium' })],
    [t('album'), album],
    [t('genre'), genre],
    [t('year'), year === undefined ? undefined : String(year)],
    [t('license'), <LicenseLink key="license" track={track} />],
  ];
  return (
    <>
      <dl className={styles.facts}>
        {facts.map(
          ([name, value]) =>
            value !== undefined && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      {tags.length > 0 && (
        <ul className={styles.tags} aria-label={t('tags')}>
          {tags.map((tag) => (
            <li key={tag}>
              <Badge>{tag}</Badge>
            </li>
          ))}
        </ul>
      )}
      {download.error && <ErrorNote error={download.error} />}
      {mayDownload && (
        <div>
          <Button busy={download.isPending} onClick={() => download.mutate()}>
            {t('download')}
          </Button>
        </div>
      )}
    </>
  );
}

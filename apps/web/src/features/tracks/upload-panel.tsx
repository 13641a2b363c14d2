import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button.js';
import { UnfinishedLine, UploadLine } from './upload-line.js';
import styles from './upload-panel.module.css';
import type { UploadsState } from './uploads.js';
import { useUploads, useUploadsState } from './uploads-context.js';

/** What is on its way, below every page. Nothing is there without an upload. */
export function UploadPanel() {
  const t = useTranslations('tracks.upload');
  const store = useUploads();
  const { uploads, unfinished } = useUploadsState();
  const [isOpen, setOpen] = useState(true);
  if (uploads.length === 0 && unfinished.length === 0) return null;
  const rest = uploads.filter(({ upload }) => !upload.hasEnded);
  return (
    <section className={styles.panel} aria-label={t('label')}>
      <header className={styles.header}>
        <p role="status" className={styles.sum}>
          {rest.length > 0 ? t('sum', { count: rest.length }) : t(uploads.length > 0 ? 'done' : 'unfinishedTitle')}
        </p>
        {rest.length > 0 && <progress className={styles.progress} value={overall(uploads)} aria-label={t('progress')} />}
        {rest.length < uploads.length && (
          <Button kind="quiet" onClick={() => store.clear()}>
            {t('clear')}
          </Button>
        )}
        <Button kind="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'hide' : 'show')}
        </Button>
      </header>
      {isOpen && (
        <ul className={styles.list}>
          {uploads.map(({ upload, state }) => (
            <UploadLine key={upload.key} upload={upload} state={state} />
          ))}
          {unfinished.map((each) => (
            <UnfinishedLine key={each.id} unfinished={each} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** By bytes; the conversion is not a part of it. */
function overall(uploads: UploadsState['uploads']): number {
  const total = uploads.reduce((sum, { upload }) => sum + upload.file.size, 0);
  const stored = uploads.reduce((sum, { upload, state }) => sum + upload.file.size * (state.track ? 1 : state.share), 0);
  return total === 0 ? 0 : stored / total;
}

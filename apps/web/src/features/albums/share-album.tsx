import type { Album } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { frameWith } from '../../player/frame.js';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { CopyButton } from '../../ui/copy-button.js';
import { Dialog } from '../../ui/dialog.js';
import { ShareIcon } from '../../ui/icons.js';
import { TextField } from '../../ui/text-field.js';
import styles from './album.page.module.css';

const FRAME_HEIGHT = 352;

/** The link to a public album, and the frame for a page of another site. */
export function ShareAlbum({ album: { id, title } }: { album: Album }) {
  const t = useTranslations('albums.share');
  const [isOpen, setOpen] = useState(false);
  const link = `${location.origin}/app/albums/${id}`;
  const frame = frameWith({ path: `/embed/albums/${id}`, title, height: FRAME_HEIGHT });
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <ShareIcon />
        {t('open')}
      </Button>
      {isOpen && (
        <Dialog title={t('title')} onClose={() => setOpen(false)}>
          <div className={styles.share}>
            <TextField label={t('link')} value={link} readOnly />
            <TextField label={t('frame')} hint={t('frameHint')} value={frame} readOnly />
            <Actions>
              <CopyButton text={link}>{t('copyLink')}</CopyButton>
              <CopyButton text={frame}>{t('copyFrame')}</CopyButton>
              {'share' in navigator && (
                <Button onClick={() => void navigator.share({ title, url: link }).catch(() => undefined)}>{t('send')}</Button>
              )}
            </Actions>
          </div>
        </Dialog>
      )}
    </>
  );
}

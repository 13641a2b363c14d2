import type { Track } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { usePlayer, usePlayerState } from '../../player/player-context.js';
import { clock } from '../../player/time.js';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { CheckField } from '../../ui/check-field.js';
import { CopyButton } from '../../ui/copy-button.js';
import { Dialog } from '../../ui/dialog.js';
import { ShareIcon } from '../../ui/icons.js';
import { TextField } from '../../ui/text-field.js';
import { frameOf, linkTo } from './second.js';
import styles from './share-track.module.css';

/** The link to a public track, to the second that is heard, and the frame for a page of another site. */
export function ShareTrack({ track }: { track: Track }) {
  const t = useTranslations('tracks.share');
  const player = usePlayer();
  const { current } = usePlayerState();
  /** The second at which the dialogue was opened; undefined while it is closed. */
  const [heard, setHeard] = useState<number>();
  const [fromHere, setFromHere] = useState(false);
  const open = () => {
    setHeard(current?.track.id === track.id ? Math.floor(player.position()) : 0);
    setFromHere(false);
  };
  const second = fromHere ? (heard ?? 0) : 0;
  const link = linkTo(track, second);
  return (
    <div>
      <Button aria-haspopup="dialog" onClick={open}>
        <ShareIcon />
        {t('open')}
      </Button>
      {heard !== undefined && (
        <Dialog title={t('title')} onClose={() => setHeard(undefined)}>
          <div className={styles.fields}>
            <TextField label={t('link')} value={link} readOnly />
            {heard > 0 && (
              <CheckField
                label={t('from', { second: clock(heard) })}
                checked={fromHere}
                onChange={(event) => setFromHere(event.target.checked)}
              />
            )}
            <TextField label={t('frame')} hint={t('frameHint')} value={frameOf(track, second)} readOnly />
            <Actions>
              <CopyButton text={link}>{t('copyLink')}</CopyButton>
              <CopyButton text={frameOf(track, second)}>{t('copyFrame')}</CopyButton>
              {'share' in navigator && (
                <Button onClick={() => void navigator.share({ title: track.title, url: link }).catch(() => undefined)}>
                  {t('send')}
                </Button>
              )}
            </Actions>
          </div>
        </Dialog>
      )}
    </div>
  );
}

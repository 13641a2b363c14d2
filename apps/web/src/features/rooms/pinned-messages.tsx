import { useMutation } from '@tanstack/react-query';
import type { Pin } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button, IconButton } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorNote } from '../../ui/error-note.js';
import { PinIcon } from '../../ui/icons.js';
import { FoundMessage } from './found-message.js';
import styles from './pinned-messages.module.css';
import { useGoverns, useLivePins, usePin } from './use-pins.js';

/** The way to the pinned messages of a room, while it has some. */
export function PinnedMessages({ roomId }: { roomId: string }) {
  const t = useTranslations('rooms.pins');
  const { data: pins = [] } = useLivePins(roomId);
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  if (isOpen && pins.length === 0) close();
  if (pins.length === 0) return null;
  return (
    <>
      <IconButton label={t('count', { count: pins.length })} onClick={() => setOpen(true)}>
        <PinIcon />
      </IconButton>
      {isOpen && (
        <Dialog title={t('title')} onClose={close}>
          <ul className={styles.list}>
            {pins.map((pin) => (
              <Entry key={pin.message.id} roomId={roomId} pin={pin} onOpen={close} />
            ))}
          </ul>
        </Dialog>
      )}
    </>
  );
}

function Entry({ roomId, pin: { message, pinned_by_username }, onOpen }: { roomId: string; pin: Pin; onOpen(): void }) {
  const t = useTranslations('rooms.pins');
  const governs = useGoverns(roomId);
  const pin = usePin(roomId);
  const unpin = useMutation({ mutationFn: () => pin(message.id, false) });
  return (
    <FoundMessage message={message} words="" onOpen={onOpen}>
      <p className={styles.under}>
        <span>{t('by', { name: pinned_by_username })}</span>
        {governs && (
          <Button busy={unpin.isPending} aria-label={t('unpinOf', { name: message.username })} onClick={() => unpin.mutate()}>
            {t('unpin')}
          </Button>
        )}
      </p>
      {unpin.error && <ErrorNote error={unpin.error} />}
    </FoundMessage>
  );
}

import type { Room } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import styles from './room-dialog.module.css';
import { useEndOfRoom } from './use-end-of-room.js';

/** Deletes a room, behind a fold with what is lost then. */
export function DeleteRoom({ room }: { room: Room }) {
  const t = useTranslations('rooms.room');
  const remove = useEndOfRoom(room.id, 'deleteRoom');
  return (
    <details className={styles.fold}>
      <summary>{t('delete')}</summary>
      <div>
        <p>{t('deleteMeaning')}</p>
        {remove.error && <ErrorNote error={remove.error} />}
        <Button kind="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
          {t('deleteNow', { name: room.name })}
        </Button>
      </div>
    </details>
  );
}

import { type Veza, VezaError } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { useMe } from '../../session/use-me.js';
import { Button } from '../../ui/button.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import type { Thing } from './reported-thing.js';

/** What moderators remove; administrators remove each of them. */
const OF_MODERATORS: readonly Thing['kind'][] = ['comment', 'playlist', 'picture', 'banner', 'words'];

interface RemoveThingProps {
  thing: Thing;
  onRemoved(): Promise<unknown>;
}

/** Takes a reported thing away from other people, by the call that its page has. */
export function RemoveThing({ thing, onRemoved }: RemoveThingProps) {
  const t = useTranslations('admin.reports');
  const veza = useVeza();
  const { data: me } = useMe();
  const [isOpen, setOpen] = useState(false);
  const action = t(`remove.${thing.kind}`);
  if (me?.role !== 'admin' && !OF_MODERATORS.includes(thing.kind)) return null;
  return (
    <>
      <Button kind="danger" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {action}
      </Button>
      {isOpen && (
        <ConfirmDialog
          title={t('removeTitle', { action })}
          action={action}
          onConfirm={async () => {
            await remove(veza, thing);
            await onRemoved();
          }}
          onClose={() => setOpen(false)}
        >
          {t('removeText')}
        </ConfirmDialog>
      )}
    </>
  );
}

/** What is gone already needs no removal. */
async function remove(veza: Veza, thing: Thing): Promise<void> {
  try {
    await call(veza, thing);
  } catch (error) {
    if (!(error instanceof VezaError && error.status === 404)) throw error;
  }
}

function call(veza: Veza, { kind, id, track_id }: Thing): Promise<unknown> {
  const path = { id };
  const body = { is_public: false };
  switch (kind) {
    case 'comment':
      return veza.removeComment({ path: { id: track_id ?? 0, commentId: id } });
    case 'playlist':
      return veza.deletePlaylist({ path });
    case 'track':
      return veza.updateTrack({ path, body });
    case 'album':
      return veza.updateAlbum({ path, body });
    case 'resource':
      return veza.updateResource({ path, body });
    case 'product':
      return veza.deleteProduct({ path });
    case 'picture':
    case 'banner':
    case 'words':
      return veza.resetProfile({ path: { id, part: kind } });
  }
}

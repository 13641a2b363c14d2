import { useTranslations } from 'use-intl';
import { Button } from '../ui/button.js';
import { ErrorNote } from '../ui/error-note.js';
import { useBlock } from './use-blocks.js';

/** Blocks a person, or takes the block back. */
export function BlockButton({ userId, name }: { userId: number; name: string }) {
  const t = useTranslations('rooms.block');
  const { isBlocked, isKnown, change } = useBlock(userId);
  return (
    <>
      {change.error && <ErrorNote error={change.error} />}
      <Button
        kind={isBlocked ? 'plain' : 'danger'}
        busy={change.isPending || !isKnown}
        aria-label={t(isBlocked ? 'unblockName' : 'blockName', { name })}
        onClick={() => change.mutate()}
      >
        {t(isBlocked ? 'unblock' : 'block')}
      </Button>
    </>
  );
}

import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { IconButton } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Skeleton } from '../../ui/skeleton.js';

const EmojiPicker = lazy(async () => ({ default: (await import('./emoji-picker.js')).EmojiPicker }));

interface EmojiButtonProps {
  label: string;
  icon: ReactNode;
  onChoose(emoji: string): void;
}

/** A button that opens every emoji. The focus is on the button again at the end, unless the choice moves it. */
export function EmojiButton({ label, icon, onChoose }: EmojiButtonProps) {
  const t = useTranslations();
  const [isOpen, setOpen] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const close = () => {
    frame.current?.querySelector('dialog')?.close(); // gives the focus back, which the removal of the element does not
    setOpen(false);
  };
  return (
    <div ref={frame}>
      <IconButton label={label} onClick={() => setOpen(true)}>
        {icon}
      </IconButton>
      {isOpen && (
        <Dialog title={t('talk.emoji.title')} onClose={close}>
          <Suspense fallback={<Skeleton label={t('rooms.loading')} lines={6} />}>
            <EmojiPicker
              onChoose={(emoji) => {
                close();
                onChoose(emoji);
              }}
            />
          </Suspense>
        </Dialog>
      )}
    </div>
  );
}

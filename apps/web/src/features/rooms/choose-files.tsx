import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import { IconButton } from '../../ui/button.js';
import { ClipIcon } from '../../ui/icons.js';

/** The button that chooses files for a room. */
export function ChooseFiles({ onChoose }: { onChoose(files: Iterable<File>): void }) {
  const t = useTranslations('rooms.files');
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton label={t('choose')} onClick={() => input.current?.click()}>
        <ClipIcon />
      </IconButton>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('choose')}
        onChange={({ currentTarget }) => {
          onChoose(currentTarget.files ?? []);
          currentTarget.value = ''; // the same file can be chosen again
        }}
      />
    </>
  );
}

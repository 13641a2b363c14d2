import { lazy, Suspense, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslations } from 'use-intl';
import { textStore } from '../i18n/texts.js';
import '../offline/install-offer.js';
import { SearchIcon } from '../ui/icons.js';
import type { DialogPlan } from './entry.js';
import styles from './palette-opener.module.css';
import { wantedBy, type PaletteDialog } from './wanted.js';

const texts = () => textStore.need(['palette']);
const dialogs = {
  palette: lazy(async () => {
    const [{ Palette }] = await Promise.all([import('./palette.js'), texts()]);
    return { default: Palette };
  }),
  shortcuts: lazy(async () => {
    const [{ Shortcuts }] = await Promise.all([import('./shortcuts.js'), texts()]);
    return { default: Shortcuts };
  }),
};

/** The way to the palette, by a button or by Control and K; Control and `/` shows all keys. Nothing is loaded before. */
export function PaletteOpener({ navigation }: Pick<DialogPlan, 'navigation'>) {
  const t = useTranslations('app');
  const [open, setOpen] = useState<PaletteDialog>();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const wanted = wantedBy(event);
      // Behind a dialogue nothing opens: its own focus and its unsaved words stay.
      if (!wanted || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      setOpen(wanted);
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
  const Shown = open && dialogs[open];
  return (
    <>
      <button
        type="button"
        className={styles.opener}
        aria-label={t('palette')}
        title={t('palette')}
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpen('palette')}
      >
        <SearchIcon />
      </button>
      {Shown &&
        createPortal(
          // Outside of the banner, whose landmark has no headings of dialogues.
          <Suspense>
            <Shown navigation={navigation} onClose={() => setOpen(undefined)} />
          </Suspense>,
          document.body,
        )}
    </>
  );
}

import { useTranslations } from 'use-intl';
import { Dialog } from '../ui/dialog.js';
import type { DialogPlan } from './entry.js';
import styles from './palette.module.css';

/** Each with its keys, in the groups of the places where they work. `Mod` is Control, or Command on a Mac. */
const SHORTCUTS = [
  {
    place: 'everywhere',
    lines: [
      ['search', 'Mod', 'K'],
      ['keys', 'Mod', '/'],
      ['leave', 'Esc'],
    ],
  },
  {
    place: 'messages',
    lines: [
      ['send', 'Enter'],
      ['line', 'Shift', 'Enter'],
      ['bold', 'Mod', 'B'],
      ['italic', 'Mod', 'I'],
      ['code', 'Mod', 'E'],
      ['mention', '@'],
    ],
  },
  {
    place: 'sound',
    lines: [
      ['play', 'Space'],
      ['seek', '←', '→'],
    ],
  },
  {
    place: 'agenda',
    lines: [
      ['move', 'Shift', '↑', '↓', '←', '→'],
      ['put', 'Enter'],
    ],
  },
] as const;

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The page of the keys. */
export function Shortcuts({ onClose }: DialogPlan) {
  const t = useTranslations('palette.shortcuts');
  const nameOf = (key: string) => (key === 'Mod' ? (isMac ? '⌘' : t('control')) : key);
  return (
    <Dialog title={t('title')} onClose={onClose}>
      {SHORTCUTS.map(({ place, lines }) => (
        <section key={place} aria-labelledby={`keys-${place}`}>
          <h3 id={`keys-${place}`}>{t(`places.${place}`)}</h3>
          <dl className={styles.keys}>
            {lines.map(([name, ...keys]) => (
              <div key={name} style={{ display: 'contents' }}>
                <dt>
                  {keys.map((key) => (
                    <kbd key={key}>{nameOf(key)}</kbd>
                  ))}
                </dt>
                <dd>{t(`lines.${name}`)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}

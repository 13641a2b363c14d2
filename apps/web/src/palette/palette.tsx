import { useRouter } from '@tanstack/react-router';
import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Avatar } from '../ui/avatar.js';
import { Dialog } from '../ui/dialog.js';
import field from '../ui/field.module.css';
import { SearchIcon } from '../ui/icons.js';
import { Note } from '../ui/note.js';
import type { DialogPlan, Entry } from './entry.js';
import styles from './palette.module.css';
import { useFoundEntries } from './use-found-entries.js';
import { useOwnEntries } from './use-own-entries.js';

const MOST_TYPED = 100;
const ORDER: readonly Entry['group'][] = [
  'rooms',
  'people',
  'pages',
  'tracks',
  'products',
  'resources',
  'cabinets',
  'messages',
  'actions',
];

/**
 * One field over everything: arrows choose, Enter opens, Control with Enter opens in a new tab, Escape closes. What needs no
 * request is there at once; the rest follows as one types.
 */
export function Palette({ navigation, onClose }: DialogPlan) {
  const t = useTranslations('palette');
  const router = useRouter();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [chosen, choose] = useState(0);
  const { entries: found, isSearching, isPartial } = useFoundEntries(typed);
  const own = useOwnEntries(typed, navigation);
  const words = typed.trim();
  const messages: Entry = {
    key: 'messages',
    group: 'messages',
    title: t('messagesWith', { words }),
    Icon: SearchIcon,
    act: { link: { to: '/rooms/search', search: { q: words } } },
  };
  const all = [...own, ...found, ...(words === '' ? [] : [messages])];
  const groups = ORDER.map((group) => ({ group, entries: all.filter((entry) => entry.group === group) })).filter(
    ({ entries }) => entries.length > 0,
  );
  const shown = groups.flatMap(({ entries }) => entries);
  const active = Math.min(chosen, shown.length - 1);
  const optionId = (entry: Entry) => `${id}-${shown.indexOf(entry)}`;

  const open = (entry: Entry, isNewTab: boolean) => {
    onClose();
    if ('run' in entry.act) entry.act.run();
    else if (isNewTab) window.open(router.history.createHref(router.buildLocation(entry.act.link).href), '_blank', 'noopener');
    else void router.navigate(entry.act.link);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const entry = shown[active];
    if (event.nativeEvent.isComposing || entry === undefined) return;
    const steps: Record<string, (() => void) | undefined> = {
      ArrowDown: () => choose((active + 1) % shown.length),
      ArrowUp: () => choose((active + shown.length - 1) % shown.length),
      Enter: () => open(entry, event.ctrlKey || event.metaKey),
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    step();
  };
  return (
    <Dialog title={t('title')} onClose={onClose}>
      <div className={styles.palette}>
        <input
          type="search"
          role="combobox"
          className={field.control}
          aria-label={t('field')}
          placeholder={t('field')}
          aria-expanded={shown.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={shown[active] && optionId(shown[active])}
          autoComplete="off"
          spellCheck={false}
          maxLength={MOST_TYPED}
          autoFocus
          dir="auto"
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value);
            choose(0);
          }}
          onKeyDown={onKeyDown}
        />
        <p role="status" className="visually-hidden">
          {isSearching ? t('searching') : t('count', { count: shown.length })}
        </p>
        {isPartial && <Note>{t('partial')}</Note>}
        <div id={`${id}-list`} role="listbox" aria-label={t('found')} aria-busy={isSearching} className={styles.list}>
          {groups.map(({ group, entries }) => (
            <div key={group} role="group" aria-labelledby={`${id}-${group}`}>
              <div id={`${id}-${group}`} role="presentation" className={styles.group}>
                {t(`groups.${group}`)}
              </div>
              {entries.map((entry) => (
                <PaletteOption
                  key={entry.key}
                  id={optionId(entry)}
                  entry={entry}
                  isActive={entry === shown[active]}
                  onChoose={(isNewTab) => open(entry, isNewTab)}
                />
              ))}
            </div>
          ))}
        </div>
      </div>
    </Dialog>
  );
}

interface PaletteOptionProps {
  id: string;
  entry: Entry;
  isActive: boolean;
  onChoose(isNewTab: boolean): void;
}

function PaletteOption({ id, entry: { title, detail, Icon, picture }, isActive, onChoose }: PaletteOptionProps) {
  return (
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      className={styles.option}
      ref={(element) => {
        if (isActive) element?.scrollIntoView({ block: 'nearest' });
      }}
      // The field keeps the focus.
      onPointerDown={(event) => event.preventDefault()}
      onClick={({ ctrlKey, metaKey }) => onChoose(ctrlKey || metaKey)}
    >
      <span className={styles.icon}>{picture ? <Avatar name={picture.name} picture={picture.source} /> : <Icon />}</span>
      <bdi className={styles.title}>{title}</bdi>
      {detail !== undefined && <bdi className={styles.detail}>{detail}</bdi>}
    </div>
  );
}

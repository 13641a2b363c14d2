import { type KeyboardEvent, useRef, useState } from 'react';
import type { Emoji } from './emoji-list.js';
import styles from './emoji-picker.module.css';

interface EmojiGridProps {
  label: string;
  emojis: readonly Emoji[];
  onChoose(emoji: string): void;
}

/** Buttons in rows. Tab stops once; arrows, Home and End move in it. */
export function EmojiGrid({ label, emojis, onChoose }: EmojiGridProps) {
  const [active, setActive] = useState(0);
  const grid = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...(grid.current?.querySelectorAll('button') ?? [])];
    const first = buttons[0]?.offsetTop;
    const next = buttons.findIndex(({ offsetTop }) => offsetTop !== first);
    const columns = next === -1 ? buttons.length : next;
    const places: Record<string, number> = {
      ArrowRight: active + 1,
      ArrowLeft: active - 1,
      ArrowDown: active + columns,
      ArrowUp: active - columns,
      Home: 0,
      End: emojis.length - 1,
    };
    const place = places[event.key];
    if (place === undefined) return;
    event.preventDefault();
    if (place < 0 || place >= emojis.length) return;
    setActive(place);
    buttons[place]?.focus();
  };
  return (
    <div ref={grid} role="group" aria-label={label} className={styles.grid} onKeyDown={onKeyDown}>
      {emojis.map(({ emoji, name }, index) => (
        <button
          key={emoji}
          type="button"
          className={styles.emoji}
          aria-label={name}
          title={name}
          tabIndex={index === active ? 0 : -1}
          onFocus={() => setActive(index)}
          onClick={() => onChoose(emoji)}
        >
          {emoji}
        </button>
      ))}
    </div>
  );
}

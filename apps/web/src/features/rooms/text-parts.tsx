import type { ReactNode } from 'react';
import { PARTS } from './message-parts.js';
import styles from './message-text.module.css';

/** A text with its addresses as links, and with its mentions. */
export function TextParts({ text, mentions }: { text: string; mentions: readonly string[] }) {
  return text.split(PARTS).map((part, index) => <Part key={index} text={part} mentions={mentions} />);
}

function Part({ text, mentions }: { text: string; mentions: readonly string[] }) {
  if (/^https?:/.test(text)) return <OutsideLink href={text}>{text}</OutsideLink>;
  if (text.startsWith('@') && mentions.includes(text.slice(1))) return <strong className={styles.mention}>{text}</strong>;
  return text;
}

/** An address that a person has written. The other site learns nothing of this one. */
export function OutsideLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}

import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import styles from './markup-text.module.css';
import { type Markup, markupOf } from './message-markup.js';
import { OutsideLink, TextParts } from './text-parts.js';

interface MarkupTextProps {
  content: string;
  mentions: readonly string[];
  /** The message as text, for one whose marks are not drawn. */
  plain: ReactNode;
  edited: ReactNode;
}

/** A message in Markdown, as elements: a paragraph, a list, a quote, code, a spoiler. */
export function MarkupText({ content, mentions, plain, edited }: MarkupTextProps) {
  const parts = markupOf(content);
  if (!parts) return plain;
  return (
    <div className={styles.markup}>
      <Parts parts={parts} mentions={mentions} />
      {edited}
    </div>
  );
}

interface PartsProps {
  parts: readonly Markup[];
  mentions: readonly string[];
  /** Inside of a link there is no other one. */
  isLink?: boolean;
}

const Parts = ({ parts, ...rest }: PartsProps) => parts.map((part, index) => <Part key={index} part={part} {...rest} />);

function Part({ part, mentions, isLink = false }: Omit<PartsProps, 'parts'> & { part: Markup }) {
  if (part.kind === 'text') return isLink ? part.text : <TextParts text={part.text} mentions={mentions} />;
  if (part.kind === 'code') return <code>{part.text}</code>;
  if (part.kind === 'rule') return <hr />;
  if (part.kind === 'block')
    return (
      <pre tabIndex={0}>
        <code>{part.text}</code>
      </pre>
    );
  const within = <Parts parts={part.children} mentions={mentions} isLink={isLink || part.kind === 'link'} />;
  switch (part.kind) {
    case 'link':
      return isLink ? within : <NamedLink part={part}>{within}</NamedLink>;
    case 'list':
      return part.start === undefined ? <ul>{within}</ul> : <ol start={part.start}>{within}</ol>;
    case 'item':
      return <li>{within}</li>;
    case 'paragraph':
      return <p>{within}</p>;
    case 'heading':
      return (
        <p className={styles.heading}>
          <strong>{within}</strong>
        </p>
      );
    case 'quote':
      return <blockquote>{within}</blockquote>;
    case 'strong':
      return <strong>{within}</strong>;
    case 'emphasis':
      return <em>{within}</em>;
    case 'spoiler':
      return <Spoiler>{within}</Spoiler>;
  }
}

/** The host stands beside a text that is not the address: a link shows where it leads. */
function NamedLink({ part, children }: { part: Extract<Markup, { kind: 'link' }>; children: ReactNode }) {
  const [only, ...others] = part.children;
  const isAddress = others.length === 0 && only?.kind === 'text' && part.href.endsWith(only.text);
  const host = URL.canParse(part.href) ? new URL(part.href).host : '';
  return (
    <>
      <OutsideLink href={part.href}>{children}</OutsideLink>
      {!isAddress && host !== '' && <small className={styles.host}> ({host})</small>}
    </>
  );
}

/** Stays out of the page until it is opened, for every reader of the page. */
function Spoiler({ children }: { children: ReactNode }) {
  const t = useTranslations('rooms');
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return <span className={styles.open}>{children}</span>;
  return (
    <button type="button" className={styles.spoiler} onClick={() => setOpen(true)}>
      {t('spoiler')}
    </button>
  );
}

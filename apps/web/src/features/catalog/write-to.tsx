import { useTranslations } from 'use-intl';
import { quoteOf } from '../../routing/history-state.js';
import { LinkButton } from '../../ui/link-button.js';

interface WriteToProps {
  userId: number;
  name: string;
  /** What is spoken about: its title, and its path below `/app`. */
  about: { title: string; path: string };
}

/** Opens the conversation with the owner of a thing, which the message quotes. */
export function WriteTo({ userId, name, about: { title, path } }: WriteToProps) {
  const t = useTranslations('catalog');
  return (
    <LinkButton to="/rooms/people/$userId" params={{ userId }} state={{ quote: quoteOf(title, path) }}>
      {t('writeTo', { name })}
    </LinkButton>
  );
}

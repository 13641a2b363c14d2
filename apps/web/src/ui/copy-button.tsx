import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { Button } from './button.js';
import { CheckIcon } from './icons.js';

/** Copies a text to the clipboard. Its name is then "Copied", until the text changes. */
export function CopyButton({ text, children }: { text: string; children: string }) {
  const t = useTranslations('ui');
  const copy = useMutation({
    mutationFn: async (): Promise<string> => {
      await navigator.clipboard.writeText(text);
      return text;
    },
  });
  const isCopied = copy.data === text;
  return (
    <>
      <Button busy={copy.isPending} onClick={() => copy.mutate()}>
        {isCopied && <CheckIcon />}
        {isCopied ? t('copied') : children}
      </Button>
      <span role="status" className="visually-hidden">
        {isCopied && t('copied')}
        {copy.isError && t('notCopied')}
      </span>
    </>
  );
}

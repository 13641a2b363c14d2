import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button.js';
import button from '../../ui/button.module.css';
import { classNames } from '../../ui/class-names.js';
import { ErrorNote } from '../../ui/error-note.js';
import { DownloadIcon } from '../../ui/icons.js';
import { savedName } from './saved-name.js';

interface DownloadProps {
  filename: string;
  /** Where everyone may load it: the browser does it, whatever the size. */
  address: string | undefined;
  /** The response to a call in the own session. */
  load(): Promise<Response>;
}

/** Saves a file. A private one needs the session, so the page loads it and hands it to the browser. */
export function Download({ filename, address, load }: DownloadProps) {
  const t = useTranslations('catalog.files');
  const save = useMutation({
    mutationFn: async () => {
      const response = await load();
      const url = URL.createObjectURL(await response.blob());
      const link = document.createElement('a');
      link.href = url;
      link.download = savedName(response, filename);
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 60_000); // the browser reads it after the click
    },
  });
  const label = t('downloadOf', { name: filename });
  if (address !== undefined)
    return (
      <a href={address} download={filename} className={classNames(button.button, button.plain)} aria-label={label}>
        <DownloadIcon />
        {t('download')}
      </a>
    );
  return (
    <div>
      {save.error && <ErrorNote error={save.error} />}
      <Button busy={save.isPending} onClick={() => save.mutate()} aria-label={label}>
        <DownloadIcon />
        {t('download')}
      </Button>
    </div>
  );
}

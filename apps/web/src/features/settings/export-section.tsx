import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Note } from '../../ui/note.js';
import { saveFile } from '../../ui/save-file.js';
import { Section } from '../../ui/section.js';

/** Everything that the platform has about the person, as one archive. */
export function ExportSection() {
  const t = useTranslations('settings.export');
  const veza = useVeza();
  const format = useFormatter();
  const [received, setReceived] = useState(0);
  const stop = useRef<AbortController>(undefined);
  const download = useMutation({
    mutationFn: async (): Promise<void> => {
      const controller = new AbortController();
      stop.current = controller;
      setReceived(0);
      const { data: response } = await veza.exportMe({ signal: controller.signal });
      saveFile(await read(response, setReceived), `veza-${new Date().toISOString().slice(0, 10)}.zip`);
    },
  });
  useEffect(() => () => stop.current?.abort(), []);
  const kilobytes = format.number(Math.ceil(received / 1_000), { style: 'unit', unit: 'kilobyte' });
  return (
    <Section title={t('title')} hint={t('hint')}>
      {download.error && download.error.name !== 'AbortError' && <ErrorNote error={download.error} />}
      {download.isSuccess && <Note>{t('done', { size: kilobytes })}</Note>}
      {download.isPending && <p aria-live="off">{t('received', { size: kilobytes })}</p>}
      <Actions>
        <Button kind="primary" busy={download.isPending} onClick={() => download.mutate()}>
          {t('submit')}
        </Button>
        {download.isPending && <Button onClick={() => stop.current?.abort()}>{t('stop')}</Button>}
      </Actions>
    </Section>
  );
}

/** The whole body, with the number of bytes on the way. The archive has no length beforehand. */
async function read({ body, headers }: Response, onReceived: (bytes: number) => void): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let received = 0;
  const reader = body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    parts.push(part.value);
    onReceived((received += part.value.length));
  }
  return new Blob(parts, { type: headers.get('content-type') ?? 'application/zip' });
}

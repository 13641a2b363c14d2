import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { Note } from '../../ui/note.js';
import { Section } from '../../ui/section.js';

/** Ends every session of a person, for example of a stolen account. */
export function SessionsSection({ id }: { id: number }) {
  const t = useTranslations('admin.sessions');
  const veza = useVeza();
  const [isAsking, setAsking] = useState(false);
  const [isDone, setDone] = useState(false);
  const end = async (): Promise<void> => {
    await veza.signOutAccount({ path: { id } });
    setDone(true);
  };
  return (
    <Section title={t('title')} hint={t('hint')}>
      {isDone && <Note>{t('done')}</Note>}
      <div>
        <Button kind="danger" onClick={() => setAsking(true)}>
          {t('end')}
        </Button>
      </div>
      {isAsking && (
        <ConfirmDialog title={t('title')} action={t('end')} onConfirm={end} onClose={() => setAsking(false)}>
          {t('hint')}
        </ConfirmDialog>
      )}
    </Section>
  );
}

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../session/session-context.js';
import { Button } from '../ui/button.js';
import { ReportDialog } from '../ui/report-dialog.js';

/** Reports a person, with or without a message of theirs. */
export function ReportPerson({ userId, name }: { userId: number; name: string }) {
  const t = useTranslations('rooms');
  const veza = useVeza();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen(true)}>
        {t('card.report')}
      </Button>
      {isOpen && (
        <ReportDialog
          title={t('report.person.title', { name })}
          hint={t('report.person.hint')}
          done={t('report.person.done')}
          onReport={(reason, details) => veza.reportPerson({ body: { user_id: userId, reason, details } })}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

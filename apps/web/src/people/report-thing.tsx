import type { ReportThingBody } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../session/session-context.js';
import { useMe } from '../session/use-me.js';
import { Button } from '../ui/button.js';
import { ReportDialog } from '../ui/report-dialog.js';

interface ReportThingProps {
  kind: ReportThingBody['kind'];
  id: number;
  ownerId: number;
  title: string;
  /** Its accessible name, where a page has several of them. */
  label?: string;
}

/** Reports a thing of another person. Strangers and the owner have no button. */
export function ReportThing({ kind, id, ownerId, title, label }: ReportThingProps) {
  const t = useTranslations('rooms.report');
  const veza = useVeza();
  const { data: me } = useMe();
  const [isOpen, setOpen] = useState(false);
  if (!me || me.id === ownerId) return null;
  return (
    <>
      <Button kind="quiet" aria-haspopup="dialog" aria-label={label} onClick={() => setOpen(true)}>
        {t('submit')}
      </Button>
      {isOpen && (
        <ReportDialog
          title={t('thing.title', { title })}
          hint={t('thing.hint')}
          done={t('person.done')}
          onReport={(reason, details) => veza.reportThing({ body: { kind, id, reason, details } })}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

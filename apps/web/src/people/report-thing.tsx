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

/** Reports a thing of another person. Strangers, whose pages come without these texts, and the owner have no button. */
export function ReportThing(props: ReportThingProps) {
  const { data: me } = useMe();
  return me && me.id !== props.ownerId ? <ReportButton {...props} /> : null;
}

function ReportButton({ kind, id, title, label }: ReportThingProps) {
  const t = useTranslations('rooms.report');
  const veza = useVeza();
  const [isOpen, setOpen] = useState(false);
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

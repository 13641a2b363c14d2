import type { ReportThingBody } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../session/session-context.js';
import { Button } from '../ui/button.js';
import { ReportDialog } from '../ui/report-dialog.js';
import { SelectField } from '../ui/select-field.js';

export type PagePart = Extract<ReportThingBody['kind'], 'picture' | 'banner' | 'words'>;

interface ReportPersonProps {
  userId: number;
  name: string;
  /** What the page of the person has, to be reported by itself. */
  parts?: readonly PagePart[];
}

/** Reports a person, with or without a message of theirs, or a part of the page. */
export function ReportPerson({ userId, name, parts = [] }: ReportPersonProps) {
  const t = useTranslations('rooms');
  const veza = useVeza();
  const [isOpen, setOpen] = useState(false);
  const [part, setPart] = useState<PagePart>();
  const close = () => {
    setOpen(false);
    setPart(undefined);
  };
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen(true)}>
        {t('card.report')}
      </Button>
      {isOpen && (
        <ReportDialog
          title={t('report.person.title', { name })}
          hint={t(part ? 'report.thing.hint' : 'report.person.hint')}
          done={t('report.person.done')}
          onReport={(reason, details) =>
            part
              ? veza.reportThing({ body: { kind: part, id: userId, reason, details } })
              : veza.reportPerson({ body: { user_id: userId, reason, details } })
          }
          onClose={close}
        >
          {parts.length > 0 && (
            <SelectField
              label={t('report.what')}
              value={part ?? ''}
              options={[
                { value: '', label: t('report.parts.person') },
                ...parts.map((value) => ({ value, label: t(`report.parts.${value}`) })),
              ]}
              onChange={({ target }) => setPart(parts.find((each) => each === target.value))}
            />
          )}
        </ReportDialog>
      )}
    </>
  );
}

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useMe } from '../../session/use-me.js';
import { Choice } from '../../ui/choice.js';
import { AdminFrame } from './admin-frame.js';
import { ModerationLog } from './moderation-log.js';
import { RoleChanges } from './role-changes.js';

const KINDS = ['moderation', 'roles'] as const;

/** What moderators did in rooms and, for administrators, the changes of roles. */
export function AuditPage() {
  const t = useTranslations('admin');
  const { data: me } = useMe();
  const [kind, setKind] = useState<(typeof KINDS)[number]>('moderation');
  return (
    <AdminFrame title={t('pages.audit')}>
      {me?.role === 'admin' && (
        <Choice
          label={t('audit.kind')}
          value={kind}
          options={KINDS.map((value) => ({ value, label: t(`audit.kinds.${value}`) }))}
          onChange={(value) => setKind(value)}
        />
      )}
      {kind === 'moderation' ? <ModerationLog /> : <RoleChanges />}
    </AdminFrame>
  );
}

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useMe } from '../../session/use-me.js';
import { Choice } from '../../ui/choice.js';
import { AdminFrame } from './admin-frame.js';
import { BansLog } from './bans-log.js';
import { ModerationLog } from './moderation-log.js';
import { RoleChanges } from './role-changes.js';

const KINDS = ['moderation', 'bans', 'roles'] as const;

/** What moderators did in rooms, bans from the platform and, for administrators, the changes of roles. */
export function AuditPage() {
  const t = useTranslations('admin');
  const { data: me } = useMe();
  const [kind, setKind] = useState<(typeof KINDS)[number]>('moderation');
  const kinds = KINDS.filter((value) => value !== 'roles' || me?.role === 'admin');
  return (
    <AdminFrame title={t('pages.audit')}>
      <Choice
        label={t('audit.kind')}
        value={kind}
        options={kinds.map((value) => ({ value, label: t(`audit.kinds.${value}`) }))}
        onChange={(value) => setKind(value)}
      />
      {kind === 'moderation' && <ModerationLog />}
      {kind === 'bans' && <BansLog />}
      {kind === 'roles' && <RoleChanges />}
    </AdminFrame>
  );
}

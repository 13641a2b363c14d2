import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CreateInviteLinkBody, InviteLink } from '@veza/sdk';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { CopyButton } from '../../ui/copy-button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Form, textOf } from '../../ui/form.js';
import { QrCode } from '../../ui/qr-code.js';
import { SelectField } from '../../ui/select-field.js';
import styles from './room-dialog.module.css';

const DAYS = [1, 7, 30];
const USES = [1, 10, 100];

/** Links by which people join the room: those in force, and a new one, whose address and QR code are shown once. */
export function InviteLinks({ roomId }: { roomId: string }) {
  const t = useTranslations('rooms.links');
  const veza = useVeza();
  const queries = useQueryClient();
  const queryKey = ['invite-links', roomId];
  const { data: links } = useQuery({
    queryKey,
    queryFn: async ({ signal }) => (await veza.listInviteLinks({ path: { id: roomId }, signal })).data,
  });
  const create = useMutation({
    mutationFn: async (body: CreateInviteLinkBody) => {
      const { data } = await veza.createInviteLink({ path: { id: roomId }, body });
      await queries.invalidateQueries({ queryKey });
      return `${location.origin}/app/join#${data.code}`;
    },
  });
  return (
    <details className={styles.fold}>
      <summary>{t('title')}</summary>
      <div>
        <Form
          onSubmit={(fields) => {
            const uses = textOf(fields, 'uses');
            create.mutate({ hours: Number(textOf(fields, 'days')) * 24, max_uses: uses === '' ? null : Number(uses) });
          }}
        >
          <SelectField
            label={t('ends')}
            name="days"
            defaultValue="7"
            options={DAYS.map((days) => ({ value: String(days), label: t('days', { days }) }))}
          />
          <SelectField
            label={t('uses')}
            name="uses"
            options={[
              { value: '', label: t('anyNumber') },
              ...USES.map((count) => ({ value: String(count), label: t('people', { count }) })),
            ]}
          />
          <Button type="submit" busy={create.isPending}>
            {t('create')}
          </Button>
        </Form>
        {create.error && <ErrorNote error={create.error} />}
        {create.data !== undefined && (
          <div role="status" className={styles.list}>
            <p>{t('once')}</p>
            <p className={styles.address}>{create.data}</p>
            <CopyButton text={create.data}>{t('copy')}</CopyButton>
            <QrCode text={create.data} label={t('qr')} />
          </div>
        )}
        {links && links.length > 0 && (
          <ul className={styles.list} aria-label={t('title')}>
            {links.map((link) => (
              <Entry key={link.id} roomId={roomId} link={link} />
            ))}
          </ul>
        )}
      </div>
    </details>
  );
}

function Entry({ roomId, link }: { roomId: string; link: InviteLink }) {
  const t = useTranslations('rooms.links');
  const format = useFormatter();
  const veza = useVeza();
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: async () => {
      await veza.revokeInviteLink({ path: { id: roomId, linkId: link.id } });
      await queries.invalidateQueries({ queryKey: ['invite-links', roomId] });
    },
  });
  const time = format.dateTime(new Date(link.expires_at), { dateStyle: 'medium', timeStyle: 'short' });
  const uses = link.max_uses === null ? t('used', { uses: link.uses }) : t('usedOf', { uses: link.uses, most: link.max_uses });
  return (
    <li className={styles.entry}>
      <span className={styles.name}>{t('of', { name: link.created_by_username, time, uses })}</span>
      <Button
        busy={revoke.isPending}
        aria-label={t('revokeOf', { name: link.created_by_username, time })}
        onClick={() => revoke.mutate()}
      >
        {t('revoke')}
      </Button>
      {revoke.error && <ErrorNote error={revoke.error} />}
    </li>
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { BanMemberBody, Report, ResolveReportBody } from '@veza/sdk';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { classNames } from '../../ui/class-names.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Note } from '../../ui/note.js';
import { Section } from '../../ui/section.js';
import { RemoveThing } from './remove-thing.js';
import styles from './report-card.module.css';
import { ReportedThing } from './reported-thing.js';
import { UserLink } from './user-link.js';

export const REPORTS = ['reports'];
const SANCTIONS = ['mute', 'kick', 'ban'] as const;

/** A reported message with its neighbours, a reported person or thing, and what a moderator can do about it. */
export function ReportCard({ report }: { report: Report }) {
  const t = useTranslations('admin.reports');
  const format = useFormatter();
  const { message_id: reported, context, kind, thing, reporters } = report;
  const lines =
    reported === null || context.some(({ id }) => id === reported)
      ? context
      : [...context, { id: reported, user_id: report.user_id, content: report.content }];
  return (
    <Section title={t(kind === 'person' ? 'person' : 'title', { reason: report.reason })}>
      <p className={styles.facts}>
        {t.rich('by', {
          user: () => <UserLink id={report.reporter_id} />,
          date: format.dateTime(new Date(report.created_at), { dateStyle: 'medium', timeStyle: 'short' }),
        })}
        {reporters > 1 && ` · ${t('reporters', { count: reporters })}`}
      </p>
      {thing && <ReportedThing thing={thing} userId={report.user_id} />}
      {kind === 'person' && <p>{t.rich('about', { user: () => <UserLink id={report.user_id} /> })}</p>}
      {report.details !== '' && <p>{report.details}</p>}
      {!thing && (
        <ol className={styles.context} aria-label={t(reported === null ? 'between' : 'context')}>
          {lines.map(({ id, user_id: author, content }) => (
            <li key={id} className={classNames(styles.line, id === reported && styles.reported)}>
              <UserLink id={author} /> <span>{id === reported ? report.content : content}</span>
            </li>
          ))}
        </ol>
      )}
      {report.status === 'open' ? <Decision report={report} /> : report.resolution && <p>{report.resolution}</p>}
    </Section>
  );
}

function Decision({ report: { id, room_id: room, user_id: author, thing } }: { report: Report }) {
  const t = useTranslations('admin.reports');
  const veza = useVeza();
  const queries = useQueryClient();
  const resolve = useMutation({
    mutationFn: (body: ResolveReportBody) => veza.resolveReport({ path: { id }, body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: REPORTS }),
  });
  const sanction = useMutation({
    mutationFn: ({ kind, id }: { kind: NonNullable<BanMemberBody['kind']>; id: string }) =>
      veza.banMember({ path: { id }, body: { user_id: author, kind, duration: '24h' } }),
  });
  const busy = (name: string) => resolve.isPending && JSON.stringify(resolve.variables) === name;
  const decide = (body: ResolveReportBody, label: string, kind?: 'danger') => (
    <Button kind={kind} busy={busy(JSON.stringify(body))} onClick={() => resolve.mutate(body)}>
      {label}
    </Button>
  );
  return (
    <>
      {(resolve.error ?? sanction.error) && <ErrorNote error={resolve.error ?? sanction.error} />}
      {sanction.isSuccess && <Note>{t(`sanctioned.${sanction.variables.kind}`)}</Note>}
      {room !== null && (
        <Actions>
          {SANCTIONS.map((kind) => (
            <Button
              key={kind}
              busy={sanction.isPending && sanction.variables.kind === kind}
              onClick={() => sanction.mutate({ kind, id: room })}
            >
              {t(`sanctions.${kind}`)}
            </Button>
          ))}
        </Actions>
      )}
      <Actions>
        {room !== null && decide({ status: 'actioned', delete_message: true }, t('delete'), 'danger')}
        {thing && <RemoveThing thing={thing} onRemoved={() => resolve.mutateAsync({ status: 'actioned' })} />}
        {decide({ status: 'actioned' }, t('done'))}
        {decide({ status: 'dismissed' }, t('dismiss'))}
      </Actions>
    </>
  );
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { VezaError } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { RoomsIcon } from '../../ui/icons.js';
import { LinkButton } from '../../ui/link-button.js';
import { Page } from '../../ui/page.js';
import { Skeleton } from '../../ui/skeleton.js';
import { reloadRooms } from './use-rooms.js';

const CODE = /^[\w-]{22}$/;
const isEnded = (error: unknown) => error instanceof VezaError && error.code === 'NOT_FOUND';

/** The room of an invite link, and the way in. The code is behind the `#`: no server on the way sees it. */
export function JoinPage() {
  const t = useTranslations('rooms.join');
  const veza = useVeza();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const code = useLocation().hash;
  const isCode = CODE.test(code);
  const { data: room, error } = useQuery({
    queryKey: ['invite-link', code],
    queryFn: async ({ signal }) => (await veza.lookUpInviteLink({ body: { code }, signal })).data,
    enabled: isCode,
    staleTime: 0,
  });
  const join = useMutation({
    mutationFn: async () => (await veza.joinByInviteLink({ body: { code } })).data.id,
    onSuccess: async (roomId) => {
      await reloadRooms(queries);
      await navigate({ to: '/rooms/$roomId', params: { roomId } });
    },
  });
  const fault = join.error ?? error;
  if (!isCode || isEnded(fault))
    return (
      <Page title={t('title')} width="narrow">
        <EmptyState icon={<RoomsIcon />} title={t('ended')}>
          <p>{t('endedHint')}</p>
          <LinkButton to="/rooms">{t('toRooms')}</LinkButton>
        </EmptyState>
      </Page>
    );
  return (
    <Page title={room?.name ?? t('title')} width="narrow">
      {fault && <ErrorNote error={fault} />}
      {!room && !fault && <Skeleton label={t('title')} lines={3} />}
      {room && (
        <>
          {room.description !== null && <p>{room.description}</p>}
          <p>{t('members', { count: room.member_count })}</p>
          {room.is_member ? (
            <LinkButton to="/rooms/$roomId" params={{ roomId: room.id }} kind="primary">
              {t('open')}
            </LinkButton>
          ) : (
            <Button kind="primary" busy={join.isPending} onClick={() => join.mutate()}>
              {t('join')}
            </Button>
          )}
        </>
      )}
    </Page>
  );
}

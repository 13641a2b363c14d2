import { useMutation } from '@tanstack/react-query';
import { type Track, VezaError } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import type { Texts } from '../i18n/texts.js';
import { useUpload } from '../session/use-upload.js';
import { Actions } from '../ui/actions.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { ErrorNote } from '../ui/error-note.js';
import { TextField } from '../ui/text-field.js';
import { UploadProgress } from '../ui/upload-progress.js';
import { useChosenFile } from '../ui/use-chosen-file.js';
import { useFaultText } from '../ui/use-fault-text.js';
import styles from './own-cover.module.css';

type Fault = keyof Texts['tracks']['cover']['refused'];

const TYPES = ['image/jpeg', 'image/png', 'image/webp'];
const MOST_BYTES = 10 * 1_024 ** 2;

interface OwnCoverProps {
  title: string;
  /** Path of the API, such as `/api/v1/tracks/3/cover`. */
  path: string;
  /** Whether there is a picture to remove. */
  hasOwn: boolean;
  mayUpload: boolean;
  remove(): Promise<unknown>;
  onDone(): Promise<unknown>;
  onClose(): void;
}

/** An own picture for a track or an album: chosen, looked at, and sent with progress. */
export function OwnCover({ title, path, hasOwn: isOwn, mayUpload, remove: drop, onDone, onClose }: OwnCoverProps) {
  const t = useTranslations('tracks.cover');
  const [chosen, choose] = useChosenFile();
  const file = chosen?.file;
  const done = async () => {
    await onDone();
    onClose();
  };
  const upload = useUpload(done);
  const remove = useMutation({ mutationFn: drop, onSuccess: done });
  const said = useFaultText()(upload.error).fields.picture;
  const code = (file && faultOf(file)) ?? codeOf(upload.error);
  const fault = said ?? (code && t(`refused.${code}`));
  const error = remove.error ?? (codeOf(upload.error) === undefined ? upload.error : null);
  return (
    <Dialog title={title} onClose={onClose}>
      {error && <ErrorNote error={error} />}
      {mayUpload && (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (!file || faultOf(file)) return;
            const form = new FormData();
            form.append('picture', file);
            upload.mutate({ method: 'PUT', path, form });
          }}
        >
          <TextField
            label={t('file')}
            hint={t('hint')}
            name="picture"
            type="file"
            required
            accept={TYPES.join(',')}
            fault={fault}
            onChange={({ target }) => {
              upload.reset();
              choose(target.files?.[0]);
            }}
          />
          {chosen && !fault && <img src={chosen.address} alt={t('preview')} className={styles.preview} />}
          {upload.isPending && <UploadProgress label={t('uploading')} share={upload.share} />}
          <div>
            <Button kind="primary" type="submit" busy={upload.isPending}>
              {t('submit')}
            </Button>
          </div>
        </form>
      )}
      {isOwn && (
        <Actions>
          <Button kind="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
            {t('remove')}
          </Button>
        </Actions>
      )}
    </Dialog>
  );
}

/** The picture of a sound file has one size, which stands for all. */
export const hasOwn = ({ cover_urls }: Track): boolean => cover_urls !== undefined && cover_urls.small !== cover_urls.full;

/** What the API would say, before a byte is sent. */
function faultOf({ type, size }: File): Fault | undefined {
  if (!TYPES.includes(type)) return 'UNSUPPORTED_MEDIA_TYPE';
  return size > MOST_BYTES ? 'PAYLOAD_TOO_LARGE' : undefined;
}

function codeOf(error: unknown): Fault | undefined {
  const code = error instanceof VezaError ? error.code : undefined;
  return code === 'UNSUPPORTED_MEDIA_TYPE' || code === 'PAYLOAD_TOO_LARGE' || code === 'QUOTA_EXCEEDED' ? code : undefined;
}

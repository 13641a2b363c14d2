import { VezaError } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import type { Texts } from '../../i18n/texts.js';
import { useFaultText } from '../../ui/use-fault-text.js';
import type { UploadState } from './upload.js';
import { LostConnection } from '../../session/lost-connection.js';

type Known = keyof Texts['tracks']['upload']['refused'];

/** Why a file did not become a track, in words about files. */
export function useRefusalText(): (state: UploadState) => string {
  const t = useTranslations('tracks.upload.refused');
  const faultText = useFaultText();
  const isKnown = (code: string): code is Known => t.has(code as Known);
  return ({ refusal, reason, error }) => {
    const code = refusal ?? (error instanceof VezaError ? error.code : error instanceof LostConnection ? 'OFFLINE' : undefined);
    if (code !== undefined && isKnown(code)) return t(code);
    return reason ?? faultText(error).text;
  };
}

import { VezaError } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button.js';
import { ErrorNote } from '../ui/error-note.js';
import { ZonedTime } from './zoned-time.js';

interface TakenNoteProps {
  error: unknown;
  zone: string;
  onChoose(startTime: string): void;
}

/** An error of a call that takes a time. If the time is taken, the next free ones are offered. */
export function TakenNote({ error, zone, onChoose }: TakenNoteProps) {
  const t = useTranslations('calendar');
  const details = error instanceof VezaError && error.code === 'SLOT_TAKEN' ? error.details : [];
  const free = details.filter(({ field, message }) => field === 'startTime' && !Number.isNaN(Date.parse(message)));
  return (
    <ErrorNote error={error}>
      {free.length > 0 && <p>{t('stillFree')}</p>}
      {free.map(({ message: startTime }) => (
        <Button key={startTime} onClick={() => onChoose(startTime)}>
          <span>
            <ZonedTime at={startTime} zone={zone} />
          </span>
        </Button>
      ))}
    </ErrorNote>
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Room } from '@veza/sdk';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { ErrorNote } from '../../ui/error-note.js';
import { SelectField } from '../../ui/select-field.js';
import { reloadRooms } from './use-rooms.js';

const SECONDS = [0, 5, 30, 60, 300, 3_600];

/** The pause between two messages of one person, which those who govern a room choose. */
export function SlowMode({ room: { id, slow_mode } }: { room: Room }) {
  const t = useTranslations('rooms.room');
  const format = useFormatter();
  const veza = useVeza();
  const queries = useQueryClient();
  const choose = useMutation({
    mutationFn: async (seconds: number) => {
      await veza.updateRoom({ path: { id }, body: { slow_mode: seconds } });
      await reloadRooms(queries);
    },
  });
  const inUnit = (value: number, unit: 'second' | 'minute' | 'hour') =>
    format.number(value, { style: 'unit', unit, unitDisplay: 'long' });
  const labelOf = (seconds: number) => {
    if (seconds === 0) return t('slowModeOff');
    if (seconds % 3_600 === 0) return inUnit(seconds / 3_600, 'hour');
    return seconds % 60 === 0 ? inUnit(seconds / 60, 'minute') : inUnit(seconds, 'second');
  };
  const offered = [...new Set([...SECONDS, slow_mode])].sort((a, b) => a - b); // another client may have set any number
  return (
    <>
      <SelectField
        label={t('slowMode')}
        options={offered.map((seconds) => ({ value: String(seconds), label: labelOf(seconds) }))}
        value={choose.isPending ? choose.variables : slow_mode}
        disabled={choose.isPending}
        onChange={({ target }) => choose.mutate(Number(target.value))}
      />
      {choose.error && <ErrorNote error={choose.error} />}
    </>
  );
}

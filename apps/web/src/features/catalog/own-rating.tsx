import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Resource } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { classNames } from '../../ui/class-names.js';
import { ErrorNote } from '../../ui/error-note.js';
import { StarIcon } from '../../ui/icons.js';
import { useChosen } from '../../ui/use-chosen.js';
import styles from './stars.module.css';
import { resourceQuery } from './use-products.js';

const STARS = [1, 2, 3, 4, 5];

/** The own rating: one to five stars, given at once, changed and taken back. */
export function OwnRating({ resource: { id, my_rating } }: { resource: Resource }) {
  const t = useTranslations('catalog.rating');
  const veza = useVeza();
  const queries = useQueryClient();
  const rate = useMutation({
    scope: { id: `rating-${id}` }, // one after the other: the last choice stays
    mutationFn: (rating: number) =>
      rating === 0 ? veza.unrateResource({ path: { id } }) : veza.rateResource({ path: { id }, body: { rating } }),
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: resourceQuery(veza, id).queryKey });
      void queries.invalidateQueries({ queryKey: ['resources'] });
    },
  });
  const [shown, choose] = useChosen(my_rating ?? 0, rate.mutateAsync);
  return (
    <div>
      {rate.error && <ErrorNote error={rate.error} />}
      <fieldset className={styles.choice}>
        <legend>{t('own')}</legend>
        {STARS.map((star) => (
          <label key={star} className={classNames(styles.star, star <= shown && styles.isOn)}>
            <input
              type="radio"
              name="rating"
              checked={star === shown}
              onChange={() => choose(star)}
              aria-label={t('stars', { count: star })}
            />
            <StarIcon />
          </label>
        ))}
        {shown > 0 && (
          <Button kind="quiet" onClick={() => choose(0)}>
            {t('remove')}
          </Button>
        )}
      </fieldset>
    </div>
  );
}

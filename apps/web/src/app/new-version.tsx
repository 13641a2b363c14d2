import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { onNewBuild } from '../offline/new-build.js';
import { Button } from '../ui/button.js';
import styles from './new-version.module.css';

/** Offers a new build. The person chooses the moment: a reload ends a running upload. */
export function NewVersion() {
  const t = useTranslations('app.newVersion');
  const [isThere, setThere] = useState(false);
  useEffect(() => onNewBuild(() => setThere(true)), []);
  return (
    <div role="status" className={isThere ? styles.notice : 'visually-hidden'}>
      {isThere && (
        <>
          <p>{t('text')}</p>
          <Button onClick={() => location.reload()}>{t('reload')}</Button>
        </>
      )}
    </div>
  );
}

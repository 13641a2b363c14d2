import type { CabinetPage } from '@veza/contracts';
import { inShort, type Shown, type Words } from './shown.js';

const MOST_NAMES = 50;

export function shownCabinet(cabinet: CabinetPage, words: Words): Shown {
  const { slug, name, description, phone, address, practitioners, timezone } = cabinet;
  const { text } = words;
  const names = practitioners.slice(0, MOST_NAMES).map(({ firstName, lastName }) => `${firstName} ${lastName}`);
  return {
    kind: 'cabinet',
    id: slug,
    path: `/book/${slug}`,
    title: name,
    description: inShort(description || [text('appointments'), address].filter(Boolean).join(' · '), 200),
    text: description,
    facts: [
      ...(address === null ? [] : [[text('address'), address] as const]),
      ...(phone === null ? [] : [[text('phone'), phone] as const]),
      [text('times'), text('timesOf').replace('{place}', () => timezone.replaceAll('_', ' '))],
      ...(names.length > 0 ? [[text('practitioners'), names.join(', ')] as const] : []),
    ],
    type: 'website',
    properties: [],
    schema: {
      '@type': 'LocalBusiness',
      name,
      ...(description !== '' && { description: inShort(description, 500) }),
      ...(address !== null && { address }),
      ...(phone !== null && { telephone: phone }),
    },
    read: { value: cabinet },
  };
}

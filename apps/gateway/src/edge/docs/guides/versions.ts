import { type Guide, sh } from './guide.js';

export const versions: Guide = {
  slug: 'versions',
  title: 'Versions and deprecation',
  summary: 'What may change, what does not, and how a call ends.',
  parts: [
    '## What stays',
    'Calls, their parameters, the fields that they return and the codes of errors stay. The tests of the platform compare each version with the one before. A change that breaks a client has a line under "Breaking" in the changelog.',
    '## What may come',
    'Read leniently: further fields in responses, further values in lists of names such as `status`, further events, further headers, and a higher bound. `x-since` of a call is the version that added it.',
    '## How a call ends',
    'It is deprecated first, for 180 days or longer. Its responses then have `Deprecation` (RFC 9745), since when, `Sunset` (RFC 8594), from when on it may be 404, and `Link` with the call in its place. Programs can log the header to learn of it.',
    sh("curl -sI '{server}/api/v1/products' | grep -iE '^(deprecation|sunset|link):'"),
    '## Spellings',
    'Some calls exist in several spellings, for clients that were written before: three for signing in, and `nom` beside `name`. They stay, and the reference folds them away. New programs use what is shown.',
  ],
};

import nx from '@nx/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import fileNames from './tools/test/rules/file-names.mjs';
import noWallClock from './tools/test/rules/no-wall-clock.mjs';
import noWeakPrimitives from './tools/test/rules/no-weak-primitives.mjs';
import sqlWithReason from './tools/test/rules/sql-with-reason.mjs';

const TESTS = ['**/*.spec.ts', '**/*.drill.ts', '**/test/**', 'apps/e2e/**', 'libs/testing/**'];

/** Who may use whom: imports point down only, and no list is open. */
const boundaries = [
  allow('type:contracts', []),
  allow('type:transport', ['type:contracts']),
  allow('type:platform', ['type:contracts', 'type:transport']),
  allow('type:database', ['type:contracts', 'type:transport', 'type:platform']),
  allow('type:servers', []),
  allow('type:sdk', []),
  allow('type:testing', ['type:contracts', 'type:transport', 'type:platform', 'type:database', 'type:servers']),
  allow('type:app', ['type:contracts', 'type:transport', 'type:platform', 'type:database', 'type:testing']),
  allow('type:web', ['type:sdk']),
  allow('type:e2e', ['type:contracts', 'type:testing', 'type:sdk']),
  allow('type:bench', ['type:contracts', 'type:transport', 'type:platform', 'type:servers']),
];

/** Tests of a library may use what is for tests, and their own library by its name, as its users do. */
const testBoundaries = boundaries.map(({ sourceTag, onlyDependOnLibsWithTags }) =>
  allow(sourceTag, [
    ...new Set([...onlyDependOnLibsWithTags, sourceTag, 'type:testing', ...(sourceTag === 'type:app' ? ['type:sdk'] : [])]),
  ]),
);

function allow(sourceTag, onlyDependOnLibsWithTags) {
  return { sourceTag, onlyDependOnLibsWithTags };
}

const bannedWords = [
  {
    selector: 'ClassDeclaration[id.name=/^(Base|Common|Abstract)[A-Z]|(Helper|Manager|Utils?)$/]',
    message: 'Name a class after what it does.',
  },
  {
    selector: 'CallExpression > MemberExpression[object.name=/^(test|it|describe)$/][property.name=/^(skip|only|todo|failing)$/]',
    message: 'Every test runs.',
  },
  { selector: 'CallExpression[callee.name=/^(xtest|xit|xdescribe|fit|fdescribe)$/]', message: 'Every test runs.' },
  {
    selector:
      'CallExpression[callee.object.name="AbortSignal"][callee.property.name="any"] CallExpression[callee.property.name="timeout"]',
    message: 'Node 20 collects the inner signal: use deadline() of @veza/platform.',
  },
];

/** SQL outside repositories: parts that a repository uses, and the parts of libraries that know tables of their own. */
const sqlElsewhere = [
  'apps/booking/src/patient-files/file-sections.ts',
  'apps/booking/src/tenancy/cabinet-database.ts',
  'apps/catalog/src/changes/change-log.ts',
  'apps/catalog/src/lists/sample.ts',
  'apps/catalog/src/lists/search.ts',
  'apps/chat/src/commit/commit-statement.ts',
  'apps/media/src/tracks/track-query.ts',
  'libs/database/src/capped-count.ts',
  'libs/database/src/database-clock.ts',
  'libs/database/src/database.ts',
  'libs/database/src/entities/entity-differences.ts',
  'libs/database/src/entities/json-rows.ts',
  'libs/database/src/lists/read-page.ts',
  'libs/database/src/operations.ts',
  'libs/database/src/own-rows.ts',
  'libs/transport/src/events/event-log.ts',
  'libs/transport/src/events/event-positions.ts',
  'libs/transport/src/events/outbox.ts',
  'libs/database/src/search-pool.ts',
  'libs/database/src/server-clock.ts',
];

/** Files that read the wall clock, and why. */
const wallClock = {
  'apps/booking/src/analytics/analytics.service.ts': 'dates of a calendar, compared with dates of requests',
  'apps/booking/src/legal-holds/legal-holds.service.ts': 'the end of a hold must be in the future when it is placed',
  'apps/booking/src/retention/retention-queue.ts': 'the hour is part of the id of a job',
  'apps/booking/src/absences/absences.service.ts': 'dates of a calendar, compared with dates of requests',
  'apps/booking/src/holidays/closed-dates.ts': 'the years around the present one',
  'apps/booking/src/holidays/holidays.service.ts': 'the present year',
  'apps/booking/src/slots/allowed-time.ts': 'dates of a calendar, compared with dates of requests',
  'apps/booking/src/slots/anybody.service.ts': 'dates of a calendar, compared with dates of requests',
  'apps/booking/src/patient-links/letters.service.ts': 'whether an appointment is over, as the rule of time reads it',
  'apps/booking/src/waiting-list/waiting-matches.service.ts': 'dates of a calendar, compared with those of entries',
  'apps/booking/src/waiting-list/offer-tokens.ts': 'the life of a token, which ends with the offer',
  'apps/booking/src/calendar-imports/import-runs.service.ts': 'dates of the window that is read',
  'apps/booking/src/proposals/offers.service.ts': 'dates of a calendar, compared with those of an appointment',
  'apps/booking/src/patient-links/link-tokens.ts': 'expiry inside a signed link',
  'apps/booking/src/patient-links/patient-appointments.service.ts': 'hours before an appointment, as the rule of time reads them',
  'apps/booking/src/patient-people/own-appointments.service.ts': 'the start of a list',
  'apps/booking/src/slots/next-free-times.ts': 'dates of a calendar, compared with dates of requests',
  'apps/booking/src/slots/slots.service.ts': 'dates of a calendar, compared with dates of requests',
  'apps/catalog/src/objects/claims.ts': 'a part of a unique name',
  'apps/chat/src/delivery/media-links.ts': 'expiry inside a signed link, which a process without Postgres may check',
  'apps/chat/src/files/file-tokens.ts': 'expiry inside a signed link, which a process without Postgres may check',
  'apps/chat/src/metrics/chat-metrics.ts': 'a histogram, which decides nothing',
  'apps/chat/src/rooms/rooms.service.ts': 'the date of a new membership, for the client',
  'apps/chat/src/admission/session.gateway.ts': 'the time of a pong, for the client',
  'apps/chat/src/protocol/dialects/nova-v1.ts': 'the time of a frame, for the client',
  'apps/chat/src/protocol/dialects/veza-chat.encode.ts': 'the time of a frame, for the client',
  'apps/chat/src/protocol/dialects/veza-v1.encode.ts': 'the time of a frame, for the client',
  'apps/gateway/src/auth/first-admin.service.ts': 'a part of a name',
  'apps/gateway/src/chat/chat.presenter.ts': 'the time of a reply, for the client',
  'apps/gateway/src/keys/access-tokens.service.ts': 'dates inside a token',
  'apps/gateway/src/keys/signing-keys.service.ts': 'compared with stored dates; a key is valid for days',
  'apps/gateway/src/sessions/refreshes.service.ts': 'compared with stored dates of refreshes',
  'apps/gateway/src/sessions/sessions.service.ts': 'the expiry of a token, for the client',
  'apps/media/src/store/s3-store.ts': 'the age of an upload, whose start the bucket dates',
  'apps/media/src/bytes/serve-object.ts': 'the rest of the life of a signed link',
  'apps/media/src/bytes/signed-files.ts': 'the rest of the life of a signed link',
  'apps/media/src/signed-urls/signed-path.ts': 'expiry inside a signed address',
  'apps/media/src/store/disk-store.ts': 'compared with times of files',
  'apps/media/src/sweeper/sweeper.service.ts': 'compared with times of files',
  'apps/media/src/tracks/originals.service.ts': 'expiry inside a signed link',
  'apps/media/src/previews/previews.service.ts': 'expiry inside a signed link',
  'apps/media/src/tracks/track-view.ts': 'expiry inside a signed link',
  'apps/media/src/tracks/track-creation.service.ts': 'expiry inside a signed link',
  'apps/media/src/tracks/tracks.service.ts': 'expiry inside a signed link',
  'libs/database/src/server-clock.ts': 'it measures how far the wall clock is away from that of Postgres',
  'libs/sdk/src/chat/outbox.ts': 'the age of an unsent message of an earlier start',
  'libs/platform/src/secrets/signed-token.ts': 'expiry inside a signed token',
};

/** Files with MD5, SHA-1 or Math.random, and why nothing depends on them there. */
const weakPrimitives = {
  'apps/booking/src/slots/anybody.service.ts': 'a draw between practitioners with equal loads',
  'apps/chat/src/commit/draft-entry.ts': 'compares what one author sends twice under one id',
  'apps/gateway/src/edge/routes/entity-tag.ts': 'an ETag compares versions for a client',
  'apps/media/src/store/s3-bucket.ts': 'a header that the protocol of buckets asks for',
  'libs/database/src/migrations/prepare-schema.ts': 'spreads repeated attempts',
  'libs/sdk/src/back-off.ts': 'spreads repeated attempts',
  'libs/transport/src/redis/script.ts': 'Redis names its scripts by SHA-1',
};

const deepImports = {
  regex: '^@veza/(?!sdk/(chat|uploads)$)[^/]+/',
  message: 'Import a library by its name: what its index does not say is its own.',
};
const testingImport = { regex: '^@veza/(testing|servers)$', message: 'What is for tests stays in tests.' };
const environment = { name: 'node:process', importNames: ['env'], message: 'The environment is read once, in config.ts.' };

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', '.nx/', '.veza/', 'coverage/'] },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx,js,mjs}'],
    plugins: {
      veza: {
        rules: {
          'file-names': fileNames,
          'sql-with-reason': sqlWithReason,
          'no-wall-clock': noWallClock,
          'no-weak-primitives': noWeakPrimitives,
        },
      },
      '@nx': nx,
    },
    rules: {
      'veza/file-names': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
      'no-restricted-syntax': ['error', ...bannedWords],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
      'prefer-const': 'error',
      'no-var': 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    rules: {
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: {
        // As in tsconfig.json: a type in a decorated signature is a value as well.
        experimentalDecorators: true,
        emitDecoratorMetadata: true,
      },
    },
    plugins: { '@typescript-eslint': tseslint.plugin },
    // Rules that need types are in .oxlintrc.json: a native program of types takes a third of the time.
    rules: {
      '@nx/enforce-module-boundaries': ['error', { depConstraints: boundaries, allow: [] }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      'no-restricted-imports': ['error', { paths: [environment], patterns: [deepImports] }],
    },
  },
  {
    files: ['{apps,libs}/*/src/**/*.{ts,tsx}'],
    ignores: TESTS,
    rules: {
      'no-restricted-imports': ['error', { paths: [environment], patterns: [deepImports, testingImport] }],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'The environment is read once, in config.ts.' },
      ],
    },
  },
  {
    files: ['{apps,libs}/*/src/**/*.ts'],
    ignores: [...TESTS, '**/migrations/**', 'libs/servers/**', 'libs/sdk/**'],
    rules: { 'veza/sql-with-reason': ['error', { elsewhere: sqlElsewhere }] },
  },
  {
    files: ['{apps,libs}/*/src/**/*.{ts,js}'],
    // A browser shows times; it decides nothing by them.
    ignores: ['**/*.spec.ts', '**/*.drill.ts', 'apps/e2e/**', 'apps/web/**'],
    rules: { 'veza/no-wall-clock': ['error', { reasons: wallClock }] },
  },
  {
    files: ['{apps,libs}/*/src/**/*.{ts,tsx,js}', 'apps/web/worker/**/*.ts'],
    ignores: TESTS,
    rules: { 'veza/no-weak-primitives': ['error', { reasons: weakPrimitives }] },
  },
  {
    files: ['**/*.{spec,drill}.ts', '**/test/**/*.ts'],
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { depConstraints: testBoundaries, allow: [], allowCircularSelfDependency: true },
      ],
    },
  },
  {
    files: ['apps/web/src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    // The last rule is about the React Compiler, which is not used.
    rules: { ...reactHooks.configs.flat['recommended-latest'].rules, 'react-hooks/incompatible-library': 'off' },
  },
  // One file for all calls, and nobody reads it from top to bottom.
  { files: ['libs/sdk/src/generated/*.ts'], rules: { 'max-lines': 'off' } },
  { files: ['apps/*/src/config.ts'], rules: { 'no-restricted-properties': 'off' } },
);

/** Values of the examples, so that the frames of all dialects show the same conversation. */
export const SAMPLE = {
  at: '2026-11-20T10:00:00.123Z',
  atMs: Date.UTC(2026, 10, 20, 10, 0, 0, 123),
  sessionId: '0d6f8a1e-3b52-4f86-9a55-2f5b5c9a7e10',
  frameId: '7f4d3c0a-91b6-4a38-8f31-0f6c2d9b8e77',
  clientId: 'c-17',
  token: 'eyJhbGciOiJFZERTQSIs…',
  text: 'Are the new oud samples out?',
  trackNotice: {
    ready: { status: 'ready' as const, title: 'Your track is ready', message: '“Raga” can be played.' },
    failed: {
      status: 'failed' as const,
      title: 'Your track could not be converted',
      message: '“Raga”: The audio is longer than a track may be, or than what is left of the total length of your tracks.',
      error: 'TOO_LONG' as const,
    },
  },
  file: {
    url: 'http://localhost:8080/chat-files?token=eyJvYmplY3RJZCI6…',
    filename: 'oud-loop.wav',
    mime_type: 'audio/wav',
    size: 352_844,
  },
  reactions: [{ emoji: '👍', count: 2, me: true }],
};

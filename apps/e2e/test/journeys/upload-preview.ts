import { expect } from '@jest/globals';
import { TrackUpload } from '@veza/sdk/uploads';
import { signUp } from '../../src/test-users.js';
import { tone } from '../../src/sound.js';
import { journey } from '../../src/journey.js';

const [SECONDS, RATE, PIECE] = [90, 96_000, 1024 ** 2];

journey('a track that is heard while it is uploaded', (step) => {
  step(
    'its author gets a playlist of the first half, which has no end yet, and the track afterwards',
    async (system) => {
      const { client } = await signUp(system, 'author');
      const sound = new Uint8Array(tone(SECONDS, RATE));
      let hasPaused = false;
      const upload = new TrackUpload(client, new File([sound], 'half.wav'), {
        fields: { title: 'Half', artist: 'Erik' },
        pieceBytes: PIECE,
        onProgress: (stored) => {
          if (hasPaused || stored < sound.length / 2) return;
          hasPaused = true;
          upload.pause();
        },
      });
      const track = upload.run();
      const { hls_url } = await upload.preview();
      expect(upload.isPaused).toBe(true);
      const master = await (await fetch(hls_url)).text();
      const [variant = ''] = /^\d+\/index\.m3u8$/m.exec(master) ?? [];
      const playlist = await (await fetch(new URL(variant, hls_url))).text();
      expect(playlist).toContain('#EXTINF');
      expect(playlist).not.toContain('#EXT-X-ENDLIST');
      upload.resume();
      expect(await track).toMatchObject({ title: 'Half' });
      await expect(upload.preview()).rejects.toMatchObject({ code: 'INVALID_STATE' });
    },
    90_000,
  );
});

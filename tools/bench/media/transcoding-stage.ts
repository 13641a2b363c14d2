import { z } from 'zod';
import { Service } from '../measure/services.js';
import { MediaServices } from './media-services.js';

const ACCOUNT = { username: 'bench_person', email: 'bench@example.test', password: 'Correct-Horse-Battery-7' };
const Session = z.object({ accessToken: z.string() });
const Uploaded = z.object({ id: z.int() });
const Status = z.object({ status: z.string() });

/** Gateway, media and one worker as deployed, and a user who is signed in. */
export class TranscodingStage {
  private constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly worker: Service,
    private readonly services: MediaServices,
  ) {}

  static async open(programs: { ffmpeg: string; ffprobe: string }): Promise<TranscodingStage> {
    const services = await MediaServices.start({ FFMPEG_PATH: programs.ffmpeg, FFPROBE_PATH: programs.ffprobe });
    const worker = await Service.start('media', services.settings, 'worker.js');
    const url = `http://127.0.0.1:${services.http}/api/v1`;
    const signUp = await fetch(`${url}/signup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(ACCOUNT),
    });
    const { accessToken } = Session.parse(await signUp.json());
    return new TranscodingStage(url, accessToken, worker, services);
  }

  get workerPid(): number {
    return this.worker.pid;
  }

  /** Returns the id of the new track. */
  async upload(sound: Blob): Promise<number> {
    const form = new FormData();
    form.append('title', 'Bench');
    form.append('artist', 'Bench');
    form.append('audio', sound, 'sound.wav');
    const response = await fetch(`${this.url}/tracks/upload`, { method: 'POST', headers: this.headers, body: form });
    return Uploaded.parse(await response.json()).id;
  }

  async statusOf(id: number): Promise<string> {
    const response = await fetch(`${this.url}/tracks/${id}`, { headers: this.headers });
    return Status.parse(await response.json()).status;
  }

  async close(): Promise<void> {
    await this.worker.kill();
    await this.services.stop();
  }

  private get headers(): Record<string, string> {
    return { authorization: `Bearer ${this.token}` };
  }
}

import { ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3';
import { startSwift } from '@veza/testing';

const { VEZA_SWIFT_ROOT } = process.env;

/** A bucket of a real server that speaks S3. */
export interface TestBucket {
  client: S3Client;
  bucket: string;
  /** Variables of media for this bucket. */
  env: Record<string, string>;
  /** Uploads in parts that are not joined. */
  unfinished(): Promise<number>;
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function testBucket(): Promise<TestBucket> {
  if (VEZA_SWIFT_ROOT === undefined) throw new Error('OpenStack Swift could not be fetched for this run');
  const server = await startSwift(VEZA_SWIFT_ROOT);
  const { MEDIA_S3_BUCKET: bucket, MEDIA_S3_REGION: region, ...env } = server.variables;
  const client = new S3Client({
    endpoint: server.url,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId: env.MEDIA_S3_ACCESS_KEY, secretAccessKey: env.MEDIA_S3_SECRET_KEY },
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
  return {
    client,
    bucket,
    env: server.variables,
    unfinished: async () => (await client.send(new ListMultipartUploadsCommand({ Bucket: bucket }))).Uploads?.length ?? 0,
    kill: () => server.kill(),
    restart: () => server.start(),
    stop: async () => {
      client.destroy();
      await server.stop();
    },
  };
}

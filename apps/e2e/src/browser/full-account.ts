import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { makeSound } from '../sound.js';
import { signIn, word } from '../test-users.js';
import type { TestSystem } from '../test-system.js';
import type { Person } from './person.js';

const Made = z.object({ id: z.string() });

/**
 * Gives a person something on every page of the client, with names that are long in every language, and the rights to see
 * the pages of staff. Returns ids by the names that routes have for them.
 */
export async function somethingOnEveryPage(system: TestSystem, person: Person): Promise<Record<string, string>> {
  const { user } = await signIn(system, person);
  await system.database.query(`UPDATE identity.users SET role = 'admin' WHERE id = ${user.id}`);
  const { accessToken } = await signIn(system, person);
  const client = system.client(accessToken);
  const admin = system.rest.as(accessToken);
  const title = 'Enregistrements-extraordinaires';
  const cabinet = { name: 'Cabinet de kinésithérapie respiratoire', timezone: 'Europe/Paris' };
  const cabinetId = (await admin.post('/api/cabinets', { json: cabinet })).expect(201).as(Made).id;
  const workingHours = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '08:00', end: '18:00' }));
  const facts = { userId: String(user.id), firstName: 'Ada', lastName: 'Byron', role: 'manager', workingHours };
  const practitioner = (await admin.post(`/api/cabinets/${cabinetId}/practitioners`, { json: facts })).expect(201).as(Made).id;
  const slug = `kine-${word().slice(0, 8)}`;
  (await admin.put(`/api/cabinets/${cabinetId}/page`, { json: { slug, isOpen: true } })).expect(200);
  const headers = { 'x-cabinet-id': cabinetId };
  const patientData = { firstName: 'Maximilienne', lastName: 'Vandenberghe-Deschamps', email: person.email };
  const startTime = `${new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)}T10:00:00`;
  const body = { patientData, practitionerId: practitioner, type: 'consultation' as const, startTime, duration: 30 };
  const { data: appointment } = await client.createAppointment({ body, headers });
  const path = join(system.workshop, 'walk.wav');
  await makeSound(path, 'wav', 1);
  const audio = new File([await readFile(path)], 'walk.wav', { type: 'audio/wav' });
  const file = new File(['Clap!'], 'clap.txt', { type: 'text/plain' });
  const [track, product, resource, room, album, playlist, bot, webhook] = await Promise.all([
    client.uploadTrack({ body: { audio, title, artist: 'Ada' } }).then(({ data }) => data.id),
    client.createProduct({ body: { name: title, price: 12 } }).then(({ data }) => data.id),
    client.uploadResource({ body: { file, title, category: 'sample', is_public: 'true' } }).then(({ data }) => data.id),
    client.createRoom({ body: { name: title.slice(0, 60), is_private: false } }).then(({ data }) => data.id),
    client.createAlbum({ body: { title, is_public: true } }).then(({ data }) => data.id),
    client.createPlaylist({ body: { title, visibility: 'public' } }).then(({ data }) => data.id),
    client.createBot({ body: { username: `bot${word().slice(0, 8)}` } }).then(({ data }) => data.id),
    client.createWebhook({ body: { url: 'https://hooks.example.com/x', events: ['track.ready'] } }).then(({ data }) => data.id),
  ]);
  return {
    userId: String(user.id),
    name: person.username,
    cabinetId,
    cabinet: slug,
    appointmentId: appointment.id,
    patientId: appointment.patientId,
    trackId: String(track),
    productId: String(product),
    resourceId: String(resource),
    roomId: room,
    albumId: String(album),
    playlistId: String(playlist),
    botId: String(bot),
    webhookId: webhook,
  };
}

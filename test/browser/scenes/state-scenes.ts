import { createHttpClient } from '@homegroup/protocol';
import type { Route } from 'playwright-core';
import type { Product } from '../product.js';
import { Wire } from '../wire.js';
import type { Scene } from './scene.js';

const longRoom = 'Coping skills and relapse prevention for people on nights';
const longName = 'Maximiliana-Guadalupe Featherstonehaugh';

/** Two more people: one whom nobody has invited anywhere, and one in a group whose names are as long as names get. */
export async function comeIn(product: Product): Promise<void> {
  const [admin, renata] = await Promise.all([
    Wire.of(product, 'k.vance@example.org'),
    Wire.of(product, 'r.oyelaran@example.org'),
  ]);
  const programme = (await admin.call('programmes.list')).find(({ name }) => name === 'Evening IOP');
  if (!programme) throw new Error('no programme "Evening IOP"');
  const join = async (legalName: string, displayName: string, email: string) => {
    const { id } = await admin.call('people.add', {
      body: {
        kind: 'client',
        legalName,
        displayName,
        email,
        programmeId: programme.id,
        primaryCounselorId: renata.session.me.id,
        startedOn: '2026-01-12',
      },
    });
    const { url } = await admin.call('people.invite', { params: { id } });
    const nobody = createHttpClient({ baseUrl: product.url, headers: () => ({ origin: product.url }) });
    const token = new URL(url).hash.slice(1);
    await nobody('invitation.accept', { body: { token, password: product.passphrase } });
    return id;
  };
  await join('Bethany Ruiz', 'Beth', 'beth@example.org');
  const longId = await join('Maximiliana Featherstonehaugh', longName, 'max@example.org');
  const jo = await Wire.of(product, 'j.baptiste@example.org');
  const group = await admin.call('groups.create', {
    body: {
      name: longRoom,
      type: 'psychoeducational',
      membershipKind: 'revolving',
      leaderIds: [renata.session.me.id],
    },
  });
  for (const personId of [longId, jo.session.me.id])
    await renata.call('groups.invite', { params: { id: group.id }, body: { personId } });
  const long = await Wire.of(product, 'max@example.org');
  await jo.sitDown(longRoom);
  const room = await long.sitDown(longRoom);
  await long.enter(room);
  const asked = await long.say(
    room,
    'I keep the list at https://example.org/a/very/long/address/that/nobody/would/type/by/hand?and=it&goes=on now.',
  );
  const mentioned = { replyTo: asked, mentions: [longId] };
  await renata.say(room, `@${longName} keep it where you see it before you leave the house.`, mentioned);
  for (const wire of [admin, renata, jo, long]) wire.close();
}

const held: Route[] = [];

/** The states that a screen is seldom in: nothing there yet, slow, refused, offline, and the reader's own settings. */
export const stateScenes: Scene[] = [
  {
    name: 'home-empty',
    caption: 'A first day: no group yet, and somebody to write to',
    who: 'stranger',
    open: async (stranger) => {
      await stranger.words('No group yet').waitFor();
      await stranger.words('Write to Renata Oyelaran').waitFor();
    },
    pictures: ['phone'],
  },
  {
    name: 'groups-empty',
    caption: 'No groups yet, and what to do until then',
    who: 'stranger',
    open: async (stranger) => {
      await stranger.goTo('Groups');
      await stranger.words('No group yet').waitFor();
    },
    pictures: ['phone'],
  },
  {
    name: 'long-names',
    caption: 'Names as long as they get',
    who: 'peer',
    open: async (peer) => {
      await peer.openRoom(longRoom);
      await peer.message('keep it where you see it').waitFor();
    },
    pictures: ['phone', 'desktop'],
  },
  {
    name: 'long-names-list',
    caption: 'The same names in a list',
    who: 'peer',
    open: async (peer) => {
      await peer.goTo('Groups');
      await peer.page.getByRole('link', { name: longRoom }).waitFor();
    },
    pictures: ['phone'],
  },
  {
    name: 'forced-colours',
    caption: 'With the colours that a device forces on every page',
    who: 'peer',
    open: async (peer) => {
      await peer.page.emulateMedia({ forcedColors: 'active' });
      await peer.openRoom('Thursday Process');
      await peer.message('three tries still counts').waitFor();
    },
    pictures: ['phone', 'desktop-dark'],
    leave: async (peer) => peer.page.emulateMedia({ forcedColors: 'none' }),
  },
  {
    name: 'large-text',
    caption: 'With text twice as large',
    who: 'peer',
    open: async (peer) => {
      await peer.openRoom('Thursday Process');
      await peer.page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
      await peer.message('three tries still counts').waitFor();
    },
    pictures: ['phone'],
    narrowest: 390,
    leave: async (peer) => {
      await peer.page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
    },
  },
  {
    name: 'slow',
    caption: 'A slow connection: the shape of what will come',
    who: 'peer',
    open: async (peer) => {
      await peer.page.route('**/api/conversations', (route) => void held.push(route));
      await peer.page.goto('/rooms');
      await peer.page.locator('.skeleton').first().waitFor();
    },
    pictures: ['phone'],
    leave: async (peer) => {
      await Promise.all(held.splice(0).map((route) => route.continue()));
      await peer.page.unroute('**/api/conversations');
      await peer.page.getByRole('link', { name: /Thursday Process/ }).waitFor();
    },
  },
  {
    name: 'refused',
    caption: 'The server refuses: what happened, and what to do',
    who: 'peer',
    open: async (peer) => {
      const json = { code: 'conflict', message: 'This changed meanwhile. Read it again.', retryable: false };
      await peer.page.route('**/api/conversations', (route) => route.fulfill({ status: 409, json }));
      await peer.page.goto('/rooms');
      await peer.page.getByRole('alert').waitFor();
    },
    pictures: ['phone'],
    leave: async (peer) => {
      await peer.page.unroute('**/api/conversations');
      await peer.button('Try again').click();
      await peer.page.getByRole('link', { name: /Thursday Process/ }).waitFor();
    },
  },
  {
    name: 'broken',
    caption: 'A screen that breaks takes Help with it no more than drafts',
    who: 'peer',
    open: async (peer) => {
      await peer.page.route('**/api/conversations', (route) => route.fulfill({ json: [{ kind: 'room' }] }));
      await peer.page.goto('/rooms');
      await peer.heading('This screen broke').waitFor();
    },
    pictures: ['phone'],
    leave: async (peer) => {
      await peer.page.unroute('**/api/conversations');
      await peer.button('To the start').click();
      await peer.heading('Hello, Jo').waitFor();
      // It broke on purpose.
      peer.faults.splice(0);
    },
  },
  {
    name: 'offline-start',
    caption: 'Opened without a connection: Help works all the same',
    who: 'peer',
    open: async (peer) => {
      await peer.context.setOffline(true);
      await peer.page.goto('/');
      await peer.heading('No connection').waitFor();
    },
    pictures: ['phone'],
    leave: async (peer) => {
      await peer.context.setOffline(false);
      await peer.button('Try again').click();
      await peer.heading('Hello, Jo').waitFor();
    },
  },
];

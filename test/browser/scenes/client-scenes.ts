import { escape, type Scene } from './scene.js';

const room = 'Thursday Process';

/** Before signing in, and what a client sees. */
export const clientScenes: Scene[] = [
  {
    name: 'sign-in',
    caption: 'Sign-in, with Help at the top before anybody is known',
    who: 'nobody',
    open: async (nobody) => {
      await nobody.page.goto('/');
      await nobody.button('Sign in').waitFor();
    },
    pictures: ['phone', 'desktop', 'phone-dark'],
  },
  {
    name: 'sign-in-refused',
    caption: 'A wrong passphrase and an unknown address are told the same',
    who: 'nobody',
    open: async (nobody) => {
      await nobody.fillSignIn('nobody@example.org', 'a passphrase of nobody');
      await nobody.page.getByRole('alert').waitFor();
    },
    pictures: ['phone'],
  },
  {
    name: 'help',
    caption: 'Help: crisis lines first; opens from every screen, also with no connection',
    who: 'nobody',
    open: async (nobody) => {
      await nobody.page.keyboard.press('Alt+Shift+H');
      await nobody.heading('Reach someone now').waitFor();
    },
    pictures: ['phone', 'phone-dark'],
    leave: escape,
  },
  {
    name: 'link-refused',
    caption: 'A link that was used, has expired or is none',
    who: 'nobody',
    open: async (nobody) => {
      await nobody.page.goto('/join#bm90LWEtbGluaw');
      await nobody.heading('This link cannot be used').waitFor();
    },
    pictures: ['phone'],
  },
  {
    name: 'agreement',
    caption: 'The group’s agreement stands before its door',
    who: 'newcomer',
    open: async (newcomer) => {
      await newcomer.openRoom('Early evenings');
      await newcomer.words(/No screenshots/).waitFor();
    },
    pictures: ['phone'],
  },
  {
    name: 'room-empty',
    caption: 'A room in which nothing was said yet',
    who: 'newcomer',
    open: async (newcomer) => {
      await newcomer.sitDown();
      await newcomer.words(/Nothing said yet|took a seat/).waitFor();
    },
    pictures: ['phone'],
  },
  {
    name: 'messages-empty',
    caption: 'No messages yet: one thing to do',
    who: 'newcomer',
    open: async (newcomer) => {
      await newcomer.goTo('Messages');
      await newcomer.words('No messages yet').waitFor();
    },
    pictures: ['phone'],
  },
  {
    name: 'write-to',
    caption: 'Whom a client may write to: their care team, and no other client',
    who: 'newcomer',
    open: async (newcomer) => {
      await newcomer.goTo('Messages');
      await newcomer.button('New message').first().click();
      await newcomer.dialog().getByText('Your primary counselor').waitFor();
    },
    pictures: ['phone'],
    leave: escape,
  },
  {
    name: 'client-home',
    caption: 'A client’s home: the room to go to, who wrote, never what',
    who: 'client',
    open: async (client) => {
      await client.goTo('Home');
      await client.words(/here/).waitFor();
    },
    pictures: ['phone', 'phone-dark', 'desktop'],
  },
  {
    name: 'groups',
    caption: 'The groups of a client, each drawn as its circle of seats',
    who: 'client',
    open: async (client) => {
      await client.goTo('Groups');
      await client.page.getByRole('link', { name: new RegExp(room) }).waitFor();
    },
    pictures: ['phone'],
  },
  {
    name: 'room-client',
    caption: 'A group room: everybody on one side, opened at the first new message',
    who: 'client',
    open: async (client) => {
      await client.openRoom(room);
      await client.message('three tries still counts').waitFor();
    },
    pictures: ['phone', 'phone-dark', 'desktop', 'desktop-dark'],
  },
  {
    name: 'room-reply',
    caption: 'Answering one message; the draft stays on this device until it is sent',
    who: 'client',
    open: async (client) => {
      await client.openRoom(room);
      await client.choose('three tries still counts', 'Reply');
      await client.write('I had already told him where I was. Hanging up would have been');
    },
    pictures: ['phone'],
    leave: async (client) => {
      await client.button('Do not reply to it').click();
      await client.write('');
    },
  },
  {
    name: 'room-people',
    caption: 'Who has a seat and who is here, on a phone',
    who: 'client',
    open: async (client) => {
      await client.openRoom(room);
      // On a desktop the list stands beside the room; only a phone opens it as a sheet.
      const list = client.page.getByRole('list', { name: 'People' });
      if (!(await list.isVisible())) await client.button('People').click();
      await list.waitFor();
    },
    pictures: ['phone'],
    anew: true,
    leave: async (client) => {
      if (await client.dialog().isVisible()) await escape(client);
    },
  },
  {
    name: 'room-offline',
    caption: 'No connection: words wait, are kept, and arrive by themselves',
    who: 'client',
    open: async (client) => {
      await client.openRoom(room);
      await client.context.setOffline(true);
      await client.write('The third time I did not think, I just pressed.');
      await client.button('Send').click();
      await client.words('Not sent yet, no signal.').waitFor({ timeout: 30_000 });
      await client.words('Reconnecting. Keep writing, nothing is lost.').waitFor({ timeout: 30_000 });
    },
    pictures: ['phone', 'phone-dark'],
    leave: async (client) => {
      await client.context.setOffline(false);
      await client.words('Not sent yet, no signal.').waitFor({ state: 'detached', timeout: 30_000 });
    },
  },
  {
    name: 'direct-client',
    caption: 'Messages between two: not for emergencies, and read or not',
    who: 'client',
    open: async (client) => {
      await client.goTo('Messages');
      await client.page
        .getByRole('main')
        .getByRole('link', { name: /Renata Oyelaran/ })
        .click();
      await client.message('Four is good').waitFor();
    },
    pictures: ['phone', 'phone-dark', 'desktop'],
  },
  {
    name: 'report',
    caption: 'Reporting a message; nobody is told who did',
    who: 'client',
    open: async (client) => {
      await client.openRoom(room);
      await client.choose('That is asking too.', 'Report');
      await client.dialog().getByText('Something else').waitFor();
    },
    pictures: ['phone'],
    leave: async (client) => {
      await client.dialog().getByText('I am worried about someone').click();
      await client.dialog().getByLabel('Anything you want to add').fill('Noor was very quiet afterwards.');
      await client.button('Send the report').click();
      await client.words('A counselor will read this.').waitFor();
      await client.button('Close').last().click();
      await client.dialog().waitFor({ state: 'detached' });
    },
  },
  {
    name: 'account',
    caption: 'You and this device: appearance, passphrase, where you are signed in',
    who: 'client',
    open: async (client) => {
      await client.page.goto('/you');
      await client.words('This one').waitFor();
    },
    pictures: ['phone'],
  },
  {
    name: 'not-here',
    caption: 'An address that is not one’s own: as if it did not exist',
    who: 'client',
    open: async (client) => {
      await client.page.goto('/rooms/00000000-0000-4000-8000-000000000000');
      await client.heading('This place cannot be opened').waitFor();
    },
    pictures: ['phone'],
  },
];

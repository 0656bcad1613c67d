import { rosterScenes } from './roster-scenes.js';
import { escape, type Scene } from './scene.js';

const room = 'Thursday Process';
const wide = { width: 1440, height: 900 };

/** What counselors, supervisors and programme admins see. */
export const staffScenes: Scene[] = [
  {
    name: 'counselor-today',
    caption: 'A counselor’s day: reports, rooms, whoever waits for an answer',
    who: 'counselor',
    open: async (counselor) => {
      await counselor.goTo('Today');
      await counselor.words('One report waits for you').waitFor();
      await counselor.words('Sent you a message').waitFor();
    },
    pictures: ['desktop', 'phone'],
    leave: async (counselor) => counselor.button('Got it').click(),
  },
  {
    name: 'room-counselor',
    caption: 'The room as its counselor has it: people beside it, room controls, legal names on demand',
    who: 'counselor',
    open: async (counselor) => {
      await counselor.openRoom(room, 'Rooms');
      await counselor.message('That is asking too.').waitFor();
    },
    pictures: ['desktop', 'desktop-dark'],
  },
  {
    name: 'moderator-menu',
    caption: 'What a counselor can do about a message',
    who: 'counselor',
    open: async (counselor) => {
      await counselor.openRoom(room, 'Rooms');
      const message = counselor.message('Took three tries');
      await message.focus();
      await message.getByRole('button', { name: /^More for the message of/ }).click();
      await counselor.page.getByRole('menuitem', { name: 'Mute for a while' }).waitFor();
    },
    pictures: ['desktop'],
    anew: true,
    leave: async (counselor) => {
      await counselor.page.keyboard.press('Escape');
      await counselor.page.getByRole('menu').waitFor({ state: 'detached' });
    },
  },
  {
    name: 'remove',
    caption: 'Removing a message: what stands in its place, and words for its author',
    who: 'counselor',
    open: async (counselor) => {
      await counselor.openRoom(room, 'Rooms');
      await counselor.choose('Slept maybe four hours', 'Remove, leave a note');
      await counselor.dialog().getByRole('radio').first().waitFor({ state: 'attached' });
    },
    pictures: ['desktop', 'phone'],
    leave: escape,
  },
  {
    name: 'mute',
    caption: 'A mute: how long, why, and what the person reads',
    who: 'counselor',
    open: async (counselor) => {
      await counselor.openRoom(room, 'Rooms');
      await counselor.choosePerson('Fern', 'Mute for a while');
      await counselor.dialog().getByLabel('Reason').fill('Needs a pause');
      await counselor
        .dialog()
        .getByLabel('What Fern reads')
        .fill('Please listen for a while, Fern. I write to you.');
    },
    pictures: ['desktop'],
    leave: async (counselor) => {
      await counselor.button('Mute').click();
      await counselor.dialog().waitFor({ state: 'detached' });
    },
  },
  {
    name: 'muted-notice',
    caption: 'The person concerned is told in a counselor’s words',
    who: 'client',
    open: async (client) => {
      await client.page.goto('/');
      await client.openRoom(room);
      await client.page.getByRole('region', { name: 'From your counselors' }).waitFor();
    },
    pictures: ['phone'],
    leave: async (client) => client.button('Got it').click(),
  },
  {
    name: 'room-muted',
    caption: 'Muted: until when and why; the draft stays, reading goes on',
    who: 'client',
    open: async (client) => {
      await client.openRoom(room);
      await client.words(/^You can write again at/).waitFor();
      await client.write('I wanted to say one more thing about Tuesday.');
    },
    pictures: ['phone', 'phone-dark'],
  },
  {
    name: 'review',
    caption: 'A report in Review: the words as they were, and a decision for the record',
    who: 'counselor',
    open: async (counselor) => {
      await counselor.goTo('Review');
      await counselor.page.getByRole('link', { name: /Somebody is worried/ }).click();
      await counselor.words('Noor was very quiet afterwards.').waitFor();
    },
    pictures: ['desktop', 'phone'],
    leave: async (counselor) => {
      await counselor.page.getByRole('link', { name: 'Open the conversation' }).click();
      await counselor.message('That is asking too.').waitFor();
    },
  },
  ...rosterScenes,
  {
    name: 'people',
    caption: 'The people a counselor works with',
    who: 'counselor',
    open: async (counselor) => {
      await counselor.page.setViewportSize(wide);
      await counselor.goTo('People');
      await counselor.page.getByRole('link', { name: 'Amina Kovačević' }).waitFor();
    },
    pictures: ['desktop', 'phone'],
  },
  {
    name: 'person',
    caption: 'One person: care, groups, account',
    who: 'counselor',
    open: async (counselor) => {
      await counselor.goTo('People');
      await counselor.page.getByRole('link', { name: /Tamsin Arkwright/ }).click();
      await counselor.heading('Care').waitFor();
    },
    pictures: ['desktop', 'phone'],
  },
  {
    name: 'discharge',
    caption: 'How treatment ends: a reason first, and nothing happens yet',
    who: 'counselor',
    open: async (counselor) => {
      await counselor.button('Graduate or discharge').click();
      await counselor.dialog().getByText('Completed', { exact: true }).click();
    },
    pictures: ['desktop'],
  },
  {
    name: 'graduate',
    caption: 'What ends and what stays, before anything happens',
    who: 'counselor',
    open: async (counselor) => {
      await counselor.button('Go on').click();
      await counselor
        .dialog()
        .getByLabel('A note from the team')
        .fill('Fern, you came every Thursday, also when it rained. We are glad that we know you.');
    },
    pictures: ['desktop', 'phone'],
    leave: async (counselor) => {
      await counselor.button('Graduate now').click();
      await counselor.heading('Tamsin Arkwright has graduated').waitFor();
      await counselor.button('Done').click();
    },
  },
  {
    name: 'programmes',
    caption: 'Programmes: hours, weeks, and what ends at completion',
    who: 'admin',
    open: async (admin) => {
      await admin.page.setViewportSize(wide);
      await admin.goTo('Programmes');
      await admin.heading('Harlan House').waitFor();
    },
    pictures: ['desktop'],
  },
  {
    name: 'add-person',
    caption: 'Adding somebody who begins treatment',
    who: 'admin',
    open: async (admin) => {
      await admin.goTo('People');
      await admin.button('Add person').first().click();
      await admin.dialog().getByLabel('Legal name').fill('Guadalupe Itzel Montenegro-Vaszary');
      await admin.button('Add').click();
    },
    pictures: ['desktop'],
    leave: escape,
  },
  {
    name: 'groups-staff',
    caption: 'All groups, with their seats',
    who: 'supervisor',
    open: async (supervisor) => {
      await supervisor.button('Got it').click();
      await supervisor.goTo('Groups');
      await supervisor.page.getByRole('link', { name: /Skills B/ }).waitFor();
    },
    pictures: ['desktop', 'phone'],
  },
  {
    name: 'group',
    caption: 'One group: members, agreement, leaders',
    who: 'supervisor',
    open: async (supervisor) => {
      await supervisor.page.getByRole('link', { name: /Thursday Process/ }).click();
      await supervisor.page.getByText('Wren').first().waitFor();
    },
    pictures: ['desktop'],
  },
  {
    name: 'audit',
    caption: 'The audit trail: who did and read what, and its chain verified',
    who: 'supervisor',
    open: async (supervisor) => {
      await supervisor.page.setViewportSize(wide);
      await supervisor.goTo('Audit');
      await supervisor.heading('Audit').waitFor();
    },
    pictures: ['desktop'],
  },
];

import type { Scene } from './scene.js';

/** After treatment. */
export const graduateScenes: Scene[] = [
  {
    name: 'graduation',
    caption: 'Completing treatment: what stays, what ends, a note, an invitation; deciding later is as easy',
    who: 'client',
    open: async (client) => {
      await client.heading('You have completed your programme, Fern').waitFor();
    },
    pictures: ['phone', 'desktop', 'phone-dark'],
    leave: async (client) => client.button('Decide later').click(),
  },
  {
    name: 'room-past',
    caption: 'A room that ended for this person: readable, up to their last day',
    who: 'client',
    open: async (client) => {
      await client.openRoom('Thursday Process');
      await client.words('Your seat here has ended').waitFor();
      await client.message('three tries still counts').waitFor();
    },
    pictures: ['phone'],
  },
  {
    name: 'home-invited',
    caption: 'The invitation waits until it is answered',
    who: 'client',
    open: async (client) => {
      await client.page.setViewportSize({ width: 390, height: 844 });
      await client.goTo('Home');
      await client.heading('A seat in the alumni circle').waitFor();
    },
    pictures: ['phone'],
  },
  {
    name: 'alumnus-home',
    caption: 'An alumnus’ home: the circle, who stays reachable, and a hard day',
    who: 'alumnus',
    open: async (alumnus) => {
      await alumnus.goTo('Home');
      await alumnus.words('A hard day, or a lapse?').waitFor();
    },
    pictures: ['phone', 'phone-dark', 'desktop'],
  },
  {
    name: 'circle',
    caption: 'The alumni circle',
    who: 'alumnus',
    open: async (alumnus) => {
      await alumnus.goTo('Circle');
      await alumnus.page
        .getByRole('main')
        .getByRole('link', { name: /Wednesday Circle/ })
        .click();
      await alumnus.message('Best taxi in the county.').waitFor();
    },
    pictures: ['phone'],
  },
];

import type { Scene } from './scene.js';

const anExample = 'examples/broken-roster.csv';

async function choose(
  by: Parameters<Scene['open']>[0],
  file: string,
  button: string | RegExp,
): Promise<void> {
  const chosen = by.page.waitForEvent('filechooser');
  await by.button(button).first().click();
  await (await chosen).setFiles(file);
}

/** Bringing in a roster. */
export const rosterScenes: Scene[] = [
  {
    name: 'import',
    caption: 'Bringing in a roster from a spreadsheet',
    who: 'admin',
    open: async (admin) => {
      await admin.goTo('Import');
      await admin.button('Choose a file').waitFor();
    },
    pictures: ['desktop'],
  },
  {
    name: 'import-faults',
    caption: 'All or nothing: every fault by line and column, in the file around it',
    who: 'admin',
    open: async (admin) => {
      await choose(admin, anExample, 'Choose a file');
      await admin.heading(/Nothing has been saved/).waitFor();
    },
    pictures: ['desktop', 'phone', 'desktop-dark'],
  },
  {
    name: 'import-known',
    caption: 'The same roster twice changes nothing',
    who: 'admin',
    open: async (admin) => {
      await choose(admin, 'examples/sample-programme.csv', 'Upload corrected file');
      await admin.words('Everything in this file is known already.').waitFor();
    },
    pictures: ['desktop'],
  },
];

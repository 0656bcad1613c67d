import { odiesEmail, odiesPassphrase, room, type Story } from '../story.js';
import { Visitor } from '../visitor.js';

const header =
  'record,name,legal_name,display_name,email,handle,role,credential_expires,programme,level,counselor,groups,episode_start';
const rosterWith = (start: string) =>
  `${header}\nclient,,Odette Marchetti,Odie,${odiesEmail},,,,Evening IOP,2.1,r.oyelaran,${room}|Steady ground,${start}\n`;
const fileOf = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

/** Sign-in, the roster, an invitation, the first seats. */
export function arrival(story: Story): void {
  let link = '';

  story.step('a wrong passphrase and an unknown address are told the same', async ({ fern }) => {
    await fern.page.goto('/');
    const alert = fern.page.getByRole('alert');
    const said: (string | null)[] = [];
    for (const [email, password] of [
      ['t.arkwright@example.org', 'not the passphrase at all'],
      ['nobody.at.all@example.org', 'not the passphrase at all'],
      ['no address', 'not the passphrase at all'],
    ] as const) {
      const [answer] = await Promise.all([
        fern.page.waitForResponse((response) => response.url().endsWith('/api/session')),
        fern.fillSignIn(email, password),
      ]);
      expect([400, 401]).toContain(answer.status());
      await alert.waitFor();
      said.push(await alert.textContent());
    }
    expect(said[0]).toContain('do not fit together');
    expect(new Set(said).size).toBe(1);
  });

  story.step(
    'a roster with one wrong line is shown by line and column, and nothing is saved',
    async ({ kit }) => {
      await kit.signIn('k.vance@example.org');
      await kit.goTo('Import');
      const { page } = kit;
      const chosen = page.waitForEvent('filechooser');
      await kit.button('Choose a file').click();
      await (await chosen).setFiles(fileOf('new-client.csv', rosterWith('31/11/2026')));
      await kit.heading(/Nothing has been saved/).waitFor();
      await kit.words(/Line 2, column 13 \(episode_start\)/).waitFor();
      await page.locator('mark', { hasText: '31/11/2026' }).waitFor();
      await kit.goTo('People');
      await page.getByLabel('Search').fill('Marchetti');
      await kit.words('Nobody fits').waitFor();
    },
  );

  story.step('the corrected roster comes in whole', async ({ kit }) => {
    await kit.goTo('Import');
    const chosen = kit.page.waitForEvent('filechooser');
    await kit.button('Choose a file').click();
    await (await chosen).setFiles(fileOf('new-client.csv', rosterWith('2026-11-02')));
    await kit.heading(/ready\. Nothing has been saved yet/).waitFor();
    await kit.button('Bring it in').click();
    await kit.heading('The roster is in').waitFor();
  });

  story.step('the admin makes an invitation link', async ({ kit }) => {
    await kit.goTo('People');
    await kit.page.getByLabel('Search').fill('Marchetti');
    await kit.page
      .getByRole('main')
      .getByRole('link', { name: /Odette Marchetti/ })
      .click();
    await kit.button('Make an invitation link').click();
    await kit.button('Make the link').click();
    link = await kit.page.getByLabel('Link for Odette Marchetti').inputValue();
    expect(link).toContain('/join#');
    await kit.button('Close').click();
  });

  story.step('the new client accepts it with a passphrase of their own', async ({ odie }) => {
    await odie.page.goto(link);
    await odie.heading('Welcome, Odie').waitFor();
    expect(odie.page.url()).not.toContain('#');
    await odie.page.getByLabel('Passphrase').fill('short');
    await odie.page.getByLabel('Once more').fill('other');
    await odie.button('Set it and come in').click();
    await odie.words(/Use 15 characters or more/).waitFor();
    await odie.words('The two are not the same yet.').waitFor();
    await odie.page.getByLabel('Passphrase').fill(odiesPassphrase);
    await odie.page.getByLabel('Once more').fill(odiesPassphrase);
    await odie.button('Set it and come in').click();
    await odie.heading('Hello, Odie').waitFor();
  });

  story.step('the link is refused the second time', async () => {
    const other: Visitor = await story.arrive();
    await other.page.goto(link);
    await other.heading('This link cannot be used').waitFor();
    expect(other.faults).toEqual([]);
    await other.leave();
  });

  story.step(
    'both clients take their seats once they accept the agreement',
    async ({ renata, fern, odie }) => {
      await fern.signIn('t.arkwright@example.org');
      await renata.signIn('r.oyelaran@example.org');
      for (const client of [fern, odie])
        for (const title of ['Steady ground', room]) {
          await client.openRoom(title);
          await client.words(/No screenshots/).waitFor();
          expect(await client.composer().count()).toBe(0);
          await client.sitDown();
        }
      await renata.openRoom(room, 'Rooms');
      await renata.composer().waitFor();
    },
  );

  story.step(
    'who is there is seen in the room, and by nobody outside',
    async ({ renata, fern, odie, mari }) => {
      const seat = (name: string) =>
        renata.page.getByRole('list', { name: 'People' }).getByRole('listitem').filter({ hasText: name });
      await seat('Fern').getByText('here', { exact: true }).waitFor();
      await seat('Odie').getByText('here', { exact: true }).waitFor();
      await seat('Wren')
        .count()
        .then((count) => expect(count).toBe(0));
      await fern.words('3 here').waitFor();
      // Leaving the room is seen as well.
      await odie.page.getByRole('link', { name: 'Back to the list' }).click();
      await seat('Odie').getByText('not here', { exact: true }).waitFor();
      await odie.openRoom(room);
      await seat('Odie').getByText('here', { exact: true }).waitFor();

      await mari.signIn('m.quintero@example.org');
      await mari.goTo('Circle');
      await mari.page.getByRole('link', { name: /Wednesday Circle/ }).waitFor();
      expect(await mari.page.getByText(room).count()).toBe(0);
      await mari.page.goto(new URL(renata.page.url()).pathname);
      await mari.heading('This place cannot be opened').waitFor();
      expect(await mari.page.getByText(/Fern|Odie|\d here/).count()).toBe(0);
    },
  );
}

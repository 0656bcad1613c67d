import { eventually, odiesEmail, odiesPassphrase, room, type Story } from '../story.js';
import { Wire } from '../wire.js';

const note = 'Fern, you came every Thursday, also when it rained. We are glad that we know you.';

/** Messages between two, the circle, and completing treatment. */
export function graduation(story: Story): void {
  story.step('a client writes to the counselor, and reads that it was read', async ({ renata, fern }) => {
    await fern.goTo('Messages');
    await fern.button('New message').first().click();
    const people = fern.dialog().getByRole('listitem');
    await people.filter({ hasText: 'Renata Oyelaran' }).getByText('Your primary counselor').waitFor();
    expect((await people.allInnerTexts()).join()).not.toMatch(/Odie|Wren|Jo\b/);
    await people.filter({ hasText: 'Renata Oyelaran' }).getByRole('button').click();
    await fern.words('Not for emergencies.').waitFor();
    await fern.button('Help now').waitFor();
    await fern.say('Could we talk before Thursday? It is nothing bad.');
    await fern
      .message('Could we talk')
      .getByText(/^Sent /)
      .waitFor();

    const nav = renata.page.getByRole('navigation', { name: 'Main' });
    await nav
      .getByRole('link', { name: /Messages/ })
      .getByText('1', { exact: true })
      .waitFor();
    await renata.goTo('Messages');
    await renata.page.getByRole('main').getByRole('link', { name: /Fern/ }).click();
    await renata.message('Could we talk').waitFor();
    await fern
      .message('Could we talk')
      .getByText(/^Read /)
      .waitFor();
    await renata.say('Wednesday at four, by the window?');
    await fern.message('Wednesday at four').waitFor();
    await renata
      .message('Wednesday at four')
      .getByText(/^Read /)
      .waitFor();
  });

  story.step('a client cannot write to another client', async ({ renata, fern }) => {
    const fernsWire = await Wire.of(story.product, 't.arkwright@example.org');
    const odiesWire = await Wire.of(story.product, odiesEmail, odiesPassphrase);
    const personId = odiesWire.session.me.id;
    const opened = fernsWire.call('direct.open', { body: { personId } });
    await expect(opened).rejects.toMatchObject({ code: expect.stringMatching(/not_allowed|not_found/) });
    expect((await fernsWire.call('direct.contacts')).map((contact) => contact.id)).not.toContain(personId);
    await fern.openRoom(room);
    await fern.button('People').click();
    const seats = fern.dialog().getByRole('list', { name: 'People' });
    await seats.getByRole('listitem').filter({ hasText: 'Renata Oyelaran' }).waitFor();
    expect(await seats.getByRole('button').count()).toBe(0);
    await fern.page.keyboard.press('Escape');
    await fern.dialog().waitFor({ state: 'detached' });
    fernsWire.close();
    odiesWire.close();
    await renata.goTo('Today');
  });

  story.step('an alumnus in the circle sees no treatment room', async ({ mari }) => {
    await mari.page.goto('/');
    await mari.openRoom('Wednesday Circle', 'Circle');
    await mari.sitDown();
    await mari.say('Four years on Sunday. The first thirty days were the longest.');
    await mari.goTo('Circle');
    const rooms = await mari.page.getByRole('list', { name: 'Circle' }).getByRole('link').allInnerTexts();
    expect(rooms.map((text) => text.split('\n')[0] ?? '').toSorted((a, b) => a.localeCompare(b))).toEqual([
      'Steady ground',
      'Wednesday Circle',
    ]);
    await mari.openRoom('Wednesday Circle', 'Circle');
  });

  story.step('the counselor graduates a client, with a note', async ({ renata, fern }) => {
    await renata.goTo('People');
    await renata.page.getByLabel('Search').fill('Arkwright');
    await renata.page
      .getByRole('main')
      .getByRole('link', { name: /Tamsin Arkwright/ })
      .click();
    await renata.button('Graduate or discharge').click();
    await renata.dialog().getByText('Completed', { exact: true }).click();
    await renata.button('Go on').click();
    const foretold = renata.dialog();
    await foretold.getByRole('heading', { name: /completes the programme/ }).waitFor();
    await foretold.getByText(`The seat in ${room}`).waitFor();
    await foretold.getByText('The seat in Steady ground').waitFor();
    await foretold.getByLabel('A note from the team').fill(note);
    // Until the button, nothing has happened.
    expect(await fern.composer().isVisible()).toBe(true);
    await renata.button('Graduate now').click();
    await renata.heading('Tamsin Arkwright has graduated').waitFor();
    await renata.button('Done').click();
  });

  story.step('her screen changes by itself: what stays, what ends, the invitation', async ({ fern }) => {
    await fern.heading('You have completed your programme, Fern').waitFor();
    const screen = fern.dialog();
    await screen.getByText(note).waitFor();
    const part = (title: string) =>
      screen.locator('section').filter({ has: fern.page.getByRole('heading', { name: title }) });
    await part('What ends').getByText(room).waitFor();
    await part('What stays').getByText('Steady ground').waitFor();
    await fern.heading('Wednesday Circle keeps a seat for you').waitFor();
    const [take, later] = await Promise.all(
      ['Take the seat', 'Decide later'].map((name) => fern.button(name).boundingBox()),
    );
    expect(later?.width).toBe(take?.width);
    expect(later?.height).toBe(take?.height);
    await fern.button('Decide later').click();
    await screen.waitFor({ state: 'detached' });
  });

  story.step('the treatment room is past but readable, the support group stays', async ({ renata, fern }) => {
    await fern.words('Your seat here has ended').waitFor();
    expect(await fern.composer().count()).toBe(0);
    await fern.message('That did me good.').waitFor();
    await fern.goTo('Groups');
    const ended = fern.page.getByRole('list', { name: 'Ended for you' });
    await ended.getByRole('link', { name: room }).waitFor();
    await renata.openRoom(room, 'Rooms');
    await renata.say('Fern has finished. Her seat was a good one.');
    await fern.openRoom('Steady ground');
    await fern.say('I am still here on Mondays.');
    await fern.page.reload();
    await fern.message('I am still here on Mondays.').waitFor();
    await fern.openRoom(room);
    await fern.message('That did me good.').waitFor();
    expect(await fern.page.getByText('Her seat was a good one').count()).toBe(0);
    expect(await fern.dialog().count()).toBe(0);
  });

  story.step('the invitation waits, and accepting leads into the circle', async ({ fern, mari }) => {
    await fern.goTo('Home');
    await fern.heading('A seat in the alumni circle').waitFor();
    await fern.button('Take the seat').click();
    await fern.goTo('Circle');
    await fern.openRoom('Wednesday Circle', 'Circle');
    await fern.words(/No screenshots/).waitFor();
    expect(await fern.composer().count()).toBe(0);
    await fern.sitDown();
    await mari.feed().getByText('Fern took a seat').waitFor();
    expect(await fern.page.getByText('The first thirty days').count()).toBe(0);
    await fern.say('Hello. I am new on this side.');
    await eventually(() => fern.kept(), []);
    await mari.message('Hello. I am new on this side.').waitFor();
  });

  story.step('signing out asks about what would be lost, and closes everything', async ({ fern, mari }) => {
    await fern.write('Half a thought');
    await fern.goTo('Home');
    await fern.page.getByRole('link', { name: /You and this device/ }).click();
    await fern.button('Sign out').first().click();
    await fern.dialog().getByText('You have one draft. Signing out deletes them from this device.').waitFor();
    await fern.dialog().getByRole('button', { name: 'Sign out' }).click();
    await fern.words('You are signed out').waitFor();
    await fern.page.goto('/rooms');
    await fern.heading('Sign in').waitFor();
    await mari.words('1 here').waitFor();
    // The numbers to call name nobody, and are there for whoever takes up this phone next, also without a network.
    await eventually(() => fern.page.evaluate(() => Object.keys(localStorage)), ['homegroup.crisis-lines']);
    await eventually(() => fern.kept(), []);
  });
}

import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Locator } from 'playwright-core';
import { openChromium, passingFolder, phone } from './chromium.js';
import { Product } from './product.js';
import { Visitor } from './visitor.js';

const group = 'Quiet mornings';
const passphrase = 'a heron by the mill pond';
const roster =
  'record,legal_name,display_name,email,programme,level,counselor,groups,episode_start\n' +
  'client,Ines Carvalho,Ines,i.carvalho@example.org,Evening IOP,2.1,r.oyelaran,Steady ground,2026-11-02\n';

jest.setTimeout(60_000);
let product: Product;
let browser: Browser;
/** Kit Vance, programme admin; Renata Oyelaran, counselor; Tomasz Wilk, "Tom", who comes while this runs. */
let kit: Visitor;
let renata: Visitor;
let tom: Visitor;
let link = '';

const arrive = (options: BrowserContextOptions = {}) =>
  Visitor.arrive(browser, product, { reducedMotion: 'reduce', ...options });

beforeAll(async () => {
  [browser, product] = await Promise.all([openChromium(), Product.start()]);
  [kit, renata, tom] = await Promise.all([arrive(), arrive(), arrive({ viewport: phone })]);
  await Promise.all([kit.signIn('k.vance@example.org'), renata.signIn('r.oyelaran@example.org')]);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

let brokenAt: string | null = null;

/** Each builds on the one before; after a failure the rest is not waited for, and pictures show where it stood. */
function step(name: string, act: () => Promise<void> | void): void {
  it(name, async () => {
    if (brokenAt) throw new Error(`not tried: "${brokenAt}" failed before`);
    try {
      await act();
    } catch (error) {
      brokenAt = name;
      for (const [who, { page, faults }] of Object.entries({ kit, renata, tom })) {
        await page.screenshot({ path: join(tmpdir(), 'homegroup-story', `staff-${who}.png`) });
        process.stderr.write(`${who} at ${page.url()}: ${faults.join('; ')}\n`);
      }
      process.stderr.write(`${name}: ${String(error).slice(0, 2000)}\n`);
      throw error;
    }
  });
}

/** Chooses from a list that opens. */
async function pick(by: Visitor, label: string, option: string): Promise<void> {
  await by
    .dialog()
    .getByRole('button', { name: new RegExp(label) })
    .click();
  await by.page.getByRole('option', { name: option }).click();
}

async function openPerson(by: Visitor, name: string): Promise<void> {
  await by.goTo('People');
  await by.page.getByLabel('Search').fill(name);
  await by.page
    .getByRole('main')
    .getByRole('link', { name: new RegExp(name) })
    .click();
  await by.heading(name).waitFor();
}

async function openGroup(by: Visitor): Promise<void> {
  await by.goTo('Groups');
  await by.page
    .getByRole('main')
    .getByRole('link', { name: new RegExp(group) })
    .click();
  await by.heading(group).waitFor();
}

/** Opens a sheet that asks why, is refused without a reason, and answers. */
async function decide(by: Visitor, opener: Locator, submit: string): Promise<void> {
  await opener.click();
  const send = by.dialog().getByRole('button', { name: submit, exact: true });
  await send.click();
  await by.dialog().getByText('Say why in a few words.').waitFor();
  await by.dialog().getByLabel('Reason').fill('Agreed with them on the phone');
  await send.click();
  await by.dialog().waitFor({ state: 'detached' });
}

describe('what staff do by the screen, and what the people concerned then see', () => {
  step('a person is added, joins with the link, and is told whom they may write to', async () => {
    await kit.goTo('People');
    await kit.button('Add person').first().click();
    const form = kit.dialog();
    await form.getByLabel('Legal name').fill('Tomasz Wilk');
    await form.getByLabel('Display name').fill('Tom');
    await form.getByLabel('E-mail').fill('t.arkwright@example.org');
    await pick(kit, 'Programme', 'Evening IOP');
    await pick(kit, 'Primary counselor', 'Renata Oyelaran');
    await kit.button('Add').click();
    // The address is another person's: what was filled in stays, and one field says what is wrong.
    await form.getByRole('alert').or(form.locator('[data-slot="field-error"]')).first().waitFor();
    await form.getByLabel('E-mail').fill('tom.wilk@example.org');
    await kit.button('Add').click();
    await kit.words('Tomasz Wilk was added. Make a link so that they can join.').waitFor();
    await kit.button('Make an invitation link').click();
    await kit.button('Make the link').click();
    link = await kit.page.getByLabel('Link for Tomasz Wilk').inputValue();
    await kit.button('Close').click();

    await tom.page.goto(link);
    await tom.heading('Welcome, Tom').waitFor();
    await tom.page.getByLabel('Passphrase').fill(passphrase);
    await tom.page.getByLabel('Once more').fill(passphrase);
    await tom.button('Set it and come in').click();
    await tom.heading('Hello, Tom').waitFor();
    await tom.words('No group yet').waitFor();
    await tom.words('Write to Renata Oyelaran').waitFor();
  });

  step('a group is created, and its room is there for who leads it', async () => {
    await renata.goTo('Rooms');
    await kit.goTo('Groups');
    await kit.button('New group').first().click();
    await kit.button('Create').click();
    await kit.dialog().getByLabel('Name').fill(group);
    await pick(kit, 'Kind', 'Skills');
    await kit.dialog().getByText('All begin together').click();
    await pick(kit, '^(?!.*Second).*Leader', 'Renata Oyelaran');
    await kit.button('Create').click();
    await kit.words(`${group} and its room stand.`).waitFor();
    await renata.page.getByRole('main').getByRole('link', { name: group }).waitFor();
  });

  step('somebody is invited into it, and takes the seat', async () => {
    await openPerson(renata, 'Tomasz Wilk');
    await renata.button('Invite into a group').click();
    await renata.dialog().getByText(group).click();
    await renata.dialog().getByRole('button', { name: 'Invite', exact: true }).click();
    await renata.words(`Tomasz Wilk is invited into ${group}.`).waitFor();
    await tom.openRoom(group);
    await tom.sitDown();
    await renata.openRoom(group, 'Rooms');
    await tom.say('Good morning. I am new.');
    await renata.message('Good morning. I am new.').waitFor();
  });

  step('a group that has started takes nobody without a reason', async () => {
    await openGroup(renata);
    await renata.button('Start the group').click();
    await renata.dialog().getByText('It cannot be taken back.').waitFor();
    await renata.dialog().getByRole('button', { name: 'Start the group' }).click();
    await renata.words(`${group} has started.`).waitFor();
    expect(await renata.button('Start the group').count()).toBe(0);
    await openPerson(renata, 'Wren Matsuda');
    await renata.button('Invite into a group').click();
    await renata.dialog().getByText(group).click();
    await renata.dialog().getByLabel('Why now?').waitFor();
    await renata.button('Cancel').click();
  });

  step('who was taken out is told, and comes back without what was said in between', async () => {
    await renata.openRoom(group, 'Rooms');
    await renata.choosePerson('Tom', 'Take out of the room');
    await renata.dialog().getByLabel('Reason').fill('Asked for a pause');
    await renata.dialog().getByLabel('What Tom reads').fill('Take the week, Tom. I call you.');
    await renata.button('Take out').click();
    await renata.dialog().waitFor({ state: 'detached' });
    await tom.words('Take the week, Tom. I call you.').waitFor();
    await tom.button('Got it').click();
    await tom.composer().waitFor({ state: 'detached' });
    await renata.say('Said while Tom was away.');

    await openGroup(renata);
    await decide(renata, renata.button(/^Bring back\s+Tomasz Wilk/), 'Bring back');
    await renata.words(`Tomasz Wilk is back in ${group}.`).waitFor();
    await tom.composer().waitFor();
    await renata.openRoom(group, 'Rooms');
    await renata.say('Good to see you, Tom.');
    await tom.message('Good to see you, Tom.').waitFor();
    expect(await tom.page.getByText('Said while Tom was away.').count()).toBe(0);
  });

  step('a seat that ends stays readable, and nothing later', async () => {
    await openGroup(renata);
    await decide(renata, renata.button(/^End\s+the seat of Tomasz Wilk/), 'End it');
    await renata.words(`The seat of Tomasz Wilk in ${group} has ended.`).waitFor();
    await tom.words('Your seat here has ended').waitFor();
    expect(await tom.composer().count()).toBe(0);
    await tom.message('Good morning. I am new.').waitFor();
  });

  step('a closed account signs out at once, and opens again with the old passphrase', async () => {
    await openPerson(kit, 'Tomasz Wilk');
    await decide(kit, kit.button('Close the account'), 'Close the account');
    await tom.heading('Your session has ended').waitFor();
    await tom.fillSignIn('tom.wilk@example.org', passphrase);
    await tom.page.getByRole('alert').waitFor();
    await decide(kit, kit.button('Open the account again'), 'Open again');
    await kit.words('The account is open again.').waitFor();
    await tom.fillSignIn('tom.wilk@example.org', passphrase);
    // Where he was: in the room whose seat has ended.
    await tom.words('Your seat here has ended').waitFor();
    await tom.goTo('Home');
    await tom.heading('Hello, Tom').waitFor();
  });

  step('contact goes on after graduation when both agree, until one ends it', async () => {
    await openPerson(renata, 'Tomasz Wilk');
    await renata.button('Offer to stay in contact').click();
    await renata.dialog().getByRole('button', { name: 'Offer', exact: true }).click();
    await renata.words('It holds once Tom agrees.').waitFor();
    await renata.words('Waits for an answer').waitFor();
    await tom.words('Renata Oyelaran offers to stay reachable').waitFor();
    await tom.button('Agree').click();
    await tom.words('Renata Oyelaran offers to stay reachable').waitFor({ state: 'detached' });

    await renata.button('Graduate or discharge').click();
    await renata.dialog().getByText('Completed', { exact: true }).click();
    await renata.button('Go on').click();
    await renata.button('Graduate now').click();
    await renata.button('Done').click();
    await tom.heading('You have completed your programme, Tom').waitFor();
    await tom.dialog().getByRole('button', { name: 'Take the seat' }).click();
    await tom.dialog().waitFor({ state: 'detached' });
    await tom.goTo('Messages');
    await tom.button('New message').first().click();
    await tom
      .dialog()
      .getByRole('button', { name: /Renata Oyelaran/ })
      .click();
    await tom.words(/^Until .*, then you both decide/).waitFor();
    await tom.say('Thank you for staying.');

    await openPerson(renata, 'Tomasz Wilk');
    await renata.words('Agreed').waitFor();
    await renata.button('End contact').click();
    await renata.dialog().getByRole('button', { name: 'End contact' }).click();
    await renata.words('Contact between Tom and Renata Oyelaran has ended.').waitFor();
    await tom.words('This contact has ended').waitFor();
    expect(await tom.composer().count()).toBe(0);
    await tom.message('Thank you for staying.').waitFor();
  });

  step('a roster is dropped onto the page and brought in', async () => {
    const folder = passingFolder();
    const file = join(folder.path, 'one-more.csv');
    writeFileSync(file, roster);
    await kit.goTo('Import');
    await kit.words('Drop the roster here, or choose it').waitFor();
    const box = await kit.words('Drop the roster here, or choose it').boundingBox();
    const devtools = await kit.context.newCDPSession(kit.page);
    const data = { items: [], files: [file], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await devtools.send('Input.dispatchDragEvent', {
        type,
        x: (box?.x ?? 0) + 5,
        y: (box?.y ?? 0) + 5,
        data,
      });
    await kit.heading('The one line is ready. Nothing has been saved yet.').waitFor();
    folder.remove();
    await kit.button('Bring it in').click();
    await kit.heading('The roster is in').waitFor();
    await openPerson(kit, 'Ines Carvalho');
  });

  step('no page was at fault on the way', () => {
    for (const visitor of [kit, renata, tom]) expect(visitor.faults).toEqual([]);
  });
});

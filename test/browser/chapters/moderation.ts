import { eventually, odiesEmail, odiesPassphrase, room, type Story } from '../story.js';
import type { Visitor } from '../visitor.js';
import { Wire } from '../wire.js';

const unkind = 'Some of you are just here for the coffee.';
const noticed = 'I took one message out. We do not judge here. Write to me if you like.';

/** Fills the one sheet that asks for a reason, and sends it. */
async function give(by: Visitor, submit: string, fields: Record<string, string>): Promise<void> {
  const sheet = by.dialog();
  for (const [label, text] of Object.entries(fields)) await sheet.getByLabel(label).fill(text);
  await sheet.getByRole('button', { name: submit, exact: true }).click();
  await sheet.waitFor({ state: 'detached' });
}

const seatOf = (by: Visitor, name: string) =>
  by.page.getByRole('list', { name: 'People' }).getByRole('listitem').filter({ hasText: name });

/** What a moderator does, and what the person concerned is told. */
export function moderation(story: Story): void {
  story.step(
    'a counselor removes a message: a note for all, words for its author',
    async ({ renata, fern, odie }) => {
      await odie.say(unkind);
      await renata.message(unkind).waitFor();
      await renata.choose(unkind, 'Remove, leave a note');
      const sheet = renata.dialog();
      await sheet.getByRole('button', { name: 'Remove it' }).click();
      // Nothing goes without a reason.
      await sheet.getByRole('radio').first().waitFor({ state: 'attached' });
      expect(await renata.message(unkind).count()).toBe(1);
      await sheet.getByText('Unkind', { exact: false }).first().click();
      await give(renata, 'Remove it', { 'What Odie reads': noticed });
      for (const one of [renata, fern, odie])
        await one.message('A counselor removed a message. Reason:').waitFor();
      for (const one of [renata, fern]) expect(await one.page.getByText(unkind).count()).toBe(0);
      await odie.heading(`A counselor removed a message of yours in ${room}`).waitFor();
      await odie.words(noticed).waitFor();
      expect(await fern.page.getByText(noticed).count()).toBe(0);
      await odie.button('Got it').click();
    },
  );

  story.step('a mute says until when and why, and the server refuses', async ({ renata, odie, fern }) => {
    await renata.choosePerson('Odie', 'Mute for a while');
    await give(renata, 'Mute', {
      Reason: 'Talks over others',
      'What Odie reads': 'Please listen for a while.',
    });
    await odie.button('Got it').click();
    await odie.words(/^You can write again at \d+:\d\d [ap]m$/).waitFor();
    await odie.words(/^Reason: Talks over others\./).waitFor();
    await odie.write('May I say one thing?');
    expect(await odie.button('Send').isDisabled()).toBe(true);
    await odie.words('Your draft stays here.').waitFor();
    await seatOf(renata, 'Odie')
      .getByText(/^Muted until/)
      .waitFor();

    const wire = await Wire.of(story.product, odiesEmail, odiesPassphrase);
    const sent = wire.say(await wire.conversation(room), 'Past the button.');
    await expect(sent).rejects.toMatchObject({ code: 'muted' });
    wire.close();
    await renata.say('Odie listens now.');
    await fern.message('Odie listens now.').waitFor();
    expect(await fern.page.getByText('Past the button.').count()).toBe(0);
  });

  story.step('the mute outlives a restart, and is lifted', async ({ renata, odie }) => {
    await story.product.end();
    await story.product.restart();
    await odie.page.reload();
    await odie.words(/^Reason: Talks over others\./).waitFor();
    await eventually(() => odie.composer().inputValue(), 'May I say one thing?');
    await seatOf(renata, 'Odie')
      .getByText(/^Muted until/)
      .waitFor();
    await renata.choosePerson('Odie', 'Let write again');
    await give(renata, 'Let write again', { Reason: 'We talked' });
    await odie.heading(`You can write again in ${room}`).waitFor();
    await odie.button('Got it').click();
    // The notice has a ring of its own, and may be here before the composer is open.
    await odie.words(/^Reason: Talks over others\./).waitFor({ state: 'hidden' });
    await odie.composer().press('Enter');
    await renata.message('May I say one thing?').waitFor();
  });

  story.step('a closed room lets only counselors write, until it is opened', async ({ renata, fern }) => {
    await renata.button('Close for writing').first().click();
    await give(renata, 'Close for writing', { Reason: 'A quiet minute for all' });
    await fern.words('You can go on reading. Your draft stays here until it opens again.').waitFor();
    await fern.page.getByText('Closed for writing,').first().waitFor();
    await renata.say('A minute of quiet, then we go on.');
    await fern.message('A minute of quiet, then we go on.').waitFor();
    await renata.button('Open for writing').first().click();
    await give(renata, 'Open for writing', { Reason: 'The minute is over' });
    await fern.say('That did me good.');
    await renata.message('That did me good.').waitFor();
  });

  story.step(
    'who is cut for sending too much stays signed in, loses nothing, and sees what changed meanwhile',
    async ({ renata, fern }) => {
      const second = await fern.context.newPage();
      fern.watch(second);
      const [cut, cameBack, mayConnect] = [promised(), promised(), promised()];
      let connections = 0;
      await second.routeWebSocket(/\/socket\.io\//, async (route) => {
        connections += 1;
        if (connections > 1) {
          cameBack.keep();
          await mayConnect.kept;
          route.connectToServer();
          return;
        }
        const server = route.connectToServer();
        void cut.kept.then(() => {
          route.send('42["session:ended",{"code":"too_many_requests"}]');
          route.send('41');
          return server.close();
        });
      });
      await second.goto(fern.page.url());
      const composer = second.getByRole('textbox', { name: 'Write to the group' });
      await composer.fill('There is one more thing');
      cut.keep();
      await cameBack.kept;
      await renata.button('Close for writing').first().click();
      await give(renata, 'Close for writing', { Reason: 'Until everybody is back' });
      const closed = 'You can go on reading. Your draft stays here until it opens again.';
      await fern.words(closed).waitFor();
      mayConnect.keep();
      await second.getByText(closed).waitFor();
      await renata.button('Open for writing').first().click();
      await give(renata, 'Open for writing', { Reason: 'Everybody is back' });
      await composer.waitFor();
      await renata.keepWriting('We are listening', second.getByText('Renata Oyelaran is writing'));
      expect(await composer.inputValue()).toBe('There is one more thing');
      await renata.write('');
      await composer.fill('');
      await eventually(() => fern.kept(), []);
      await second.close();
      await fern.composer().waitFor();
    },
  );

  story.step('a report reaches the counselor, and not the one reported', async ({ renata, fern, odie }) => {
    await odie.message('That did me good.').waitFor();
    await odie.choose('That did me good.', 'Report');
    await odie.dialog().getByText('I am worried about someone').click();
    await odie.dialog().getByLabel('Anything you want to add').fill('She sounds tired today.');
    await odie.button('Send the report').click();
    await odie.words("A counselor will read this. They won't be told it was you.").waitFor();
    // A sheet has a "Close" at its head as well.
    await odie.button('Close').last().click();

    await renata.heading(`Somebody reported a message in ${room}`).waitFor();
    await renata.page.getByRole('link', { name: 'Look at it' }).click();
    await renata.page.getByRole('link', { name: /Somebody is worried/ }).click();
    await renata.words('That did me good.').waitFor();
    await renata.words('She sounds tired today.').waitFor();
    expect(await renata.page.getByRole('main').getByText('Odie').count()).toBe(0);
    await renata.page.getByText('We talked', { exact: true }).click();
    await renata.page.getByLabel('For the record').fill('Wrote to her. All is well.');
    await renata.button('Close the report').click();
    await renata.words('The report is closed. What you wrote is kept with it.').waitFor();

    expect(await fern.page.getByText(/report/i).count()).toBe(0);
    const links = await fern.page.getByRole('link', { name: /Review/ }).count();
    expect(links).toBe(0);
  });

  story.step('ejection closes the room for the person at once', async ({ renata, fern, odie }) => {
    await renata.openRoom(room, 'Rooms');
    await renata.choosePerson('Odie', 'Take out of the room');
    await give(renata, 'Take out', {
      Reason: 'Needs a talk first',
      'What Odie reads': 'Your seat is kept. Let us talk tomorrow.',
    });
    await odie.composer().waitFor({ state: 'detached', timeout: 4000 });
    await odie.words('Your seat is kept. Let us talk tomorrow.').waitFor();
    await odie.words('Your seat here is on hold').waitFor();
    await odie.button('Got it').click();
    await renata.say('Odie and I talk tomorrow.');
    await fern.message('Odie and I talk tomorrow.').waitFor();
    expect(await odie.page.getByText('Odie and I talk tomorrow.').count()).toBe(0);
    await odie.page.goto('/rooms');
    await odie.page.getByRole('link', { name: /Steady ground/ }).waitFor();
    const wire = await Wire.of(story.product, odiesEmail, odiesPassphrase);
    const id = new URL(renata.page.url()).pathname.split('/').at(-1) ?? '';
    const history = await wire.call('conversations.history', { params: { id }, query: {} }).catch(() => null);
    expect(JSON.stringify(history)).not.toContain('talk tomorrow');
    wire.close();
  });
}

/** A promise, and what keeps it. */
function promised(): { kept: Promise<void>; keep: () => void } {
  let keep = (): void => undefined;
  const kept = new Promise<void>((resolve) => {
    keep = resolve;
  });
  return { kept, keep };
}

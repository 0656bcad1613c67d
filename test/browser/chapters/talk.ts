import { putDrafts, takeDrafts } from '../kept-drafts.js';
import { eventually, odiesEmail, odiesPassphrase, room, type Story } from '../story.js';
import { Wire } from '../wire.js';

const opening = 'Good evening. When did you last ask someone for help, and what did it take?';
const ferns = 'My neighbour. I pretended that I needed sugar first.';
const odies = 'I have not yet. That is why I am here.';
const waited = 'I wrote this while nothing answered.';

/** Talk: what is said, while away, and while everything is down. */
export function talk(story: Story): void {
  story.step('what one writes, all of them read', async ({ renata, fern, odie }) => {
    await renata.say(opening);
    for (const client of [fern, odie]) await client.message(opening).waitFor();
    await fern.keepWriting(ferns, odie.words('Fern is writing'));
    await fern.write('');
    await odie.page.getByText('Fern is writing').waitFor({ state: 'hidden' });
    await fern.write(ferns);
    await fern.button('Send').click();
    await odie.message(ferns).waitFor();
    await odie.say(odies);
    const said = [
      { author: 'Renata Oyelaran', text: opening },
      { author: 'Fern', text: ferns },
      { author: 'Odie', text: odies },
    ];
    for (const one of [renata, fern, odie]) await eventually(() => one.messages(), said);
  });

  story.step('a reply, a mention, a reaction', async ({ renata, fern, odie }) => {
    await fern.message(odies).hover();
    await fern.message(odies).getByRole('button', { name: 'Reply' }).click();
    await fern.words(/^To Odie: /).waitFor();
    await fern.composer().pressSequentially('Glad you came, @Od');
    await fern.page.getByRole('option', { name: 'Odie' }).waitFor();
    await fern.composer().press('Enter');
    expect(await fern.composer().inputValue()).toBe('Glad you came, @Odie ');
    await fern.composer().press('Enter');
    const reply = odie.message('Glad you came, @Odie');
    await reply.waitFor();
    expect(await reply.getAttribute('aria-label')).toContain('a reply');
    await reply.getByText('@Odie', { exact: true }).waitFor();
    await reply.getByRole('button', { name: /I have not yet/ }).waitFor();

    await odie.choose('Glad you came, @Odie', 'Thank you');
    const thanks = (one: typeof fern) =>
      one.message('Glad you came, @Odie').getByRole('button', { name: 'Thank you, 1' });
    await thanks(fern).waitFor();
    expect(await thanks(odie).getAttribute('aria-pressed')).toBe('true');
    expect(await thanks(renata).getAttribute('aria-pressed')).toBe('false');
    await thanks(odie).click();
    await thanks(fern).waitFor({ state: 'detached' });
  });

  story.step('an edit, and taking back what is one’s own', async ({ renata, fern, odie }) => {
    await odie.choose(odies, 'Edit');
    await odie.composer().fill(`${odies} Thank you for asking.`);
    await odie.composer().press('Enter');
    await renata.message(`${odies} Thank you for asking.`).getByText('edited', { exact: true }).waitFor();

    await fern.say('Forget it, wrong group.');
    await renata.message('Forget it, wrong group.').waitFor();
    await fern.choose('Forget it, wrong group.', 'Take back');
    await fern.dialog().getByRole('button', { name: 'Take back' }).click();
    await fern.message('You took back this message.').waitFor();
    await renata.message('A message was taken back.').waitFor();
    await odie.message('A message was taken back.').waitFor();
    for (const one of [renata, fern, odie])
      expect(await one.page.getByText('Forget it, wrong group.').count()).toBe(0);
  });

  story.step('whoever was away sees how much is new, and where it begins', async ({ renata, fern, odie }) => {
    await odie.goTo('Home');
    await renata.say('Take your time with it.');
    await fern.say('No rush, Odie.');
    const nav = odie.page.getByRole('navigation', { name: 'Main' });
    await nav.getByRole('link', { name: 'Groups' }).getByText('2', { exact: true }).waitFor();
    await odie.goTo('Groups');
    const row = odie.page.getByRole('link', { name: new RegExp(room) });
    await row.getByText('2 unread').waitFor({ state: 'attached' });
    await row.click();
    await odie.message('No rush, Odie.').waitFor();
    const line = odie.feed().getByText('New', { exact: true });
    await line.waitFor();
    const where = async (locator: ReturnType<typeof odie.message>) => (await locator.boundingBox())?.y ?? 0;
    expect(await where(line)).toBeLessThan(await where(odie.message('Take your time with it.')));
    expect(await where(line)).toBeGreaterThan(await where(odie.message('A message was taken back.')));
    await odie.goTo('Home');
    await nav
      .getByRole('link', { name: 'Groups' })
      .getByText('2', { exact: true })
      .waitFor({ state: 'detached' });
    await odie.openRoom(room);
    expect(await odie.feed().getByText('New', { exact: true }).count()).toBe(0);
  });

  story.step('a draft outlives a reload', async ({ fern }) => {
    await fern.write('I never told anybody that');
    await fern.draftIsKept();
    await fern.page.reload();
    await fern.composer().waitFor();
    await eventually(() => fern.composer().inputValue(), 'I never told anybody that');
    await fern.write('');
  });

  story.step('words that went out as the page went are not offered again', async ({ fern, renata }) => {
    await fern.write('Said once.');
    await fern.draftIsKept();
    const draft = await takeDrafts(fern.page);
    await fern.composer().press('Enter');
    await renata.message('Said once.').waitFor();
    await eventually(() => fern.kept(), []);
    // As if the page had gone before it could forget them.
    await putDrafts(fern.page, draft);
    await fern.page.reload();
    await fern.message('Said once.').waitFor();
    await eventually(() => fern.kept(), []);
    expect(await fern.composer().inputValue()).toBe('');
  });

  story.step('another tab that closes takes nobody out of the room', async ({ renata, fern, odie }) => {
    const second = await fern.context.newPage();
    fern.watch(second);
    await second.goto(fern.page.url());
    await second.getByRole('textbox', { name: 'Write to the group' }).waitFor();
    await second.close();
    const seat = (name: string) =>
      renata.page.getByRole('list', { name: 'People' }).getByRole('listitem').filter({ hasText: name });
    // Odie goes after the tab went: once that is seen, the tab's end was seen as well.
    await odie.goTo('Home');
    await seat('Odie').getByText('not here', { exact: true }).waitFor();
    expect(await seat('Fern').getByText('here', { exact: true }).count()).toBe(1);
    await odie.openRoom(room);
  });

  story.step(
    'everything is killed: words wait, then arrive by themselves, once',
    async ({ renata, fern, odie }) => {
      await renata.say('Who would like to begin?');
      await fern.message('Who would like to begin?').waitFor();
      await story.product.kill();
      await fern.write(waited);
      await fern.button('Send').click();
      await fern.message(waited).getByText('Not sent yet, no signal.').waitFor();
      await fern.words('Reconnecting. Keep writing, nothing is lost.').waitFor();
      await odie.words('Reconnecting. Keep writing, nothing is lost.').waitFor();
      await eventually(() => fern.inView(waited), true);
      await story.product.restart();
      await renata.message(waited).waitFor({ timeout: 30_000 });
      await odie.message(waited).waitFor({ timeout: 30_000 });
      await fern.message(waited).getByText('Not sent yet, no signal.').waitFor({ state: 'detached' });
      await renata.say('We are back. I read all of it.');
      await odie.message('We are back. I read all of it.').waitFor();
      await fern.message('We are back. I read all of it.').waitFor();

      const all = [
        ['Renata Oyelaran', opening],
        ['Fern', ferns],
        ['Odie', `${odies} Thank you for asking.`],
        ['Fern', 'Glad you came, @Odie'],
        ['Renata Oyelaran', 'Take your time with it.'],
        ['Fern', 'No rush, Odie.'],
        ['Fern', 'Said once.'],
        ['Renata Oyelaran', 'Who would like to begin?'],
        ['Fern', waited],
        ['Renata Oyelaran', 'We are back. I read all of it.'],
      ].map(([author, text]) => ({ author, text }));
      for (const one of [renata, fern, odie]) await eventually<unknown>(() => one.messages(), all);
      // What arrived is not kept as unsent any more, not even for a moment that a reload could hit.
      for (const one of [renata, fern, odie]) await eventually(() => one.kept(), []);
      // And so it is for somebody who comes anew.
      const fresh = await Wire.of(story.product, odiesEmail, odiesPassphrase);
      const page = await fresh.call('conversations.history', {
        params: { id: await fresh.conversation(room) },
        query: {},
      });
      const kept = page.items.filter((item) => item.type === 'message' && item.body === waited);
      expect(kept).toHaveLength(1);
      fresh.close();
    },
  );
}

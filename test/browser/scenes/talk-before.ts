import type { Product } from '../product.js';
import { Wire } from '../wire.js';

const people = {
  renata: 'r.oyelaran@example.org',
  fern: 't.arkwright@example.org',
  jo: 'j.baptiste@example.org',
  wren: 'w.matsuda@example.org',
  noor: 'n.castellan@example.org',
  esme: 'esme.falk@example.org',
  lu: 'l.hartnell@example.org',
  zo: 'z.sandoval@example.org',
  mari: 'm.quintero@example.org',
  gaz: 'g.pugh@example.org',
  nadia: 'n.haddad@example.org',
  sam: 's.okafor@example.org',
} as const;
type Name = keyof typeof people;
export type Talkers = Record<Name, Wire>;

/** Signs everybody in who is only heard, never watched. */
export async function signInTalkers(product: Product): Promise<Talkers> {
  const talkers = {} as Talkers;
  for (const [name, email] of Object.entries(people) as [Name, string][])
    talkers[name] = await Wire.of(product, email);
  return talkers;
}

/** What was said before the first screen is looked at. */
export async function talkBefore(talkers: Talkers): Promise<void> {
  const { renata, fern, jo, wren, noor, esme, lu, zo, mari, gaz, nadia, sam } = talkers;
  for (const client of [fern, jo, wren, noor, esme, lu, zo]) await client.sitDown('Thursday Process');
  const room = await renata.conversation('Thursday Process');
  for (const here of [renata, fern, jo, wren, noor, lu]) await here.enter(room);
  await renata.say(
    room,
    'Good evening, everybody. Tonight is about asking for help. When did you last ask someone, and what did it take?',
  );
  await jo.say(room, 'Slept maybe four hours this week. I came anyway.');
  const glad = await lu.say(room, 'Glad you did.');
  await jo.react(room, glad, 'thank_you');
  const sugar = await wren.say(
    room,
    'My neighbour. I knocked and then pretended I needed sugar. She saw right through it and made coffee.',
  );
  for (const one of [jo, noor, renata]) await one.react(room, sugar, 'thank_you');
  await fern.react(room, sugar, 'me_too');
  await noor.say(room, 'That is asking too.', { replyTo: sugar });
  const brother = await fern.say(
    room,
    'I got my brother to pick me up on Tuesday. Took three tries to press call.',
  );
  const said = '@Fern three tries still counts as calling. What made the third one different?';
  const asked = await renata.say(room, said, { mentions: [fern.session.me.id] });
  await fern.read(room, brother);
  await renata.read(room, asked);
  await fern.sitDown('Steady ground');

  const direct = async (from: Wire, to: Wire) =>
    (await from.call('direct.open', { body: { personId: to.session.me.id } })).id;
  const withFern = await direct(fern, renata);
  await fern.say(
    withFern,
    'Could we talk before Thursday? It is nothing bad, I would just like to think out loud.',
  );
  await renata.say(withFern, 'Gladly. I am in on Wednesday from three. Four o’clock, by the window?');
  await fern.read(withFern, await fern.say(withFern, 'Four is good. Thank you.'));
  await renata.read(withFern, await renata.say(withFern, 'Bring the list, if it is written by then.'));
  const withJo = await direct(jo, renata);
  await jo.say(withJo, 'My shifts change next month. Which evenings would still count?');

  for (const alumnus of [mari, gaz, nadia, sam]) await alumnus.sitDown('Wednesday Circle');
  const circle = await mari.conversation('Wednesday Circle');
  for (const here of [gaz, nadia]) await here.enter(circle);
  await nadia.say(circle, 'Back from my sister’s wedding. I danced, I drove everybody home.');
  await gaz.say(circle, 'Best taxi in the county.');
  const four = await mari.say(
    circle,
    'Four years on Sunday. The first thirty days were longer than the rest.',
  );
  for (const one of [nadia, gaz, sam]) await one.react(circle, four, 'thank_you');
  await sam.say(circle, 'If anyone new comes in this week, I can bring them along on Monday.');
}

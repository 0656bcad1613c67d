import { setTimeout as sleep } from 'node:timers/promises';
import { ChaosClient } from './chaos-client.js';
import { House, type Person, type Room } from './house.js';
import { openRoom } from './open-rooms.js';
import type { Random } from './random.js';
import type { Recorder } from './recorder.js';
import type { Stage } from './stage.js';
import { Steward } from './steward.js';

export interface Extent {
  clients: number;
  rooms: number;
}

/** The people of one run and what they do: rooms, a direct conversation each, and a room where nobody speaks. */
export class Workload {
  readonly clients: ChaosClient[] = [];
  /** One on each node, in a room of their own, whom nothing befalls. */
  readonly quiet: ChaosClient[] = [];
  quietRoom = '';

  private constructor(
    readonly house: House,
    private readonly random: Random,
    readonly steward: Steward,
    private readonly urls: readonly string[],
  ) {}

  static async prepare(stage: Stage, recorder: Recorder, random: Random, extent: Extent): Promise<Workload> {
    const urls = stage.nodes.map((node) => node.url);
    const house = await House.found(stage.owner, stage.environment['KEY_ENCRYPTION_KEY'] ?? '', recorder);
    const admin = await house.add('programme_admin');
    const supervisor = await house.add('clinical_supervisor');
    const estate = { house, recorder, urls, admin, supervisor };
    const work = new Workload(house, random, new Steward(estate, random.fork()), urls);
    const counselors: Person[] = [];
    for (let made = 0; made < extent.rooms; made += 1) counselors.push(await house.add('counselor'));
    const members: Person[] = [];
    for (let made = 0; made < extent.clients; made += 1)
      members.push(await house.add(null, counselors[made % counselors.length]));
    const quiet: Person[] = [];
    for (let made = 0; made < urls.length; made += 1) quiet.push(await house.add(null));

    const url = urls[0] ?? '';
    await Promise.all(
      house.people.map((person, index) => house.signIn(work.urlOf(index % urls.length), person)),
    );
    const place = { house, recorder, urls };
    for (const person of [...counselors, ...members])
      work.clients.push(new ChaosClient(person, place, random.fork()));
    await work.openRooms(url, admin, counselors, members);
    const [counselor] = counselors;
    if (!counselor) throw new Error('there is no counselor');
    const room = await openRoom(house, url, 'Quiet hour', { admin, counselor }, quiet);
    house.rooms.pop();
    work.quietRoom = room.conversationId;
    quiet.forEach((person, node) => {
      const client = new ChaosClient(person, place, random.fork(), node);
      client.wanted.add(room.conversationId);
      work.quiet.push(client);
    });
    await Promise.all(work.everybody.map((client) => client.connect()));
    house.hurry();
    return work;
  }

  urlOf(node: number): string {
    return this.urls[node] ?? '';
  }

  get everybody(): ChaosClient[] {
    return [...this.clients, ...this.quiet];
  }

  /** Everybody talks, and things befall them, for so many seconds. */
  async run(seconds: number): Promise<void> {
    const endsAt = performance.now() + seconds * 1000;
    const isOver = () => performance.now() >= endsAt;
    await Promise.all([
      ...this.clients.map((client) => this.talk(client, this.random.fork(), isOver)),
      this.govern(this.random.fork(), isOver),
    ]);
  }

  stop(): void {
    for (const client of this.everybody) client.stop();
  }

  private async openRooms(
    url: string,
    admin: Person,
    counselors: Person[],
    members: Person[],
  ): Promise<void> {
    const rooms = counselors.length;
    for (const [index, counselor] of counselors.entries()) {
      // Each in two rooms, so that rooms overlap.
      const inRoom = members.filter((_, at) => at % rooms === index || (at + 1) % rooms === index);
      const room = await openRoom(
        this.house,
        url,
        `Room ${index + 1}`,
        { admin, counselor },
        inRoom.slice(0, 14),
      );
      for (const client of this.clients)
        if (client.person === counselor || inRoom.slice(0, 14).includes(client.person))
          client.wanted.add(room.conversationId);
    }
    for (const [index, member] of members.entries()) {
      const counselor = counselors[index % rooms];
      if (!counselor || index >= rooms * 2) continue;
      const { id } = await this.house.call(url, member)('direct.open', { body: { personId: counselor.id } });
      for (const client of this.clients)
        if (client.person === counselor || client.person === member) client.wanted.add(id);
    }
  }

  private async talk(client: ChaosClient, random: Random, isOver: () => boolean): Promise<void> {
    const acts: Promise<void>[] = [];
    while (!isOver()) {
      await sleep(random.between(60, 420));
      const conversation = random.pick([...client.wanted]);
      const dice = random.next();
      if (dice < 0.72) client.say(conversation);
      else if (dice < 0.8) acts.push(client.change(conversation, 'react'));
      else if (dice < 0.87) acts.push(client.change(conversation, 'edit'));
      else if (dice < 0.9) acts.push(client.change(conversation, 'remove'));
      else if (dice < 0.93) acts.push(client.repeat(conversation, random.chance(0.4)));
      else if (dice < 0.98) acts.push(client.look());
      else client.move();
    }
    await Promise.all(acts);
  }

  private async govern(random: Random, isOver: () => boolean): Promise<void> {
    const acts: Promise<void>[] = [];
    this.steward.isOver = false;
    while (!isOver()) {
      await sleep(random.between(150, 700));
      const room: Room = random.pick(this.house.rooms);
      const inRoom = this.clients.filter(
        (client) => client.person.staff === null && client.wanted.has(room.conversationId),
      );
      acts.push(this.steward.befall(random.pick(inRoom), room, isOver));
    }
    this.steward.isOver = true;
    await Promise.all(acts);
  }
}

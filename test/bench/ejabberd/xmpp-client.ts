import { WebSocket } from 'ws';
import type { Ear, Seat, WireClient } from '../wire-clients.js';
import { domain } from './address.js';
import { RoomOrder } from './room-order.js';
import { escaped, readStanza, type Stanza } from './stanza.js';

const framing = 'urn:ietf:params:xml:ns:xmpp-framing';

/** Makes members of ejabberd's rooms: XMPP over WebSocket (RFC 7395), SASL PLAIN, a multi-user chat room (XEP-0045). */
export function xmppClients(): (seat: Seat, ear: Ear) => WireClient {
  const order = new RoomOrder();
  return (seat, ear) => new XmppClient(seat, ear, order);
}

interface Waiting {
  resolve: () => void;
  reject: (error: Error) => void;
}

class XmppClient implements WireClient {
  private socket: WebSocket | undefined;
  private readonly sent = new Map<string, Waiting>();
  private lastId = 0;
  /** What is waited for while opening. */
  private step: {
    is: (stanza: Stanza) => boolean;
    resolve: () => void;
    reject: (error: Error) => void;
  } | null = null;

  constructor(
    private readonly seat: Seat,
    private readonly ear: Ear,
    private readonly order: RoomOrder,
  ) {}

  /** Resolves once the room's subject came, which is the last thing that joining brings. Nothing is held by then. */
  async open(): Promise<number> {
    const { url, room, personId, token } = this.seat;
    const socket = new WebSocket(url, 'xmpp', { perMessageDeflate: false });
    this.socket = socket;
    socket.on('message', (frame: Buffer) => this.take(readStanza(frame.toString())));
    socket.on('close', () => this.fail(new Error('closed')));
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve());
      socket.once('error', reject);
    });
    socket.on('error', (error) => this.fail(error));
    const begin = `<open xmlns="${framing}" to="${domain}" version="1.0"/>`;
    const named = (name: string) => (stanza: Stanza) => stanza.name === name;
    await this.ask(begin, named('stream:features'));
    const secret = Buffer.from(`\0${personId}\0${token ?? ''}`).toString('base64');
    await this.ask(
      `<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="PLAIN">${secret}</auth>`,
      named('success'),
    );
    await this.ask(begin, named('stream:features'));
    await this.ask(
      '<iq xmlns="jabber:client" type="set" id="bind"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"/></iq>',
      ({ attributes }) => attributes.id === 'bind' && attributes.type === 'result',
    );
    await this.ask(
      `<presence xmlns="jabber:client" to="${room}/${personId}"><x xmlns="http://jabber.org/protocol/muc"/></presence>`,
      ({ name, attributes, body }) => name === 'message' && attributes.type === 'groupchat' && body === null,
    );
    return 0;
  }

  /** Resolves with the room's reflection, which ejabberd sends once the archive holds the message. */
  send(body: string): Promise<void> {
    this.lastId += 1;
    const id = String(this.lastId);
    return new Promise((resolve, reject) => {
      this.sent.set(id, { resolve, reject });
      this.socket?.send(
        `<message xmlns="jabber:client" to="${this.seat.room}" type="groupchat" id="${id}"><body>${escaped(body)}</body></message>`,
      );
    });
  }

  close(): void {
    this.socket?.close();
  }

  private ask(frame: string, is: (stanza: Stanza) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.step = { is, resolve, reject };
      this.socket?.send(frame);
    });
  }

  private take(stanza: Stanza): void {
    const { name, attributes, body } = stanza;
    if (name === 'message' && body !== null && attributes.type === 'groupchat') {
      this.ear.heard(this.order.number(this.seat.room, body), body);
      if (attributes.from === `${this.seat.room}/${this.seat.personId}`)
        this.settle(attributes.id)?.resolve();
      return;
    }
    if (this.step?.is(stanza)) {
      const { resolve } = this.step;
      this.step = null;
      resolve();
      return;
    }
    if (name === 'failure' || name === 'stream:error') this.fail(new Error(`ejabberd answered with ${name}`));
    if (attributes.type !== 'error') return;
    const refused = new Error(`ejabberd refused a ${name}`);
    const waiting = this.settle(attributes.id);
    if (waiting) waiting.reject(refused);
    else this.step?.reject(refused);
  }

  private settle(id: string | undefined): Waiting | undefined {
    const waiting = this.sent.get(id ?? '');
    if (waiting) this.sent.delete(id ?? '');
    return waiting;
  }

  private fail(error: Error): void {
    this.step?.reject(error);
    this.step = null;
    for (const { reject } of this.sent.values()) reject(error);
    this.sent.clear();
  }
}

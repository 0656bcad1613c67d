/** What the driver reads of a stanza: its own tag, and the text of its body. */
export interface Stanza {
  name: string;
  attributes: Readonly<Record<string, string>>;
  /** Null where there is no body, as in the subject that ends joining. */
  body: string | null;
}

const startTag = /<([\w:.-]+)/y;
const attribute = /\s+([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y;
const bodyText = /<body(?:\s[^>]*)?>([^<]*)<\/body>/;
const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const unescape = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
        if (name) return entities[name] ?? whole;
        return String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal));
      })
    : text;

/**
 * Reads one frame of XMPP over WebSocket, which holds exactly one element (RFC 7395, 3.3.3). Far less than an XML
 * parser, and enough for what a server answers to this driver: no element inside is read but the first `<body>`.
 * @throws where the frame does not begin with an element
 */
export function readStanza(frame: string): Stanza {
  startTag.lastIndex = 0;
  const name = startTag.exec(frame)?.[1];
  if (!name) throw new Error('a frame that holds no element');
  const attributes: Record<string, string> = {};
  attribute.lastIndex = startTag.lastIndex;
  for (let found = attribute.exec(frame); found; found = attribute.exec(frame))
    attributes[found[1] ?? ''] = unescape(found[2] ?? found[3] ?? '');
  const body = bodyText.exec(frame)?.[1];
  return { name, attributes, body: body === undefined ? null : unescape(body) };
}

export const escaped = (text: string): string =>
  text.replace(/[<>&"']/g, (found) => `&#${found.codePointAt(0)};`);

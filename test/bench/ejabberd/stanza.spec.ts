import fc from 'fast-check';
import { escaped, readStanza } from './stanza.js';

describe('a frame of XMPP', () => {
  it('tells its element, its attributes in either quotes, and the first body', () => {
    expect(
      readStanza(
        `<message from='a@b/c' type="groupchat" id = '7'><x/><body xml:lang='en'>7 hello</body></message>`,
      ),
    ).toEqual({
      name: 'message',
      attributes: { from: 'a@b/c', type: 'groupchat', id: '7' },
      body: '7 hello',
    });
    expect(readStanza('<presence/>')).toEqual({ name: 'presence', attributes: {}, body: null });
    expect(readStanza('<message><subject/></message>').body).toBeNull();
    expect(() => readStanza('hello')).toThrow('no element');
  });

  it('gives back any text that was written into it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, name) => {
        const frame = `<message from="${escaped(name)}"><body>${escaped(text)}</body></message>`;
        expect(readStanza(frame)).toEqual({ name: 'message', attributes: { from: name }, body: text });
      }),
    );
  });
});

import { inert, mentionBefore, mentionsIn, partsOf, suggestionsFor } from './mentions.js';

const people = [
  { id: '1', name: 'Wren' },
  { id: '2', name: 'Wren B' },
  { id: '3', name: 'Renata Oyelaran' },
];

describe('mentions', () => {
  it('cuts a text at names, the longest first', () => {
    expect(partsOf('Thanks @Wren B, and @wren', people)).toEqual([
      { text: 'Thanks ', personId: null },
      { text: '@Wren B', personId: '2' },
      { text: ', and ', personId: null },
      { text: '@wren', personId: '1' },
    ]);
  });

  it('takes no name inside a word, an address, or a longer name', () => {
    expect(mentionsIn('me@wren.example @Wrenna', people)).toEqual([]);
    expect(partsOf('', people)).toEqual([]);
  });

  it('names each person once', () => {
    expect(mentionsIn('@Wren @Wren @Renata Oyelaran', people)).toEqual(['1', '3']);
  });

  it('finds what is typed before the caret', () => {
    expect(mentionBefore('Hi @Re', 6)).toEqual({ start: 3, query: 'Re' });
    expect(mentionBefore('a@b', 3)).toBeNull();
    expect(mentionBefore('@one\ntwo', 8)).toBeNull();
  });

  it('suggests by any word of a name', () => {
    expect(suggestionsFor('oye', people).map((person) => person.id)).toEqual(['3']);
    expect(suggestionsFor('w', people).map((person) => person.id)).toEqual(['1', '2']);
  });

  it('leaves controls of writing direction without effect', () => {
    expect(inert('a\u202eb\u2066c')).toBe('abc');
  });
});

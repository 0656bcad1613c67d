import { announcementOf } from './announcements.js';

describe('announcementOf', () => {
  it('speaks one message whole and more as a number', () => {
    const wren = { authorName: 'Wren', text: 'Hello' };
    expect(announcementOf([])).toBe('');
    expect(announcementOf([wren])).toBe('Wren: Hello');
    expect(announcementOf([wren, wren])).toBe('2 new messages from Wren');
    expect(announcementOf([wren, wren, { authorName: 'Dee', text: 'Hi' }])).toBe(
      '3 new messages from 2 people',
    );
  });
});

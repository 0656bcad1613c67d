import { emptyForm, faultsOf } from './act-form.js';
import { muteUntil } from './acts.js';

describe('faultsOf', () => {
  it('asks for a reason and for words to the person before anything is done to them', () => {
    const act = { kind: 'mute', personId: 'p', name: 'Wren' } as const;
    expect(Object.keys(faultsOf(act, emptyForm))).toEqual(['reason', 'text']);
    expect(faultsOf(act, { ...emptyForm, reason: 'Shouting', text: 'Take a moment.' })).toEqual({});
  });

  it('asks for the words of the tombstone, and for one of the four reasons of a report', () => {
    const remove = { kind: 'remove', seq: 1, authorName: 'Wren' } as const;
    expect(Object.keys(faultsOf(remove, { ...emptyForm, text: 'Hello' }))).toEqual(['tombstone']);
    const report = { kind: 'report', seq: 1, authorName: 'Wren' } as const;
    expect(Object.keys(faultsOf(report, emptyForm))).toEqual(['report']);
  });

  it('ends a mute after the chosen time', () => {
    expect(muteUntil('1h', new Date('2026-11-19T18:00:00Z'))).toBe('2026-11-19T19:00:00.000Z');
  });
});

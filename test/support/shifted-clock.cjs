// Loaded into a server process before it starts: the message { shift: milliseconds } sets its wall clock so far ahead of
// the real one, as an operator or a time server might. The steady clock, performance.now(), goes on as it does.
const RealDate = Date;
let shift = 0;

class ShiftedDate extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + shift);
    else super(...given);
  }

  static now() {
    return RealDate.now() + shift;
  }

  static [Symbol.hasInstance](value) {
    return value instanceof RealDate;
  }
}

globalThis.Date = ShiftedDate;
process.on('message', (message) => {
  if (typeof message?.shift === 'number') shift = message.shift;
});

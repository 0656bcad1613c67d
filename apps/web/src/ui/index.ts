// The pieces that every screen is made of. Names, and what they are for:
//   Page                       a scrolling screen: title, over, subtitle, actions, width
//   Card, CardTitle, Rows, Row, IconRound   cards and rows with a line between them; a Row with `to` is a link
//   Button, IconButton, LinkButton          tones: primary secondary outline ghost danger danger-soft lamp help help-soft hold
//   Field, Choice, Pick, Check              text, one of a few (radios), one of many (list), yes or no
//   Sheet                      dialog: from below on a phone, centred or at the side on a desktop
//   Badge, Count               a word on a colour; a number that waits
//   Avatar, Circle, seatStates people round, staff square; a room as its seats
//   Callout, ErrorNotice, EmptyState, SkeletonRows, Late   states of a screen
//   DataTable                  columns, rows, a link per row
//   initials, firstName, roleName, clock, shortTime, dayTitle, untilWords, longDay, spanWords   words for names and times
export * from './avatar.js';
export * from './badge.js';
export * from './button.js';
export * from './callout.js';
export * from './card.js';
export * from './circle.js';
export * from './circle-seats.js';
export * from './data-table.js';
export * from './field.js';
export * from './names.js';
export * from './page.js';
export * from './pick.js';
export * from './sheet.js';
export * from './states.js';
export * from './times.js';

/**
 * Numbers where the server gives none. Whoever hears a message first, of all occupants of its room, gives it the
 * room's next number; everybody else must then hear the same messages in the same order, each of them once.
 */
export class RoomOrder {
  private readonly heads = new Map<string, number>();
  /** The number of each message, under the ordinal that its body begins with. */
  private readonly numbers: number[] = [];

  /** @throws where the body does not begin with an ordinal */
  number(room: string, body: string): number {
    const ordinal = Number.parseInt(body, 10);
    if (Number.isNaN(ordinal)) throw new Error('a message that the driver did not send');
    const known = this.numbers[ordinal];
    if (known !== undefined) return known;
    const number = (this.heads.get(room) ?? 0) + 1;
    this.heads.set(room, number);
    this.numbers[ordinal] = number;
    return number;
  }
}

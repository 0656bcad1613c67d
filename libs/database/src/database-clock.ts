import { Injectable } from '@nestjs/common';

/**
 * The database's time as this node knows it, in milliseconds since 1970. All nodes agree on it, and between two looks it
 * goes on by the steady clock: when somebody sets this machine's clock, nothing jumps here. Until the database was first
 * asked it is this machine's.
 */
@Injectable()
export class DatabaseClock {
  private ahead: number | null = null;

  now(): number {
    return this.ahead === null ? Date.now() : performance.now() + this.ahead;
  }

  /** It was `time` in the database when the steady clock (`performance.now()`) showed `at`. */
  set(time: number, at: number): void {
    this.ahead = time - at;
  }

  get known(): boolean {
    return this.ahead !== null;
  }
}

import { Writable } from 'node:stream';

/** Takes what a server in this process logs, line by line. */
export class LogLines extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }

  /** What was said by one part, or by all: the messages alone. */
  of(context: string): string[] {
    return this.lines().flatMap((line) => (line.context === context ? [line.msg] : []));
  }

  /** Warnings and errors. */
  get faults(): string[] {
    return this.lines().flatMap(({ level, context, msg }) => (level >= 40 ? [`${context}: ${msg}`] : []));
  }

  private lines() {
    return this.text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { level: number; context?: string; msg: string });
  }
}

import type { Visitor } from '../visitor.js';

export type View = 'phone' | 'phone-dark' | 'desktop' | 'desktop-dark';

/** Who is at a browser while the screens are walked through. */
export interface Watchers {
  nobody: Visitor;
  /** A client, Fern. */
  client: Visitor;
  /** A client who just came, with nothing in their lists. */
  newcomer: Visitor;
  /** An alumnus, Mari. */
  alumnus: Visitor;
  counselor: Visitor;
  supervisor: Visitor;
  admin: Visitor;
  /** Jo, a client in the same groups as Fern. */
  peer: Visitor;
  /** A client whom nobody has invited into a group. */
  stranger: Visitor;
}

/** One screen in one state: who sees it, how they get there from the scene before, and what is there to be seen. */
export interface Scene {
  name: string;
  /** One line for the list of pictures. */
  caption: string;
  who: keyof Watchers;
  /** Ends once what the picture shows is on the screen. */
  open: (visitor: Visitor) => Promise<void>;
  /** Which pictures are kept. Both devices and both lights are checked in any case. */
  pictures: View[];
  /** A menu, say, closes when the device changes: it is opened anew on each. */
  anew?: boolean;
  /** The narrowest width in pixels at which nothing may be cut off; 320 unless told. */
  narrowest?: number;
  /** Leads back to where the next scene can begin. */
  leave?: (visitor: Visitor) => Promise<void>;
}

export const escape = async (visitor: Visitor): Promise<void> => {
  await visitor.page.keyboard.press('Escape');
  await visitor.dialog().waitFor({ state: 'detached' });
};

/**
 * Words that this browser keeps for the next page, and shares with its other windows. Some keep nothing: with site data
 * blocked, reading as much as throws; a full store refuses to write. Then nothing is known, and nothing breaks.
 */
export const deviceMemory = {
  read(key: string): string | null {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },

  write(key: string, value: string): void {
    try {
      localStorage.setItem(key, value);
    } catch {
      // What it would have saved is a question to the server, or a choice to be made again.
    }
  },

  remove(key: string): void {
    try {
      localStorage.removeItem(key);
    } catch {
      // Nothing was kept.
    }
  },
};

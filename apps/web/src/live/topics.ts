/** Rings for whoever shows a thing that changed. Shaped for `useSyncExternalStore`. */
export class Topics {
  private readonly listeners = new Map<string, Set<() => void>>();

  on(topic: string, listener: () => void): () => void {
    const set = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, set);
    set.add(listener);
    return () => set.delete(listener);
  }

  ring(topic: string): void {
    for (const listener of this.listeners.get(topic) ?? []) listener();
  }
}

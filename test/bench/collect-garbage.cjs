// Loaded before every server that is measured, so that memory is read after a collection.
process.on('SIGUSR2', () => globalThis.gc?.());

// For the health check of a container: ends with 0 when the server beside it is alive, ready or not, and otherwise with 1.
const port = process.env['PORT'] || '3000';
const alive = await fetch(`http://127.0.0.1:${port}/api/health/live`).then(
  ({ ok }) => ok,
  () => false,
);
process.exit(alive ? 0 : 1);

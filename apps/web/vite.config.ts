import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env.HOMEGROUP_SERVER_URL ?? 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: {
    alias: {
      '@homegroup/protocol': new URL('../../libs/protocol/src/index.ts', import.meta.url).pathname,
    },
  },
  server: {
    proxy: {
      '/api': server,
      '/socket.io': { target: server, ws: true },
    },
  },
  // Beside the compiled server, so that one `dist` folder is the whole product.
  build: {
    outDir: '../../dist/apps/web',
    emptyOutDir: true,
    // The policy of the page allows no data: fonts or scripts.
    assetsInlineLimit: 0,
    // One file: the service worker keeps it, and the first message needs all of it.
    chunkSizeWarningLimit: 1200,
  },
});

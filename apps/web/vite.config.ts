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
  build: { outDir: '../../dist/apps/web', emptyOutDir: true },
});

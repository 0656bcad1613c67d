import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { takeToken } from './entry/taken-token.js';
import { startTheme } from './theme/theme.js';
import '@fontsource-variable/atkinson-hyperlegible-next/wght.css';
import './app.css';

takeToken();
startTheme();

// A page that the browser kept as it was, for somebody to go back to, may show a person who has left since.
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) window.location.reload();
});

// The shell opens without a connection from the second visit on. Not while developing: it would hide changes.
if (import.meta.env.PROD && 'serviceWorker' in navigator)
  navigator.serviceWorker.register('/sw.js').catch(() => undefined);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root element');

createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

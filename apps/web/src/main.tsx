import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { takeToken } from './entry/taken-token.js';
import { startTheme } from './theme/theme.js';
import '@fontsource-variable/atkinson-hyperlegible-next/wght.css';
import './app.css';

takeToken();
startTheme();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root element');

createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

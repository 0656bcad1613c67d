import { Button } from '@heroui/react';

export function App() {
  return (
    <main className="mx-auto max-w-xl p-6">
      <h1 className="text-2xl font-semibold">Homegroup</h1>
      <p className="my-4">This page will become the client.</p>
      <Button>Hello</Button>
    </main>
  );
}

export default async function globalTeardown() {
  await Promise.all((globalThis.homegroupTestServices ?? []).map((service) => service.stop()));
  globalThis.homegroupTestServices = undefined;
}

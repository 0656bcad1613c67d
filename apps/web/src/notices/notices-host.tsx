export function NoticesHost() {
  return null;
}

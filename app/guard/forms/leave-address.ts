/** Takes the token out of the address bar, the history and every Referer (ASVS 14.2.1). */
export function leaveAddress(): void {
  const url = new URL(location.href);
  if (!url.searchParams.has('token')) return;
  url.searchParams.delete('token');
  history.replaceState(null, '', url);
}

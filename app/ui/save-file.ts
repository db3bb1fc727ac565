/** The browser saves the answer and never shows it, so the page stays as it is. */
export function saveFile(href: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = '';
  link.click();
}

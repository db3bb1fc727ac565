import { isAnyOn } from '@/lib/config/features';
import { product } from '@/lib/config/product';
import { PageLink } from './page-link';
import { ThemeSwitch } from './theme-switch';

/** The foot of every page: the policy in words, and the theme. */
export function SiteFooter() {
  return (
    <footer className="mt-auto border-line border-t">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-6 gap-y-3 px-4 py-5 text-muted sm:px-6">
        <p>
          {product.name}. {product.legal}
        </p>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <PageLink
            href="/help/sessions"
            className="inline-flex min-h-7 items-center hover:text-ink hover:underline"
          >
            How sessions work
          </PageLink>
          {isAnyOn(['tokens', 'apiKeys']) ? (
            <PageLink
              href="/help/api"
              className="inline-flex min-h-7 items-center hover:text-ink hover:underline"
            >
              API
            </PageLink>
          ) : null}
          <ThemeSwitch />
        </div>
      </div>
    </footer>
  );
}

import { product } from '@/lib/config/product';
import { PageLink } from './page-link';

/** The mark of lib/config/product.ts, as app/icon.svg has it. */
export function BrandMark({ className = 'size-6' }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" aria-hidden="true" className={className}>
      <rect width="24" height="24" rx="6" className="fill-accent" />
      <path
        d={product.mark}
        className="stroke-on-accent"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

export interface BrandProps {
  href?: string;
}

/** Mark and name, as a link home. */
export function Brand({ href = '/' }: BrandProps) {
  return (
    <PageLink
      href={href}
      className="inline-flex min-h-8 items-center gap-2 rounded-md font-semibold text-[0.9375rem] tracking-tight"
    >
      <BrandMark />
      {product.name}
    </PageLink>
  );
}

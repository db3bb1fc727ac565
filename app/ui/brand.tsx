import { product } from '@/lib/config/product';
import { PageLink } from './page-link';

/** A latch: the key's bow as the ring, its bit below the bar. */
export function BrandMark({ className = 'size-6' }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" aria-hidden="true" className={className}>
      <rect width="24" height="24" rx="6" className="fill-accent" />
      <g stroke="#fff" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
        <circle cx="8.25" cy="12" r="3.25" />
        <path d="M11.5 12h7.25M18.75 12v3M15.25 12v2.25" />
      </g>
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

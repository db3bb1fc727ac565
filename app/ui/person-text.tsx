import { shownName, withoutUnseen } from '@/lib/typed/visible';
import { classNames } from './class-names';

interface PersonTextProps {
  /** What somebody typed, however long ago: a name, an address, a title. */
  children: string;
  id?: string;
  className?: string;
  /** Shown for a name with nothing visible in it. */
  otherwise?: string;
  /** A text of several lines, which may be empty. */
  lines?: boolean;
}

/** Text that a person wrote. Its direction ends where it ends, and it breaks rather than push the page aside. */
export function PersonText({ children, id, className, otherwise, lines = false }: PersonTextProps) {
  return (
    <bdi id={id} className={classNames('wrap-anywhere min-w-0', className)}>
      {lines ? withoutUnseen(children) : shownName(children, otherwise)}
    </bdi>
  );
}

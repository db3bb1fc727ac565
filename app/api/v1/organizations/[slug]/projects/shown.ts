/** A project as the API shows it. */

import type { ShownProject } from '@/lib/project/pages';

export const projectBody = ({ id, name, description, createdAt, updatedAt }: ShownProject) => ({
  id,
  name,
  description,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});
